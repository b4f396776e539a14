package dev.gmm4j;

import dev.gmm4j.internal.start.StartStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One selection: all candidates fitted, and where asked for cross-validated. */
final class SelectionRun {
  private final ModelSelection settings;
  private final Samples samples;
  private final ChosenBackend chosen;

  SelectionRun(ModelSelection settings, Samples samples, ChosenBackend chosen) {
    this.settings = settings;
    this.samples = samples;
    this.chosen = chosen;
  }

  ModelSelectionResult run() {
    long began = System.nanoTime();
    TimeBudget budget =
        settings.timeBudget == null ? TimeBudget.NONE : TimeBudget.of(settings.timeBudget);
    CandidateGrid grid = new CandidateGrid(settings, chosen, budget);
    List<GaussianMixtureEstimator> wanted = estimators();
    List<SelectionCandidate> candidates = grid.fit(samples, wanted, settings.listener);
    if (settings.criterion == SelectionCriterion.CROSS_VALIDATION) {
      candidates = new CrossValidation(grid, samples, settings).validate(wanted, candidates);
    }
    return new ModelSelectionResult(
        candidates, startLabels(), settings.criterion, (System.nanoTime() - began) * 1e-9);
  }

  private List<GaussianMixtureEstimator> estimators() {
    List<GaussianMixtureEstimator> estimators = new ArrayList<>();
    for (int components : settings.components) {
      for (CovarianceModel model : models()) {
        estimators.add(GaussianMixtureEstimator.builder()
            .components(components)
            .covariance(model)
            .proportions(settings.proportions)
            .maxIterations(settings.maxIterations)
            .convergence(settings.convergence)
            .regularization(settings.regularization)
            .prior(settings.prior)
            .noise(settings.noise)
            .degeneracy(settings.degeneracy)
            .seed(settings.seed)
            .threads(settings.threads)
            .backend(chosen.backend())
            .build());
      }
    }
    return estimators;
  }

  private List<CovarianceModel> models() {
    if (!settings.models.isEmpty()) {
      return settings.models;
    }
    if (samples.dimension() == 1) {
      return List.of(CovarianceModel.EII, CovarianceModel.VII);
    }
    return Arrays.stream(CovarianceModel.values())
        .filter(model -> samples.count() > samples.dimension()
            || model.structure() == CovarianceType.SPHERICAL
            || model.structure() == CovarianceType.DIAGONAL)
        .toList();
  }

  private List<String> startLabels() {
    List<String> labels = new ArrayList<>();
    for (Start start : settings.starts) {
      for (StartStrategy ignored : start.tries(settings.restarts)) {
        labels.add(start.label());
      }
    }
    return labels;
  }
}
