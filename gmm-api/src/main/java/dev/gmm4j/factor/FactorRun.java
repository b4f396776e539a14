package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.restart.RestartLoop;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fit: all restarts over one engine, the one of the highest log-likelihood kept. */
final class FactorRun {
  /** Numbers of factors that are found settle in two or three rounds; those that go on by turns are left so. */
  private static final int MAX_ROUNDS = 10;

  private final FactorMixtureEstimator estimator;
  private final GaussianMixtureEstimator settings;
  private final PreparedSamples samples;
  private final boolean hasFactorStatistics;
  private final SampleScale scale;
  private final double[] floors;
  private final RestartLoop<FactorMixtureFit.Restart, FactorMixture> restarts =
      new RestartLoop<>(new FactorReports(), TimeBudget.UNLIMITED);

  /**
   * Creates a fit.
   *
   * @param hasFactorStatistics whether a pass takes the products with factors, and not matrices
   */
  FactorRun(
      FactorMixtureEstimator estimator, PreparedSamples samples, boolean hasFactorStatistics) {
    this.estimator = estimator;
    this.settings = estimator.estimator();
    this.samples = samples;
    this.hasFactorStatistics = hasFactorStatistics;
    this.scale = samples.scale();
    this.floors = floors();
  }

  private double[] floors() {
    double[] variances = scale.positiveVariances().clone();
    double mean = Arrays.stream(variances).average().orElseThrow();
    for (int j = 0; j < variances.length; j++) {
      variances[j] =
          estimator.noiseFloor() * (estimator.model().isIsotropic() ? mean : variances[j]);
    }
    return variances;
  }

