package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares Bayesian mixtures of several numbers of components and covariance types by their {@linkplain
 * BayesianMixtureFit#comparableElbo bounds} of the log evidence: higher is better. Under a Dirichlet process one number of
 * components, large enough, needs no comparison. Immutable.
 *
 * <p>The prior of weights should have the same concentration for all, or else the default {@code 1/K}; both are models that
 * can be compared.
 */
public final class BayesianSelection {
  private final BayesianMixtureEstimator estimator;
  private final List<CovarianceType> types;
  private final List<Integer> components;

  private BayesianSelection(
      BayesianMixtureEstimator estimator, List<CovarianceType> types, List<Integer> components) {
    this.estimator = estimator;
    this.types = types;
    this.components = components;
  }

  /**
   * Returns a selection whose candidates are fitted by an estimator.
   *
   * @param types of covariances, at least one; each once
   * @param components numbers of components, each at least 1, at least one of them
   * @throws IllegalArgumentException if there is none, or a number is less than 1
   */
  public static BayesianSelection of(
      BayesianMixtureEstimator estimator,
      Collection<CovarianceType> types,
      Collection<Integer> components) {
    notNull("estimator", estimator);
    check(!notNull("types", types).isEmpty(), "types must be at least 1, but were 0");
    check(
        !notNull("components", components).isEmpty(), "components must be at least 1, but were 0");
    components.forEach(number -> atLeast("components", number, 1));
    return new BayesianSelection(
        estimator, List.copyOf(new TreeSet<>(types)), List.copyOf(new TreeSet<>(components)));
  }

  /**
   * One candidate.
   *
   * @param type of its covariances
   * @param components how many there may be
   * @param fit the fit, or null where it failed
   * @param failure why it failed, or null
   */
  public record Candidate(
      CovarianceType type,
      int components,
      @Nullable BayesianMixtureFit fit,
      @Nullable GmmException failure) {

    /** Returns the bound by which candidates are compared; NaN where the fit failed. */
    public double comparableElbo() {
      return fit == null ? Double.NaN : fit.comparableElbo();
    }
  }

  /**
   * What became of a selection.
   *
   * @param candidates all of them, by type and then by number of components
   */
  public record Result(List<Candidate> candidates) {

    /** Returns the candidates that were fitted, the best first. */
    public List<Candidate> ranking() {
      return candidates.stream()
          .filter(candidate -> candidate.fit() != null)
          .sorted(Comparator.comparingDouble(candidate -> -candidate.comparableElbo()))
          .toList();
    }

    /** Returns the best candidate, or nothing where all failed. */
    public Optional<Candidate> best() {
      return ranking().stream().findFirst();
    }
  }

  /**
   * Fits all candidates to samples, one after the other.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable, or there are fewer samples than
   *     components
   * @throws IllegalArgumentException if the prior does not fit the samples
   */
  public Result select(Samples samples) {
    notNull("samples", samples);
    int most = components.get(components.size() - 1);
    List<Candidate> candidates = new ArrayList<>();
    BayesianMixtureEstimator widest = with(CovarianceType.FULL, most);
    try (PreparedSamples prepared = PreparedSamples.of(
        samples,
        widest.estimator().chooseBackend(samples),
        most,
        widest.estimator().threads())) {
      for (CovarianceType type : types) {
        for (int number : components) {
          candidates.add(candidate(with(type, number), prepared));
        }
      }
    }
    return new Result(List.copyOf(candidates));
  }

  private BayesianMixtureEstimator with(CovarianceType type, int number) {
    return estimator.toBuilder()
        .estimator(settings -> settings.covarianceType(type).components(number))
        .build();
  }

  private static Candidate candidate(BayesianMixtureEstimator of, PreparedSamples prepared) {
    CovarianceType type = of.estimator().covariance().type();
    int number = of.estimator().components();
    try {
      return new Candidate(type, number, of.fit(prepared), null);
    } catch (GmmException e) {
      return new Candidate(type, number, null, e);
    }
  }
}
