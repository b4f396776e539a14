package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.restart.RestartLoop;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.internal.util.Randomness;
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

  /** Of random numbers for swaps. */
  private static final long SWAPS = 0x5a;

  private final FactorMixtureEstimator estimator;
  private final GaussianMixtureEstimator settings;
  private final PreparedSamples samples;
  private final FactorStarts starts;
  private final boolean hasFactorStatistics;
  private final SampleScale scale;
  private final double[] floors;
  private final List<RestartStart> tries;
  private final RestartLoop<FactorMixtureFit.Restart, FactorMixture> restarts =
      new RestartLoop<>(new FactorReports(), TimeBudget.UNLIMITED);

  /**
   * Creates a fit.
   *
   * @param hasFactorStatistics whether a pass takes the products with factors, and not matrices
   */
  FactorRun(
      FactorMixtureEstimator estimator,
      PreparedSamples samples,
      FactorStarts starts,
      boolean hasFactorStatistics) {
    this.estimator = estimator;
    this.settings = estimator.estimator();
    this.tries = RestartStart.of(settings);
    this.samples = samples;
    this.starts = starts;
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
    if (hasFactorStatistics) {
      try (LowRankPass pass = new LowRankPass(
          samples.samples(),
          samples.backend(),
          settings.components(),
          givenFactors(),
          settings.threads())) {
        best = restarts.run(tries.size(), index -> restartWithFactors(pass, index));
      }
    } else {
      best = restarts.run(tries.size(), this::restartWithMatrices);
    }
    return new FactorMixtureFit(
        best, restarts.reports(), restarts.bestRestart(), scale.totalWeight());
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> restartWithFactors(
      LowRankPass pass, int index) {
    RestartStart start = tries.get(index);
    FactorModel model = (FactorModel) estimator.model();
    FactorAlgebra algebra = new FactorAlgebra(floors.length, givenFactors(), samples.backend());
    FactorEmStep step = new FactorEmStep(model, floors, algebra);
    long seed = start.seed(settings);
    FactorClimb climb = new FactorClimb(
        settings,
        new LowRankUpdate(step, algebra, model.hasCommonLoadings(), settings.proportions()),
        space(new LoadingParts(model, floors, FactorSpace.deviations(scale)), false),
        pass,
        scale);
    List<FactorParameters> initial = new ArrayList<>();
    for (MixtureParameters found : starts.of(settings, start, CovarianceModel.VVI)) {
      initial.add(LowRankStart.of(found, model, givenFactors(), step, seed, samples.backend()));
    }
    List<Double> trace = new ArrayList<>();
    int[] factors = new int[settings.components()];
    Arrays.fill(factors, givenFactors());
    ExpectationMaximization.Result result =
        course(climb, start).run(initial, trace, teller(index, factors, trace));
    return done(result, trace, factors);
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> restartWithMatrices(int index) {
    RestartStart start = tries.get(index);
    List<SufficientStatistics> statistics = new ArrayList<>();
    for (MixtureParameters found : starts.of(settings, start, CovarianceModel.VVV)) {
      // Singular covariances have a ridge for the start alone.
      double[] ridge = settings.regularization().ridge(scale, CovarianceType.FULL);
      statistics.add(ModelStatistics.of(found, Moments.FULL, ridge, scale.totalWeight()));
    }
    List<Double> trace = new ArrayList<>();
    int[] factors = factors(statistics.get(0));
    FactorClimb climb = climb(factors);
    List<FactorParameters> initial = new ArrayList<>();
    for (SufficientStatistics each : statistics) {
      initial.add(((FactorUpdate) climb.update()).next(each, null));
    }
    ExpectationMaximization.Result result =
        course(climb, start).run(initial, trace, teller(index, factors, trace));
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int[] next = factors(result.statistics());
      if (Arrays.equals(next, factors)) {
        break;
      }
      factors = next;
      climb = climb(factors);
      result = new FactorCourse(climb, null)
          .run(
              List.of(((FactorUpdate) climb.update()).next(result.statistics(), null)),
              trace,
              teller(index, factors, trace));
    }
    return done(result, trace, factors);
  }

  /**
   * Returns what tells the listener of a restart.
   *
   * @param trace of the rounds before with other numbers of factors
   */
  private ExpectationMaximization.Listener teller(int index, int[] factors, List<Double> trace) {
    int before = trace.size();
    return (iteration, parameters, logLikelihood, ascent) -> restarts.tell(() -> estimator
        .listener()
        .onProgress(new FactorProgress(
            index,
            tries.size(),
            before + iteration,
            settings.maxIterations(),
            logLikelihood,
            () -> mixture((FactorParameters) parameters, factors))));
  }

  private FactorMixture mixture(FactorParameters parameters, int[] factors) {
    return new FactorMixture(
        estimator.model(), factors, settings.proportions(), parameters, samples.backend());
  }

  private RestartLoop.Done<FactorMixtureFit.Restart, FactorMixture> done(
      ExpectationMaximization.Result result, List<Double> trace, int[] factors) {
    return new RestartLoop.Done<>(
        new FactorMixtureFit.Restart(trace, trace.size() - 1, result.converged(), null),
        mixture((FactorParameters) result.parameters(), factors));
  }

  /** Returns what EM over matrices needs. */
  private FactorClimb climb(int[] factors) {
    FactorStep step = step(factors);
    double[] deviations = FactorSpace.deviations(scale);
    FactorSpace.Parts parts = step instanceof SpectralStep
        ? new CovarianceParts(step, deviations)
        : new LoadingParts((FactorModel) estimator.model(), floors, deviations);
    return new FactorClimb(
        settings,
        new FactorUpdate(step, settings.proportions(), samples.backend()),
        space(parts, true),
        samples.pass(),
        scale);
  }

  private FactorSpace space(FactorSpace.Parts parts, boolean hasMatrices) {
    return new FactorSpace(parts, settings.proportions(), hasMatrices, scale, samples.backend());
  }

  private FactorCourse course(FactorClimb climb, RestartStart start) {
    return new FactorCourse(
        climb,
        start.searches(settings)
            ? run -> new FactorSearch(
                    climb, run, samples.samples(), Randomness.of(start.seed(settings), SWAPS))
                .run()
            : null);
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
}
