package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorSelection;
import dev.gmm4j.io.JsonObject;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A candidate of a comparison of models of factors with each other and with others. */
interface FactorCandidate {
  /** Returns the label of its covariances. */
  String covariance();

  /** Returns how many components there are. */
  int components();

  /** Returns the number of factors, where they are found the largest; nothing where there are none, or the fit failed to find them. */
  OptionalInt factors();

  /** Returns what it is but for the number of components, the same for all that differ in that alone. */
  String name();

  /** Returns the BIC; NaN where it cannot be chosen. */
  double bic();

  /** Returns why it cannot be chosen, or null. */
  @Nullable
  RuntimeException failure();

  /** Adds what the fit reached, where there is one that can be chosen. */
  void addFit(JsonObject json);

  /** Returns what names it for programs. */
  default JsonObject named() {
    JsonObject json =
        new JsonObject().put("covariance", covariance()).put("components", components());
    factors().ifPresent(number -> json.put("factors", number));
    return json;
  }

  /** Returns all of it for programs. */
  default JsonObject toJson() {
    JsonObject json = named();
    RuntimeException failure = failure();
    if (failure == null) {
      addFit(json);
    } else {
      json.put("failure", failure.getMessage());
    }
    return json;
  }

  /** One whose covariances are of factors. */
  record OfFactors(FactorSelection.Candidate candidate) implements FactorCandidate {
    @Override
    public String covariance() {
      return CovarianceChoice.name(candidate.model());
    }

    @Override
    public int components() {
      return candidate.components();
    }

    @Override
    public OptionalInt factors() {
      FactorMixtureFit fit = candidate.fit();
      int given = candidate.factors();
      if (given > 0) {
        return OptionalInt.of(given);
      }
      return fit == null ? OptionalInt.empty() : OptionalInt.of(fit.model().factors());
    }

    @Override
    public String name() {
      int given = candidate.factors();
      return covariance() + ", "
          + (given > 0 ? NumberText.count(given, "factor") : "factors found");
    }

    @Override
    public double bic() {
      return candidate.bic();
    }

    @Override
    public @Nullable RuntimeException failure() {
      return candidate.failure();
    }

    @Override
    public void addFit(JsonObject json) {
      FactorMixtureFit fit = Objects.requireNonNull(candidate.fit());
      json.put("logLikelihood", fit.logLikelihood())
          .put("freeParameters", fit.model().freeParameters())
          .put("bic", fit.bic())
          .put("aic", fit.aic())
          .put("iterations", fit.iterations())
          .put("converged", fit.converged());
    }
  }

  /** One of other covariances. */
  record Gaussian(SelectionCandidate candidate) implements FactorCandidate {
    @Override
    public String covariance() {
      return candidate.covariance().name();
    }

    @Override
    public int components() {
      return candidate.components();
    }

    @Override
    public OptionalInt factors() {
      return OptionalInt.empty();
    }

    @Override
    public String name() {
      return covariance();
    }

    @Override
    public double bic() {
      return candidate.isAdmissible() ? candidate.value(SelectionCriterion.BIC) : Double.NaN;
    }

    @Override
    public @Nullable RuntimeException failure() {
      if (candidate.isAdmissible()) {
        return null;
      }
      return candidate
          .failure()
          .orElseGet(() -> new GmmException(String.join("; ", candidate.reasons())));
    }

    @Override
    public void addFit(JsonObject json) {
      GaussianMixtureFit fit = candidate.fit().orElseThrow();
      json.put("logLikelihood", fit.logLikelihood())
          .put("freeParameters", fit.model().freeParameters())
          .put("bic", fit.bic())
          .put("aic", fit.aic())
          .put("iterations", fit.iterations())
          .put("converged", fit.converged());
    }
  }
}