  FactorMixtureFit run() {
    FactorMixture best;
    List<RestartStart> starts = RestartStart.of(settings);
    if (hasFactorStatistics) {
      try (LowRankPass pass = new LowRankPass(
          samples.samples(),
          samples.backend(),
          settings.components(),
          givenFactors(),
          settings.threads())) {
        best = restarts.run(starts.size(), index -> restartWithFactors(pass, starts.get(index)));
      }
    } else {
      best = restarts.run(starts.size(), index -> restartWithMatrices(starts.get(index)));
    }
    return new FactorMixtureFit(
        best, restarts.reports(), restarts.bestRestart(), scale.totalWeight());
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> restartWithFactors(
      LowRankPass pass, RestartStart start) {
    FactorModel model = (FactorModel) estimator.model();
    FactorAlgebra algebra = new FactorAlgebra(floors.length, givenFactors(), samples.backend());
    FactorEmStep step = new FactorEmStep(model, floors, algebra);
    FactorParameters initial = LowRankStart.of(
        initial(start, CovarianceModel.VVI).fit(samples).model().parameters(),
        model,
        givenFactors(),
        step,
        start.seed(settings),
        samples.backend());
    List<Double> trace = new ArrayList<>();
    ParameterUpdate update = new LowRankUpdate(
        step, algebra, model.hasCommonLoadings(), settings.proportions());
    int[] factors = new int[settings.components()];
    Arrays.fill(factors, givenFactors());
    FactorSpace space =
        space(new LoadingParts(model, floors, FactorSpace.deviations(scale)), false);
    return done(climb(update, space, initial, pass, trace), trace, factors);
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> restartWithMatrices(
      RestartStart start) {
    SufficientStatistics statistics = initialStatistics(start);
    List<Double> trace = new ArrayList<>();
    int[] factors = factors(statistics);
    ExpectationMaximization.Result result = climb(factors, statistics, trace);
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int[] next = factors(result.statistics());
      if (Arrays.equals(next, factors)) {
        break;
      }
      factors = next;
      result = climb(factors, result.statistics(), trace);
    }
    return done(result, trace, factors);
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> done(
      ExpectationMaximization.Result result, List<Double> trace, int[] factors) {
    return new RestartLoop.Done<>(
        new FactorMixtureFit.Restart(trace, trace.size() - 1, result.converged(), null),
        new FactorMixture(
            estimator.model(),
            factors,
            settings.proportions(),
            (FactorParameters) result.parameters(),
            samples.backend()));
  }

  /** Runs EM with given numbers of factors from statistics of the samples. */
  private ExpectationMaximization.Result climb(
      int[] factors, SufficientStatistics statistics, List<Double> trace) {
    FactorStep step = step(factors);
    FactorUpdate update = new FactorUpdate(step, settings.proportions(), samples.backend());
    double[] deviations = FactorSpace.deviations(scale);
    FactorSpace space = space(
        step instanceof SpectralStep
            ? new CovarianceParts(step, deviations)
            : new LoadingParts((FactorModel) estimator.model(), floors, deviations),
        true);
    return climb(update, space, update.next(statistics, null), samples.pass(), trace);
  }

  private FactorSpace space(FactorSpace.Parts parts, boolean hasMatrices) {
    return new FactorSpace(parts, settings.proportions(), hasMatrices, scale, samples.backend());
  }

  private ExpectationMaximization.Result climb(
      ParameterUpdate update,
      FactorSpace space,
      FactorParameters initial,
      ExpectationPass pass,
      List<Double> trace) {
    Acceleration acceleration =
        settings.convergence().isNever() ? Acceleration.NONE : settings.acceleration();
    return ExpectationMaximization.begin(
            update,
            acceleration,
            space,
            initial,
            pass,
            scale,
            (iteration, parameters, logLikelihood, ascent) -> trace.add(logLikelihood))
        .until(settings.convergence(), settings.maxIterations());
  }

  private FactorStep step(int[] factors) {
    SubspaceModel subspaces = subspaces(estimator.model());
    return subspaces == null
        ? new ConditionalStep(
            (FactorModel) estimator.model(), factors[0], floors, samples.backend())
        : new SpectralStep(subspaces, factors, floors[0], samples.backend());
  }

  /** Returns the model of subspaces that a model is, or null where there is none and so no closed form. */
  private static @Nullable SubspaceModel subspaces(LowRankModel model) {
    if (model instanceof SubspaceModel subspaces) {
      return subspaces;
    }
    return switch ((FactorModel) model) {
      case UUC -> SubspaceModel.AKJBKQKD;
      case UCC -> SubspaceModel.AKJBQKD;
      case CCC -> SubspaceModel.AJBQD;
      default -> null;
    };
  }

  private int givenFactors() {
    return Math.max(1, estimator.factors());
  }

  /** Returns the numbers of factors: those that are set, or else what the scree test finds where components may differ. */
  private int[] factors(SufficientStatistics statistics) {
    int[] factors = new int[settings.components()];
    boolean isFound = estimator.factors() == 0
        && estimator.model() instanceof SubspaceModel model
        && model.hasOwnDimensions();
    if (!isFound) {
      Arrays.fill(factors, givenFactors());
      return factors;
    }
    double[][] covariances = FactorUpdate.covariances(statistics);
    int most = estimator.model().maxFactors(scale.means().length);
    for (int k = 0; k < factors.length; k++) {
      factors[k] = Spectrum.of(covariances[k], samples.backend()).axes(estimator.scree(), most);
    }
    return factors;
  }

  /** Returns statistics of samples that have the initial weights, means and covariances of a restart. */
  private SufficientStatistics initialStatistics(RestartStart start) {
    GaussianMixtureEstimator initial = initial(start, CovarianceModel.VVV);
    MixtureParameters found = initial.fit(samples).model().parameters();
    // Singular covariances have a ridge for the start alone.
    double[] ridge = initial.regularization().ridge(scale, CovarianceType.FULL);
    return ModelStatistics.of(found, Moments.FULL, ridge, scale.totalWeight());
  }

  /** Returns what finds the initial parameters of a restart. */
  private GaussianMixtureEstimator initial(RestartStart start, CovarianceModel covariance) {
    return start.initial(settings).covariance(covariance).build();
  }
}
