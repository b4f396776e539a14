package dev.gmm4j.selection;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.estimator.ConstrainedEstimator;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One selection: all candidates fitted, and where asked for cross-validated. */
final class SelectionRun {
  private final ModelSelection settings;
  private final GaussianMixtureEstimator estimator;
  private final Samples samples;
  private final LinearAlgebraBackend backend;

  SelectionRun(ModelSelection settings, Samples samples, LinearAlgebraBackend backend) {
    this.settings = settings;
    this.estimator = settings.estimator.toBuilder()
        .initializations(settings.initializations(samples.dimension()))
        .build();
    this.samples = samples;
    this.backend = backend;
  }

  ModelSelectionResult run() {
    long began = System.nanoTime();
    TimeBudget budget =
        settings.timeBudget == null ? TimeBudget.UNLIMITED : TimeBudget.of(settings.timeBudget);
    CandidateGrid grid = new CandidateGrid(estimator, backend, budget);
    List<GaussianMixtureEstimator> wanted = estimators();
    List<SelectionCandidate> candidates = grid.fit(samples, wanted, settings.listener);
    if (settings.criterion == SelectionCriterion.CROSS_VALIDATION) {
      candidates = new CrossValidation(grid, samples, settings).validate(wanted, candidates);
    }
    return new ModelSelectionResult(
        candidates, initializationLabels(), settings.criterion, (System.nanoTime() - began) * 1e-9);
  }

  private List<GaussianMixtureEstimator> estimators() {
    List<GaussianMixtureEstimator> estimators = new ArrayList<>();
    for (int components : settings.components) {
      for (CovarianceModel model : models()) {
        estimators.add(candidate(components, model));
      }
    }
    return estimators;
  }

  private GaussianMixtureEstimator candidate(int components, CovarianceModel model) {
    GaussianMixtureEstimator.Builder builder =
        estimator.toBuilder().components(components).covariance(model).listener(FitListener.NONE);
    if (components == 1) {
      // All initializations of one component are the same.
      builder.initialization(estimator.initializations().get(0)).restarts(1);
    }
    return builder.build();
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
            || model.type() == CovarianceType.SPHERICAL
            || model.type() == CovarianceType.DIAGONAL)
        .filter(
            model -> estimator.maxEigenvalueRatio() == null || ConstrainedEstimator.supports(model))
        .toList();
  }

  private List<String> initializationLabels() {
    List<String> labels = new ArrayList<>();
    for (Initialization initialization : estimator.initializations()) {
      int tries = initialization.isRandom() ? estimator.restarts() : 1;
      labels.addAll(Collections.nCopies(tries, initialization.label()));
    }
    return labels;
  }
}
