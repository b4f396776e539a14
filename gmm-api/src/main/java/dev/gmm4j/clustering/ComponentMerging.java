package dev.gmm4j.clustering;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Merges components of a mixture to clusters: those between which samples can least tell come together first (Baudry,
 * Raftery, Celeux, Lo and Gottardo 2010). Immutable.
 *
 * <p>A cluster that is not an ellipse takes several Gaussian components. The mixture stays as it is; for each number of
 * clusters from {@code K} down to 1 its components are divided into so many groups, a cluster's probability being the
 * sum of its components'. Each step merges the two clusters that lower the entropy {@code -Σ w Σ_g z_g ln z_g} of the
 * samples' cluster probabilities the most.
 *
 * <pre>{@code
 * ComponentMerging merging = ComponentMerging.of(fit.model(), samples);
 * int clusters = merging.elbow().orElse(fit.model().components());
 * int[] labels = merging.predict(samples, clusters);
 * }</pre>
 */
public final class ComponentMerging {
  /** In nats a sample. */
  private static final double LEAST_OVERLAP = 0.05;

  private final GaussianMixture model;
  private final List<Merge> merges;
  private final double[] entropies;
  private final int[][] clusters;
  private final double totalWeight;

  /**
   * Two clusters become one; of so many clusters, numbered from 0, those behind the second move up by one.
   *
   * @param clusters how many there are before
   * @param first the one that stays, the smaller index
   * @param second the one that joins it
   * @param entropyDrop by how much the entropy falls, in nats, total over the samples
   * @param weight of the samples involved: how much those of the two clusters weigh, by probability
   */
  public record Merge(int clusters, int first, int second, double entropyDrop, double weight) {}

  private ComponentMerging(
      GaussianMixture model,
      List<Merge> merges,
      double[] entropies,
      int[][] clusters,
      double totalWeight) {
    this.model = model;
    this.merges = List.copyOf(merges);
    this.entropies = entropies;
    this.clusters = clusters;
    this.totalWeight = totalWeight;
  }

  /**
   * Finds the order in which a mixture's components merge.
   *
   * <p>Of equals the first pair is merged. The same samples give the same bits, for any number of threads.
   *
   * @param samples to judge by, usually those that the mixture was fitted to; their weights count
   * @throws IllegalArgumentException if samples and model differ in features, or the model has noise
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all are 0
   */
  public static ComponentMerging of(GaussianMixture model, Samples samples) {
    notNull("model", model).requireNoNoise();
    return ofObserved(model, IncompleteSamples.observedRows(notNull("samples", samples)));
  }

  private static ComponentMerging ofObserved(GaussianMixture model, Samples samples) {
    double totalWeight = model.score(samples).totalWeight();
    int components = model.components();
    int[] cluster = new int[components];
    Arrays.setAll(cluster, k -> k);
    int[][] clusters = new int[components][];
    double[] entropies = new double[components];
    List<Merge> merges = new ArrayList<>();
    try (LocalEngine engine = new LocalEngine(
        samples,
        IncompleteKernel.evaluators(samples, model.backend(), model.parameters()),
        components,
        model.threads())) {
      for (int count = components; count >= 1; count--) {
        clusters[count - 1] = cluster.clone();
        ClusterEntropies sums = ClusterEntropies.of(model.parameters(), cluster, count, engine);
        entropies[count - 1] = sums.total();
        if (count > 1) {
          Merge merge = sums.best();
          merges.add(merge);
          for (int k = 0; k < components; k++) {
            if (cluster[k] == merge.second()) {
              cluster[k] = merge.first();
            } else if (cluster[k] > merge.second()) {
              cluster[k]--;
            }
          }
        }
      }
    }
    return new ComponentMerging(model, merges, entropies, clusters, totalWeight);
  }

  /** Returns the mixture. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns the {@code K-1} steps in their order, from {@code K} clusters to one. */
  public List<Merge> merges() {
    return merges;
  }

