package dev.gmm4j;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MissingInformation;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.initialization.InitializationStrategy;
import dev.gmm4j.internal.util.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One fit: all restarts over one engine, the best of them kept. */
final class FitRun {
  private final FitInputs inputs;
  private final List<InitializationStrategy> initializations;

  /** For each restart how many there are of the same initialization before it. */
  private final int[] tries;

  private final TimeBudget budget;
  private final FitCheckpoints checkpoints;
  private final FitResults results = new FitResults();
  private Checkpoint.@Nullable Current resumed;
  private @Nullable RuntimeException thrownByListener;

  private FitRun(
      FitInputs inputs, UnaryOperator<InitializationStrategy> sharing, TimeBudget budget) {
    this.inputs = inputs;
    List<List<InitializationStrategy>> all = inputs.settings().initializations().stream()
        .map(initialization -> initialization.tries(inputs.settings().restarts()))
        .toList();
    this.initializations = all.stream().flatMap(List::stream).map(sharing).toList();
    this.tries = tries(inputs.settings(), all);
    this.budget = budget;
    this.checkpoints = new FitCheckpoints(inputs);
  }

  private FitRun(FitInputs inputs) {
    this(inputs, UnaryOperator.identity(), TimeBudget.UNLIMITED);
  }

  private static int[] tries(
      GaussianMixtureEstimator settings, List<List<InitializationStrategy>> all) {
    Map<String, Integer> before = new HashMap<>();
    IntStream.Builder tries = IntStream.builder();
    for (int i = 0; i < all.size(); i++) {
      String identity = settings.initializations().get(i).identity();
      for (int each = 0; each < all.get(i).size(); each++) {
        tries.add(before.merge(identity, 1, Integer::sum) - 1);
      }
    }
    return tries.build().toArray();
  }

  /** Fits samples. */
  static FitAttempt of(GaussianMixtureEstimator settings, Samples samples, ChosenBackend chosen) {
    return ofLocal(settings, samples, chosen, null);
  }

  /** Goes on with a fit to samples from a checkpoint. */
  static FitAttempt resumed(
      GaussianMixtureEstimator settings,
      Samples samples,
      ChosenBackend chosen,
      Checkpoint checkpoint) {
    return ofLocal(settings, samples, chosen, checkpoint);
  }

  private static FitAttempt ofLocal(
      GaussianMixtureEstimator settings,
      Samples samples,
      ChosenBackend chosen,
      @Nullable Checkpoint checkpoint) {
    long began = System.nanoTime();
    FitInputs.requireAtLeast(settings.components(), samples.count());
    FitRequirements.memory(settings, samples.dimension());
    try (FitSamples prepared = FitSamples.of(
        samples,
        chosen.backend(),
        FitRequirements.evaluatedComponents(settings),
        settings.threads())) {
      FitRun run = new FitRun(FitInputs.of(settings, chosen, prepared));
      if (checkpoint != null) {
        run.restore(checkpoint);
      }
      run.results.addSeconds(System.nanoTime() - began, 0);
      return run.run();
    }
  }

  /** Fits samples that other fits use, too. */
  static FitAttempt of(
      GaussianMixtureEstimator settings, PreparedSamples samples, TimeBudget budget) {
    FitInputs.requireAtLeast(settings.components(), samples.samples().count());
    Arguments.check(
        FitRequirements.evaluatedComponents(settings) <= samples.maxComponents(),
        "components with noise must be at most maxComponents = %d of the prepared samples, but were %d",
        samples.maxComponents(),
        FitRequirements.evaluatedComponents(settings));
    FitRequirements.memory(settings, samples.samples().dimension());
    FitInputs inputs = FitInputs.of(settings, samples.chosen(), samples.prepared());
    return new FitRun(inputs, samples::shared, budget).run();
  }

  /**
   * Fits samples on other machines.
   *
   * @param here some of them, that initial parameters are sought among
   */
  static FitAttempt ofRemote(
      GaussianMixtureEstimator settings,
      Samples here,
      RemoteSamples.Engine remote,
      ChosenBackend chosen) {
    if (here.mayHaveMissingValues()) {
      try (FitSamples some =
          FitSamples.of(here, chosen.backend(), settings.components(), settings.threads())) {
        return new FitRun(
                FitInputs.ofRemote(settings, chosen, some.engine(), some.observed(), remote))
            .run();
      }
    }
    try (LocalEngine engine =
        new LocalEngine(here, chosen.backend(), settings.components(), settings.threads())) {
      return new FitRun(FitInputs.ofRemote(settings, chosen, engine, engine, remote)).run();
    }
  }

  /** Returns how much information is missing at a model that was fitted to samples. */
  static MissingInformation missingInformation(
      GaussianMixtureEstimator settings, GaussianMixture model, Samples samples) {
    Arguments.check(
        samples.dimension() == model.dimension(),
        "samples must have %d columns, as the model has features, but had %d",
        model.dimension(),
        samples.dimension());
    GaussianMixtureEstimator ofModel =
        settings.toBuilder().components(model.components()).build();
    try (FitSamples prepared = FitSamples.of(
        samples,
        model.backend(),
        FitRequirements.evaluatedComponents(ofModel),
        settings.threads())) {
      FitInputs inputs = FitInputs.of(ofModel, new ChosenBackend(model.backend(), null), prepared);
      DegeneracyGuard guard = new DegeneracyGuard(
          DegeneracyPolicy.FAIL,
          ofModel.covariance(),
          inputs.scale(),
          inputs.backend(),
          inputs.scale()::means);
      return MissingInformation.of(
          inputs.maximization(), inputs.pass(), inputs.scale(), guard, model.parameters());
    }
  }

  private void restore(Checkpoint checkpoint) {
    checkpoints.check(checkpoint, initializations.size());
    results.restore(checkpoint, inputs);
    resumed = checkpoint.current();
  }

  private FitAttempt run() {
    while (results.count() < initializations.size()) {
      runRestart(results.count());
    }
    return results.finish(inputs);
  }

  private void runRestart(int index) {
    Restart restart = new Restart(inputs, index, tries[index], budget, resumed);
    resumed = null;
    try {
      ExpectationMaximization.Result result =
          restart.run(initializations.get(index), new Reporter(index), results);
      results.add(result, restart.moves(), restart.guard());
    } catch (GmmException e) {
      if (e == thrownByListener) {
        throw e;
      }
      results.add(e, restart.guard());
    }
  }

  /** Tells the listener of the fit what happens in a restart. */
  private final class Reporter implements Restart.Listener {
    private final int index;

    Reporter(int index) {
      this.index = index;
    }

    @Override
    public void onIteration(
        int iteration,
        MixtureParameters parameters,
        double logLikelihood,
        RestartProgress progress) {
      GaussianMixtureEstimator settings = inputs.settings();
      FitProgress event = new FitProgress(
          index,
          initializations.size(),
          iteration,
          settings.maxIterations(),
          logLikelihood,
          () -> GaussianMixture.of(
              parameters, settings.family(), inputs.backend(), settings.threads()),
          () -> checkpoints.create(results, progress.checkpoint(iteration)));
      tell(() -> settings.listener().onProgress(event));
    }

    @Override
    public void onMove(SearchMove move) {
      tell(() -> inputs.settings().listener().onMove(index, move));
    }

    @Override
    public boolean threw(RuntimeException exception) {
      return exception == thrownByListener;
    }

    private void tell(Runnable listener) {
      try {
        listener.run();
      } catch (RuntimeException e) {
        // Ends the fit, whatever its type, and is not mistaken for a restart that failed.
        thrownByListener = e;
        throw e;
      }
    }
  }
}
