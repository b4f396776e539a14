package dev.gmm4j.classification;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.incomplete.ObservedScale;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pass of EM over rows of which some have known classes: the responsibilities of a row are restricted to the components of
 * its class.
 *
 * <p>The rows of a class go to an engine of their own, which knows the components of that class alone; the rows of unknown class
 * to one that knows all. The log-likelihood is that of rows and known classes, {@code Σ_known w ln Σ_{k of c(i)} π_k f_k(x_i) +
 * Σ_unknown w ln Σ_k π_k f_k(x_i)}, and EM on it is EM: no step makes it smaller. Noise, where there is some, is one more
 * component of the rows of unknown class.
 */
final class LabelledPass implements ExpectationPass, AutoCloseable {
  /** Enough that a block of rows with missing values has several rows of a pattern. */
  private static final int INCOMPLETE_NUMBERS = 1 << 18;

  private final List<Group> groups;
  private final SampleScale scale;
  private final LinearAlgebraBackend backend;

  /** Rows of one class, or of unknown class, and the components that they may belong to. */
  private record Group(LocalEngine engine, int[] components) {}

  private LabelledPass(List<Group> groups, SampleScale scale, LinearAlgebraBackend backend) {
    this.groups = groups;
    this.scale = scale;
    this.backend = backend;
  }

  /**
   * Returns the pass; closed by the caller.
   *
   * @param classOf the class of each component
   * @param noise whether rows of unknown class may be noise
   */
  static LabelledPass of(
      Samples samples,
      Labels labels,
      int[] classOf,
      boolean noise,
      LinearAlgebraBackend backend,
      int threads) {
    SampleScale scale;
    boolean incomplete = false;
    try (LocalEngine all = new LocalEngine(samples, backend, classOf.length, threads)) {
      if (samples.mayHaveMissingValues()) {
        ObservedScale observed = IncompleteSamples.summarize(all);
        incomplete = observed.missing() > 0;
        scale = incomplete ? observed.scale() : SampleSummary.ofFit(all);
      } else {
        scale = SampleSummary.ofFit(all);
      }
    }
    List<Group> groups = new ArrayList<>();
    LabelledPass pass = new LabelledPass(groups, scale, backend);
    try {
      addGroups(groups, samples, labels, classOf, incomplete, noise, backend, threads);
      return pass;
    } catch (RuntimeException | Error e) {
      // Its threads would go on: there is nothing that the caller could close.
      pass.close();
      throw e;
    }
  }

  private static void addGroups(
      List<Group> groups,
      Samples samples,
      Labels labels,
      int[] classOf,
      boolean incomplete,
      boolean noise,
      LinearAlgebraBackend backend,
      int threads) {
    for (int c = Labels.UNKNOWN; c < labels.classes().size(); c++) {
      int[] rows = labels.rows(c);
      if (rows.length > 0) {
        int wanted = c;
        int[] components = IntStream.range(0, classOf.length)
            .filter(k -> wanted == Labels.UNKNOWN || classOf[k] == wanted)
            .toArray();
        Samples own = SelectedSamples.of(samples, rows);
        int evaluated = components.length + (noise && c == Labels.UNKNOWN ? 1 : 0);
        groups.add(new Group(engine(own, incomplete, evaluated, backend, threads), components));
      }
    }
  }

  private static LocalEngine engine(
      Samples samples,
      boolean incomplete,
      int components,
      LinearAlgebraBackend backend,
      int threads) {
    int d = samples.dimension();
    return incomplete
        ? new LocalEngine(
            samples,
            () -> IncompleteKernel.fitting(
                backend, d, components, Math.max(1, INCOMPLETE_NUMBERS / d)),
            components,
            threads)
        : new LocalEngine(samples, backend, components, threads);
  }

  /** Returns the scale of all rows. */
  SampleScale scale() {
    return scale;
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    int d = parameters.dimension();
    SufficientStatistics sum =
        new SufficientStatistics(centres, parameters.components(), d, moments);
    for (Group group : groups) {
      if (group.components.length == parameters.components()) {
        SufficientStatistics all = group.engine.expect(parameters, centres, moments);
        add(all, group.components, sum);
        sum.addLogLikelihood(all.logLikelihood());
        // Of rows whose class is known none is noise.
        sum.setNoiseWeight(all.noiseWeight());
      } else {
        double share = share(parameters, group.components);
        SufficientStatistics own = group.engine.expect(
            restricted(parameters, group.components, share),
            rows(centres, group.components, d),
            moments);
        add(own, group.components, sum);
        // The restricted mixture has weights that sum to 1.
        sum.addLogLikelihood(own.logLikelihood() + own.totalWeight() * Math.log(share));
      }
    }
    return sum;
  }

  private static double share(MixtureParameters parameters, int[] components) {
    return Arrays.stream(components).mapToDouble(k -> parameters.weights()[k]).sum();
  }

  private MixtureParameters restricted(
      MixtureParameters parameters, int[] components, double share) {
    double[] weights = Arrays.stream(components)
        .mapToDouble(k -> parameters.weights()[k] / share)
        .toArray();
    Covariances covariances = parameters.covariances().select(components);
    double[] means = rows(parameters.means(), components, parameters.dimension());
    return MixtureParameters.of(weights, means, covariances, backend);
  }

  private static double[] rows(double[] all, int[] components, int d) {
    double[] some = new double[components.length * d];
    for (int i = 0; i < components.length; i++) {
      System.arraycopy(all, components[i] * d, some, i * d, d);
    }
    return some;
  }

  /** Adds the moments of some components to those of all. */
  private static void add(SufficientStatistics own, int[] components, SufficientStatistics sum) {
    int d = sum.dimension();
    for (int i = 0; i < components.length; i++) {
      sum.weights()[components[i]] += own.weights()[i];
    }
    add(own.first(), sum.first(), components, d);
    switch (sum.moments()) {
      case NONE -> {}
      case DIAGONAL -> add(own.second(), sum.second(), components, d);
      case FULL -> add(own.second(), sum.second(), components, d * d);
      case POOLED -> add(own.second(), sum.second(), new int[] {0}, d * d);
    }
  }

  private static void add(double[] own, double[] sum, int[] components, int size) {
    for (int i = 0; i < components.length; i++) {
      for (int j = 0; j < size; j++) {
        sum[components[i] * size + j] += own[i * size + j];
      }
    }
  }

  @Override
  public void close() {
    groups.forEach(group -> group.engine.close());
  }
}
