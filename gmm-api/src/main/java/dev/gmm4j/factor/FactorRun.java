package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One fit: all restarts over one engine, the one of the highest log-likelihood kept. */
final class FactorRun {
  private final FactorMixtureEstimator estimator;
  private final GaussianMixtureEstimator settings;
  private final PreparedSamples samples;
  private final SampleScale scale;
  private final FactorUpdate update;
  private final List<FactorMixtureFit.Restart> restarts = new ArrayList<>();
  private @Nullable FactorParameters best;
  private int bestRestart;

  FactorRun(FactorMixtureEstimator estimator, PreparedSamples samples) {
    this.estimator = estimator;
    this.settings = estimator.estimator();
    this.samples = samples;
    this.scale = samples.scale();
    this.update = new FactorUpdate(step(), settings.proportions(), samples.backend());
  }

  private FactorStep step() {
    FactorModel model = estimator.model();
    double[] floors = scale.positiveVariances().clone();
    double mean = Arrays.stream(floors).average().orElseThrow();
    for (int j = 0; j < floors.length; j++) {
      floors[j] = estimator.noiseFloor() * (model.isIsotropic() ? mean : floors[j]);
    }
    return switch (model) {
      case CCC, UCC, UUC ->
        new SpectralStep(model, estimator.factors(), floors[0], samples.backend());
      default -> new ConditionalStep(model, estimator.factors(), floors, samples.backend());
    };
  }

  FactorMixtureFit run() {
    for (Initialization initialization : settings.initializations()) {
      int tries = initialization.isRandom() ? settings.restarts() : 1;
      for (int each = 0; each < tries; each++) {
        restart(initialization, each);
      }
    }
    FactorMixture model = new FactorMixture(
        estimator.model(), settings.proportions(), Objects.requireNonNull(best), samples.backend());
    return new FactorMixtureFit(model, restarts, bestRestart, scale.totalWeight());
  }

  private void restart(Initialization initialization, int stream) {
    List<Double> trace = new ArrayList<>();
    ExpectationMaximization.Result result = ExpectationMaximization.run(
        update,
        settings.convergence(),
        settings.maxIterations(),
        initial(initialization, stream),
        samples.pass(),
        scale,
        (iteration, parameters, logLikelihood, ascent) -> trace.add(logLikelihood));
    FactorMixtureFit.Restart restart =
        new FactorMixtureFit.Restart(trace, result.iterations(), result.converged());
    if (best == null || restart.logLikelihood() > restarts.get(bestRestart).logLikelihood()) {
      best = (FactorParameters) result.parameters();
      bestRestart = restarts.size();
    }
    restarts.add(restart);
  }

  /** Returns the parameters of the model that fit those of an initialization best. */
  private FactorParameters initial(Initialization initialization, int stream) {
    long seed =
        stream == 0 ? settings.seed() : Randomness.of(settings.seed(), stream).nextLong();
    GaussianMixtureEstimator start = settings.toBuilder()
        .initialization(initialization)
        .restarts(1)
        .seed(seed)
        .maxIterations(0)
        .convergence(ConvergenceCriterion.aitken(0))
        .acceleration(Acceleration.NONE)
        .search(Search.NONE)
        .listener(progress -> {})
        .build();
    MixtureParameters found = start.fit(samples).model().parameters();
    // Singular covariances have a ridge for the start alone.
    double[] ridge = start.regularization().ridge(scale, CovarianceType.FULL);
    return update.next(
        ModelStatistics.of(found, update.moments(), ridge, scale.totalWeight()), null);
  }
}
