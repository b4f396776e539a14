package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.kernel.ComposedMixtureKernel;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Initialization that finds centres, gives each sample to the nearest one, and maximizes once; of very many samples
 * some, evenly drawn, stand for all. Features are divided by their ranges, so that their units do not count, unless
 * covariances are spherical.
 *
 * <p>A cluster too small for a covariance of its own starts with the one pooled over all clusters: with the
 * regularization alone it would start as a spike that no other sample can reach. Where covariances share
 * parts, all clusters do: one pooled matrix for all belongs to every model.
 */
public final class CentreInitialization implements InitializationStrategy {
  /** The way in which centres are found. */
  public enum Method {
    /** Greedy k-means++ on a subsample. */
    PLUS_PLUS,
    /** k-means from k-means++ seeds, on a subsample. */
    K_MEANS,
    /** Samples drawn at random. */
    RANDOM_SAMPLES
  }

  private static final int MAX_ITERATIONS = 300;
  private static final double TOLERANCE = 1e-4;

  /**
   * With centres of so few numbers a pass over a subsample takes a few milliseconds whatever the kernel, and plain loops
   * are fast sooner: a backend's own kernel may first have to be compiled.
   */
  private static final int PLAIN_NUMBERS = 1024;

  /** So many rows of a subsample for each component and feature are enough for the covariances that EM starts with. */
  private static final int ROWS_PER_FEATURE = 16;

  private final Method method;

  /** Creates an initialization. */
  public CentreInitialization(Method method) {
    this.method = method;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Samples samples = context.engine().samples();
    Samples subsample = Subsample.of(samples, context.components(), context.random());
    Metric metric = metric(subsample, context);
    double[] centres = centres(subsample, metric, context);
    if (subsample.count() == samples.count() || !isEnough(subsample, context.components())) {
      return clusterParameters(clusters(context.engine(), centres, metric, context), context);
    }
    try (LocalEngine engine = engine(subsample, context)) {
      return clusterParameters(clusters(engine, centres, metric, context), context);
    }
  }

  /** Balls compare lengths in different features, as the likelihood of spherical covariances does; others need not. */
  private static Metric metric(Samples subsample, InitializationContext context) {
    return context.maximization().model().type() == CovarianceType.SPHERICAL
        ? Metric.euclidean(context.scale())
        : Metric.ofRanges(subsample);
  }

  /** Tells whether covariances of a subsample's clusters are near those of all samples. */
  private static boolean isEnough(Samples subsample, int components) {
    return subsample.count() >= (long) ROWS_PER_FEATURE * subsample.dimension() * components;
  }

  private static SufficientStatistics clusters(
      LocalEngine engine, double[] centres, Metric metric, InitializationContext context) {
    return engine.assign(metric.nearestCentre(centres), context.maximization().moments());
  }

  /** Returns the parameters of clusters, by one maximization. */
  static MixtureParameters clusterParameters(
      SufficientStatistics clusters, InitializationContext context) {
    return context.guard().repair(clusterEstimate(clusters, context), null, 0);
  }

  /** Returns the parameters of clusters, by one maximization, before it is known whether they are degenerate. */
  static ParameterEstimate clusterEstimate(
      SufficientStatistics clusters, InitializationContext context) {
    Maximization maximization = context.maximization();
    ParameterEstimate estimate = withPooled(maximization.maximizeUnregularized(clusters), context);
    return estimate.with(maximization.regularized(estimate.covariances()));
  }

  private double[] centres(Samples subsample, Metric metric, InitializationContext context) {
    Seeding seeding = Seeding.among(subsample, context.components(), metric, context.random());
    if (method == Method.RANDOM_SAMPLES) {
      return seeding.random(context.components(), context.random());
    }
    double[] seeds = seeding.plusPlus(context.components(), context.random(), context.checkpoint());
    if (method == Method.PLUS_PLUS) {
      return seeds;
    }
    try (LocalEngine engine = engine(subsample, context)) {
      return Lloyd.run(engine, seeds, metric, MAX_ITERATIONS, TOLERANCE, context.checkpoint())
          .centres();
    }
  }

  private static LocalEngine engine(Samples subsample, InitializationContext context) {
    int d = subsample.dimension();
    int components = context.components();
    int threads = context.engine().threads();
    if ((long) components * d <= PLAIN_NUMBERS) {
      return new LocalEngine(
          subsample,
          () -> new ComposedMixtureKernel(context.backend(), d, components),
          components,
          threads);
    }
    return new LocalEngine(subsample, context.backend(), components, threads);
  }

  private static ParameterEstimate withPooled(
      ParameterEstimate estimate, InitializationContext context) {
    CovarianceModel model = context.maximization().model();
    if (model.isShared()) {
      return estimate;
    }
    Covariances pooled = pooled(estimate);
    Covariances covariances = estimate.covariances();
    for (int k = 0; k < estimate.weights().length; k++) {
      try {
        PrecisionFactorization.of(estimate.covariances().select(k), context.backend());
      } catch (NotPositiveDefiniteException e) {
        if (model.hasCommonParts()) {
          return estimate.with(all(covariances, pooled));
        }
        covariances = withComponent(covariances, k, pooled);
      }
    }
    return estimate.with(covariances);
  }

  private static Covariances all(Covariances covariances, Covariances pooled) {
    Covariances changed = covariances;
    for (int k = 0; k < covariances.components(); k++) {
      changed = withComponent(changed, k, pooled);
    }
    return changed;
  }

  private static Covariances withComponent(Covariances covariances, int k, Covariances pooled) {
    return covariances.type().isAxisAligned()
        ? covariances.withVariances(k, pooled.variances(0))
        : covariances.withComponent(k, pooled.matrix(0));
  }

  /** Returns the mean of the clusters' covariances, weighted by the clusters' weights, as one component's. */
  private static Covariances pooled(ParameterEstimate estimate) {
    double total = estimate.noise() == null ? 1 : 1 - estimate.noise().weight();
    Covariances covariances = estimate.covariances();
    double[] values = covariances.toArray();
    int size = values.length / covariances.components();
    double[] pooled = new double[size];
    for (int i = 0; i < values.length; i++) {
      pooled[i % size] += estimate.weights()[i / size] / total * values[i];
    }
    return Covariances.of(covariances.type(), 1, covariances.dimension(), pooled);
  }
}
