package dev.gmm4j.internal.search;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.initialization.InitializationContext;
import dev.gmm4j.internal.initialization.ResponsibilityInitialization;
import dev.gmm4j.internal.matching.WeightedGaussian;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.Moments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a mixture: some of its components, and the samples that are theirs, each weighted by their share of it.
 *
 * <p>EM on a part raises the likelihood of the whole by at least as much as that of the part: the part's weighted
 * log-likelihood is, but for a constant, a lower bound of the whole's that touches it where EM begins (Ueda, Nakano,
 * Ghahramani and Hinton 2000). It costs only the part's samples and components.
 */
final class Part {
  private final SearchContext context;
  private final Samples samples;
  private final double totalWeight;
  private final Maximization maximization;

  private Part(SearchContext context, Samples samples) {
    this.context = context;
    this.samples = samples;
    this.maximization = context.maximization().ofPart(context.backend());
    double total = 0;
    RowBlock row = null;
    for (long i = 0; i < samples.count(); i++) {
      row = samples.block(i, 1, row);
      total += row.weight(0);
    }
    totalWeight = total;
  }

  /** Returns the part of some components, or null where too few samples are left to it. */
  static @Nullable Part of(
      SearchContext context, Posteriors posteriors, int limit, int... components) {
    Samples samples = posteriors.of(limit, components);
    return samples == null || samples.count() < 4 ? null : new Part(context, samples);
  }

  /**
   * What became of a part.
   *
   * @param components with weights that sum to 1
   * @param gain of its log-likelihood
   * @param passes over its samples, times the components
   */
  record Outcome(List<WeightedGaussian> components, double gain, double passes) {}

  /** Returns the weight of the part's samples. */
  double totalWeight() {
    return totalWeight;
  }

  long count() {
    return samples.count();
  }

  /** Divides the samples along an axis. */
  AxisSplit axisSplit() {
    return AxisSplit.of(samples, inverseDeviations());
  }

  /** Divides the samples of a component by their distance from its mean; null where that is no use. */
  int @Nullable [] concentricSides(MixtureParameters parameters, int component) {
    return ConcentricSplit.of(samples, parameters, component);
  }

  /**
   * Divides the samples of one component in two by EM.
   *
   * @param sides the group of each sample at first
   * @return null where that fails
   */
  @Nullable
  Outcome split(int[] sides, int iterations) {
    DegeneracyGuard guard = context.guard(maximization);
    try (LocalEngine engine = new LocalEngine(samples, context.backend(), 2, 1)) {
      double whole = engine
          .expect(
              ResponsibilityInitialization.of(
                      ResponsibilityInitialization.labels(new int[sides.length]))
                  .parameters(context(engine, 1, guard)),
              Moments.NONE)
          .logLikelihood();
      MixtureParameters initial = ResponsibilityInitialization.of(
              ResponsibilityInitialization.labels(sides))
          .parameters(context(engine, 2, guard));
      return outcome(engine, initial, guard, whole, new NearLimit(), iterations);
    } catch (GmmException e) {
      return null;
    }
  }

  /**
   * Runs EM on the part, as long as it may come to something better.
   *
   * @param before the components as they were
   * @param begin those to begin with
   * @return null where that fails
   */
  @Nullable
  Outcome run(List<WeightedGaussian> before, List<WeightedGaussian> begin, int iterations) {
    DegeneracyGuard guard = context.guard(maximization);
    try (LocalEngine engine = new LocalEngine(samples, context.backend(), begin.size(), 1)) {
      double whole = engine.expect(mixture(before), Moments.NONE).logLikelihood();
      double target = whole / totalWeight * samples.count();
      return outcome(engine, mixture(begin), guard, whole, new NearLimit(target), iterations);
    } catch (GmmException e) {
      return null;
    }
  }

  private MixtureParameters mixture(List<WeightedGaussian> components) {
    double sum = components.stream().mapToDouble(WeightedGaussian::weight).sum();
    return WeightedGaussian.mixture(
        components.stream().map(each -> each.weighing(each.weight() / sum)).toList(),
        context.backend());
  }

  private @Nullable Outcome outcome(
      LocalEngine engine,
      MixtureParameters initial,
      DegeneracyGuard guard,
      double whole,
      NearLimit criterion,
      int iterations) {
    ExpectationMaximization.Result result = new ExpectationMaximization(
            maximization, criterion, iterations, context.acceleration())
        .run(initial, engine, scale(), guard, (i, p, l, a) -> {});
    if (!guard.events().isEmpty()) {
      return null;
    }
    List<WeightedGaussian> components = new ArrayList<>();
    for (int k = 0; k < initial.components(); k++) {
      components.add(WeightedGaussian.of(result.parameters(), k));
    }
    return new Outcome(
        components,
        result.trace()[result.iterations()] - whole,
        (result.iterations() + 2.0) * components.size() * samples.count());
  }

  private SampleScale scale() {
    return new SampleScale(
        samples.count(), totalWeight, context.scale().means(), context.scale().variances());
  }

  private InitializationContext context(LocalEngine engine, int components, DegeneracyGuard guard) {
    return new InitializationContext(
        engine, context.backend(), components, maximization, guard, scale(), 0, new Randomness(0));
  }

  /** Spherical covariances compare lengths in different features; others need not. */
  private double[] inverseDeviations() {
    double[] inverse = context.scale().positiveVariances();
    double common = context.scale().meanVariance();
    boolean spherical = maximization.model().type() == CovarianceType.SPHERICAL;
    for (int j = 0; j < inverse.length; j++) {
      inverse[j] = 1 / Math.sqrt(spherical ? common : inverse[j]);
    }
    return inverse;
  }
}
