package dev.gmm4j;

import dev.gmm4j.em.AitkenLimit;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.MeanChange;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.RelativeChange;
import dev.gmm4j.internal.util.DecimalText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes an estimator as the Java code of its builder, with the settings that differ from the defaults. */
final class EstimatorText {
  private static final GaussianMixtureEstimator DEFAULTS =
      GaussianMixtureEstimator.builder().build();

  private final StringBuilder text = new StringBuilder("GaussianMixtureEstimator.builder()");

  private EstimatorText() {}

  static String of(GaussianMixtureEstimator estimator) {
    EstimatorText text = new EstimatorText();
    text.addModel(estimator);
    text.addSearch(estimator);
    text.addRest(estimator);
    return text.text + ".build()";
  }

  private void addModel(GaussianMixtureEstimator e) {
    add(e.components() != DEFAULTS.components(), "components", e.components());
    add(e.covariance() != DEFAULTS.covariance(), "covariance", "CovarianceModel." + e.covariance());
    add(
        e.proportions() != DEFAULTS.proportions(),
        "proportions",
        "MixingProportions." + e.proportions().name());
    add(e.noise() != null, "noise", e.noise());
    add(e.prior() != null, "prior", e.prior());
    add(
        !e.regularization().equals(DEFAULTS.regularization()),
        "regularization",
        code(e.regularization()));
    Double ratio = e.maxEigenvalueRatio();
    add(ratio != null, "maxEigenvalueRatio", ratio == null ? "" : DecimalText.of(ratio));
    add(e.trimming() != null, "trimming", e.trimming());
  }

  private void addSearch(GaussianMixtureEstimator e) {
    List<String> initializations =
        e.initializations().stream().map(Initialization::code).toList();
    List<Initialization> byDefault =
        e.trimming() == null ? DEFAULTS.initializations() : List.of(Initialization.concentration());
    boolean isDefault =
        initializations.equals(byDefault.stream().map(Initialization::code).toList());
    if (initializations.size() == 1) {
      add(!isDefault, "initialization", initializations.get(0));
    } else {
      add(
          true,
          "initializations",
          initializations.stream().collect(Collectors.joining(", ", "List.of(", ")")));
    }
    add(e.restarts() != DEFAULTS.restarts(), "restarts", e.restarts());
    add(e.maxIterations() != DEFAULTS.maxIterations(), "maxIterations", e.maxIterations());
    addConvergence(e.convergence());
    add(
        e.acceleration() != DEFAULTS.acceleration(),
        "acceleration",
        "Acceleration." + e.acceleration().name());
    add(e.search() != DEFAULTS.search(), "search", "Search." + e.search().name());
  }

  private static String code(Regularization regularization) {
    String amount = DecimalText.of(regularization.amount());
    return regularization.isRelative() ? "Regularization.relative(" + amount + ")" : amount;
  }

  private void addConvergence(ConvergenceCriterion convergence) {
    if (convergence instanceof AitkenLimit aitken) {
      add(
          !convergence.equals(DEFAULTS.convergence()),
          "tolerance",
          DecimalText.of(aitken.tolerance()));
    } else if (convergence instanceof RelativeChange relative) {
      String tolerance = DecimalText.of(relative.tolerance());
      add(true, "convergence", "ConvergenceCriterion.relative(" + tolerance + ")");
    } else if (convergence instanceof MeanChange mean) {
      String tolerance = DecimalText.of(mean.tolerance());
      add(true, "convergence", "ConvergenceCriterion.meanChange(" + tolerance + ")");
    } else {
      add(true, "convergence", convergence);
    }
  }

  private void addRest(GaussianMixtureEstimator e) {
    add(
        e.degeneracy() != DEFAULTS.degeneracy(),
        "degeneracy",
        "DegeneracyPolicy." + e.degeneracy().name());
    add(e.seed() != DEFAULTS.seed(), "seed", e.seed() + "L");
    add(e.threads() != DEFAULTS.threads(), "threads", e.threads());
    add(!e.backend().equals(DEFAULTS.backend()), "backend", '"' + e.backend() + '"');
  }

  private void add(boolean isChanged, String setting, @Nullable Object value) {
    if (isChanged) {
      text.append('.').append(setting).append('(').append(value).append(')');
    }
  }
}
