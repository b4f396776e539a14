package dev.gmm4j.classification;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classifiers whose components share a covariance model, one for each model and number of components: of rows whose components
 * are all known, one maximization over those of all classes together, else EM.
 */
final class EddaFits {
  private final MixtureClassifierEstimator settings;
  private final Samples samples;
  private final Labels labels;
  private final int knownClasses;
  private final LinearAlgebraBackend backend;
  private final boolean isScored;
  private final double @Nullable [] priors;
  private final @Nullable UniformNoise noise;

  /**
   * Creates the fits.
   *
   * @param knownClasses the number of classes that have labelled rows; those behind have none
   * @param isScored whether candidates are scored
   * @param priors of the classes, or null where they are found
   * @param noise beside the classes, or null for none; where the classes of some rows are unknown its weight is found
   */
  EddaFits(
      MixtureClassifierEstimator settings,
      Samples samples,
      Labels labels,
      int knownClasses,
      LinearAlgebraBackend backend,
      boolean isScored,
      double @Nullable [] priors,
      @Nullable UniformNoise noise) {
    this.settings = settings;
    this.samples = samples;
    this.labels = labels;
    this.knownClasses = knownClasses;
    this.backend = backend;
    this.isScored = isScored;
    this.priors = priors;
    this.noise = noise;
  }

  /** Makes a classifier of what was fitted. */
  @FunctionalInterface
  interface Maker {
    /** Returns the classifier of the mixtures of classes and their shares. */
    MixtureClassifier.Builder of(List<GaussianMixture> mixtures, double[] shares);
  }

  /** Fits a mixture over the components of all classes. */
  @FunctionalInterface
  private interface JointFit {
    GaussianMixture of(CovarianceModel model, int components);
  }

  /** Fits all models. */
  List<ClassifierCandidate> run(List<CovarianceModel> models, Maker maker) {
    int classes = labels.classes().size();
    if (labels.isComplete()
        && knownClasses == classes
        && settings.maxComponents == 1
        && !samples.mayHaveMissingValues()) {
      try (KnownComponents known =
          new KnownComponents(settings.estimator, samples, labels.indices(), classes, backend)) {
        return run(models, maker, (model, k) -> known.fit(model));
      }
    }
    PartialLabels partial = new PartialLabels(
        settings.estimator,
        samples,
        labels,
        knownClasses,
        backend,
        priors,
        labels.isComplete() ? null : noise);
    return run(models, maker, partial::fit);
  }

  private List<ClassifierCandidate> run(List<CovarianceModel> models, Maker maker, JointFit fit) {
    List<ClassifierCandidate> candidates = new ArrayList<>();
    int classes = labels.classes().size();
    for (int k = settings.minComponents; k <= settings.maxComponents; k++) {
      for (CovarianceModel model : models) {
        try {
          GaussianMixture joint = fit.of(model, k);
          MixtureClassifier fitted = maker
              .of(parts(joint, classes), shares(joint, classes))
              .noise(joint.noise() == null ? noise : joint.noise())
              .commonCovariance(model)
              .build();
          candidates.add(ClassifierCandidate.fitted(
              model, k, fitted, isScored ? fitted.score(samples, labels) : null));
        } catch (GmmException e) {
          candidates.add(ClassifierCandidate.failed(model, k, e));
        }
      }
    }
    return candidates;
  }

  private static double[] shares(GaussianMixture joint, int classes) {
    double[] shares = new double[classes];
    for (int k = 0; k < joint.components(); k++) {
      shares[k * classes / joint.components()] += joint.weight(k);
    }
    UniformNoise found = joint.noise();
    for (int c = 0; found != null && c < classes; c++) {
      shares[c] /= 1 - found.weight();
    }
    return shares;
  }

  /** Returns as many parts of a mixture, of as many components each, as mixtures of their own. */
  private static List<GaussianMixture> parts(GaussianMixture joint, int parts) {
    int size = joint.components() / parts;
    List<GaussianMixture> mixtures = new ArrayList<>();
    for (int c = 0; c < parts; c++) {
      int[] components = new int[size];
      double sum = 0;
      for (int k = 0; k < size; k++) {
        components[k] = c * size + k;
        sum += joint.weight(components[k]);
      }
      double total = sum;
      double[] weights =
          Arrays.stream(components).mapToDouble(k -> joint.weight(k) / total).toArray();
      double[][] means = Arrays.stream(components).mapToObj(joint::mean).toArray(double[][]::new);
      Covariances covariances = joint.covariances().select(components);
      mixtures.add(GaussianMixture.of(weights, means, covariances, joint.backend())
          .chosenAmong(joint.covarianceModel(), MixingProportions.FREE));
    }
    return mixtures;
  }
}