  /**
   * Returns the entropy of the samples' cluster probabilities, in nats, total over the samples; 0 for one cluster.
   *
   * @throws IllegalArgumentException if there are not 1 to {@code K} clusters
   */
  public double entropy(int clusterCount) {
    return entropies[checked(clusterCount) - 1];
  }

  /**
   * Returns the cluster of each component, {@code K} numbers from 0; clusters are in the order of their first
   * components.
   *
   * @throws IllegalArgumentException if there are not 1 to {@code K} clusters
   */
  public int[] clusters(int clusterCount) {
    return clusters[checked(clusterCount) - 1].clone();
  }

  /**
   * Returns the number of clusters at the elbow of the entropy: merging less gains much, merging more little. Two
   * straight lines that share a point are fitted to the entropy against the number of clusters, and the point at which
   * they fit best is the elbow. It is a suggestion; whether there is an elbow at all, a look at the entropies tells.
   *
   * @return nothing where there are fewer than four components, for two lines fit any three points
   */
  public OptionalInt elbow() {
    return model.components() < 4 ? OptionalInt.empty() : OptionalInt.of(Elbow.of(entropies) + 1);
  }

  /**
   * Returns the {@linkplain #elbow elbow} where it is plain to see: the components overlap, by an entropy of 0.05 nats or more
   * for a sample, and the entropy at the elbow is at most half of what it would be on a straight line from all components to
   * one cluster. The two bounds are a matter of judgment.
   *
   * @return nothing where there are fewer than four components, or no such elbow
   */
  public OptionalInt clearElbow() {
    int components = model.components();
    double all = entropies[components - 1];
    OptionalInt elbow = elbow();
    if (elbow.isEmpty() || all < LEAST_OVERLAP * totalWeight) {
      return OptionalInt.empty();
    }
    int at = elbow.getAsInt();
    double straight = all * (at - 1) / (components - 1);
    return entropies[at - 1] <= straight / 2 ? elbow : OptionalInt.empty();
  }

  /**
   * Returns the clusters' probabilities given each sample, shape {@code n*G}; each row sums to 1.
   *
   * @throws IllegalArgumentException if there are not 1 to {@code K} clusters
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample is not finite
   */
  public double[][] responsibilities(Samples samples, int clusterCount) {
    int[] cluster = clusters[checked(clusterCount) - 1];
    double[][] merged = model.responsibilities(samples);
    for (int i = 0; i < merged.length; i++) {
      double[] sums = new double[clusterCount];
      for (int k = 0; k < cluster.length; k++) {
        sums[cluster[k]] += merged[i][k];
      }
      merged[i] = sums;
    }
    return merged;
  }

  /**
   * Returns the most probable cluster of each sample, from 0; ties go to the smaller index. A row of which nothing is observed
   * has {@link GaussianMixture#NO_LABEL}.
   *
   * @throws IllegalArgumentException if there are not 1 to {@code K} clusters
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample is not finite
   */
  public int[] predict(Samples samples, int clusterCount) {
    int[] labels = Arrays.stream(responsibilities(samples, clusterCount))
        .mapToInt(ComponentMerging::largest)
        .toArray();
    if (samples.mayHaveMissingValues()) {
      int[] components = model.predict(samples);
      for (int i = 0; i < labels.length; i++) {
        labels[i] = components[i] == GaussianMixture.NO_LABEL ? components[i] : labels[i];
      }
    }
    return labels;
  }

  private static int largest(double[] probabilities) {
    int largest = 0;
    for (int g = 1; g < probabilities.length; g++) {
      largest = probabilities[g] > probabilities[largest] ? g : largest;
    }
    return largest;
  }

  private int checked(int clusterCount) {
    check(
        clusterCount >= 1 && clusterCount <= model.components(),
        "clusters must be in [1, %d], but were %d",
        model.components(),
        clusterCount);
    return clusterCount;
  }
}
