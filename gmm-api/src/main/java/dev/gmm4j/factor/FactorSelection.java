package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.PreparedSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares mixtures of factor analysers of several models, numbers of components and numbers of factors by BIC: lower is better.
 * Immutable.
 *
 * <pre>{@code
 * FactorSelection.Result result = FactorSelection.of(
 *         estimator, List.of(FactorModel.values()), List.of(1, 2, 3, 4), List.of(1, 2, 3))
 *     .select(samples);
 * FactorMixture model = result.best().orElseThrow().fit().model();
 * }</pre>
 */
public final class FactorSelection {
  private final FactorMixtureEstimator estimator;
  private final List<LowRankModel> models;
  private final List<Integer> components;
  private final List<Integer> factors;

  private FactorSelection(
      FactorMixtureEstimator estimator,
      List<LowRankModel> models,
      List<Integer> components,
      List<Integer> factors) {
    this.estimator = estimator;
    this.models = models;
    this.components = components;
    this.factors = factors;
  }

  /**
   * Returns a selection whose candidates are fitted by an estimator.
   *
   * @param models at least one; each once
   * @param components numbers of components, each at least 1, at least one of them
   * @param factors numbers of factors, each at least 1; there may be none where all models find {@linkplain
   *     SubspaceModel#hasOwnDimensions each component's}, which are then found unless the estimator has a number
   * @throws IllegalArgumentException if there is none, or a number is less than 1
   */
  public static FactorSelection of(
      FactorMixtureEstimator estimator,
      Collection<? extends LowRankModel> models,
      Collection<Integer> components,
      Collection<Integer> factors) {
    notNull("estimator", estimator);
    check(!notNull("models", models).isEmpty(), "models must be at least 1, but were 0");
    return new FactorSelection(
        estimator,
        List.copyOf(new LinkedHashSet<>(models)),
        numbers("components", components),
        notNull("factors", factors).isEmpty() && models.stream().allMatch(FactorSelection::finds)
            ? List.of(estimator.factors())
            : numbers("factors", factors));
  }

  /** Tells whether a model finds numbers of factors. */
  private static boolean finds(LowRankModel model) {
    return model instanceof SubspaceModel subspaces && subspaces.hasOwnDimensions();
  }

  private static List<Integer> numbers(String name, Collection<Integer> numbers) {
    check(!notNull(name, numbers).isEmpty(), "%s must be at least 1, but were 0", name);
    numbers.forEach(number -> atLeast(name, number, 1));
    return List.copyOf(new TreeSet<>(numbers));
  }

  /**
   * One candidate.
   *
   * @param model of its covariances
   * @param components how many there are
   * @param factors how many each has; 0 where each component's were found
   * @param fit the fit, or null where it failed
   * @param failure why it failed, or null
   */
  public record Candidate(
      LowRankModel model,
      int components,
      int factors,
      @Nullable FactorMixtureFit fit,
      @Nullable RuntimeException failure) {

    /** Returns the BIC; NaN where the fit failed. */
    public double bic() {
      return fit == null ? Double.NaN : fit.bic();
    }
  }

  /**
   * What became of a selection.
   *
   * @param candidates all of them, by model, number of components and number of factors
   */
  public record Result(List<Candidate> candidates) {
    /** Copies the list. */
    public Result {
      candidates = List.copyOf(candidates);
    }

    /** Returns the candidates that were fitted, the best first. */
    public List<Candidate> ranking() {
      return candidates.stream()
          .filter(candidate -> candidate.fit() != null)
          .sorted(Comparator.comparingDouble(Candidate::bic))
          .toList();
    }

    /** Returns the best candidate, or nothing where all failed. */
    public Optional<Candidate> best() {
      return ranking().stream().findFirst();
    }
  }

  /**
   * Fits all candidates to samples, one after the other. A candidate with more factors than its model can determine fails.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable, or there are fewer samples than
   *     components
   */
  public Result select(Samples samples) {
    notNull("samples", samples);
    int most = components.get(components.size() - 1);
    FactorMixtureEstimator widest =
        estimator.toBuilder().estimator(settings -> settings.components(most)).build();
    List<Candidate> candidates = new ArrayList<>();
    try (PreparedSamples prepared = PreparedSamples.of(
        samples,
        widest.estimator().chooseBackend(samples),
        most,
        widest.estimator().threads())) {
      FactorStarts starts = new FactorStarts(prepared);
      for (LowRankModel model : models) {
        for (int number : components) {
          for (int each : factors) {
            candidates.add(candidate(model, number, each, prepared, starts));
          }
        }
      }
    }
    return new Result(candidates);
  }

  /** Returns the estimator that a candidate of this selection was fitted by. */
  public FactorMixtureEstimator estimator(Candidate candidate) {
    return estimator(candidate.model(), candidate.components(), candidate.factors());
  }

  private FactorMixtureEstimator estimator(LowRankModel model, int number, int each) {
    FactorMixtureEstimator.Builder one =
        estimator.toBuilder().estimator(settings -> settings.components(number)).model(model);
    if (each > 0) {
      one.factors(each);
    }
    return one.build();
  }

  private Candidate candidate(
      LowRankModel model, int number, int each, PreparedSamples prepared, FactorStarts starts) {
    int most = model.maxFactors(prepared.scale().means().length);
    if (each > most) {
      IllegalArgumentException failure = new IllegalArgumentException(
          "factors must be <= " + most + " for model " + model.label() + ", but was " + each);
      return new Candidate(model, number, each, null, failure);
    }
    FactorMixtureEstimator one = estimator(model, number, each);
    try {
      return new Candidate(model, number, each, one.fit(prepared, starts), null);
    } catch (GmmException e) {
      return new Candidate(model, number, each, null, e);
    }
  }
}
