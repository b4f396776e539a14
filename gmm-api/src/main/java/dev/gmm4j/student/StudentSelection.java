package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.InformationCriteria;
import dev.gmm4j.selection.SelectionCriterion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares mixtures of t distributions of several numbers of components and covariance models by a criterion; lower is better.
 * Candidates that too few samples support are not chosen where others are supported. Immutable.
 */
public final class StudentSelection {
  private final StudentMixtureEstimator estimator;
  private final List<CovarianceModel> models;
  private final List<Integer> components;
  private final SelectionCriterion criterion;

  private StudentSelection(
      StudentMixtureEstimator estimator,
      List<CovarianceModel> models,
      List<Integer> components,
      SelectionCriterion criterion) {
    this.estimator = estimator;
    this.models = models;
    this.components = components;
    this.criterion = criterion;
  }

  /**
   * Returns a selection whose candidates are fitted by an estimator.
   *
   * @param models of the scale matrices, at least one; each once
   * @param components numbers of components, each at least 1, at least one of them
   * @param criterion any but cross-validation
   * @throws IllegalArgumentException if there is none, a number is less than 1, or the criterion is cross-validation
   */
  public static StudentSelection of(
      StudentMixtureEstimator estimator,
      Collection<CovarianceModel> models,
      Collection<Integer> components,
      SelectionCriterion criterion) {
    notNull("estimator", estimator);
    check(!notNull("models", models).isEmpty(), "models must be at least 1, but were 0");
    check(
        !notNull("components", components).isEmpty(), "components must be at least 1, but were 0");
    components.forEach(number -> atLeast("components", number, 1));
    check(
        notNull("criterion", criterion) != SelectionCriterion.CROSS_VALIDATION,
        "criterion of mixtures of t distributions must not be %s",
        SelectionCriterion.CROSS_VALIDATION.label());
    return new StudentSelection(
        estimator,
        List.copyOf(new TreeSet<>(models)),
        List.copyOf(new TreeSet<>(components)),
        criterion);
  }

  /**
   * One candidate.
   *
   * @param model of its scale matrices
   * @param components how many there are
   * @param fit the fit, or null where it failed
   * @param value of the criterion; NaN where the fit failed
   * @param failure why it failed, or null
   */
  public record Candidate(
      CovarianceModel model,
      int components,
      @Nullable StudentMixtureFit fit,
      double value,
      @Nullable GmmException failure) {}

  /**
   * What became of a selection.
   *
   * @param candidates all of them, by model and then by number of components
   */
  public record Result(List<Candidate> candidates) {

    /** Returns the candidates that were fitted, the best first, those that too few samples support behind all others. */
    public List<Candidate> ranking() {
      return candidates.stream()
          .filter(candidate -> candidate.fit() != null && !Double.isNaN(candidate.value()))
          .sorted(Comparator.comparing(Result::isLacking).thenComparingDouble(Candidate::value))
          .toList();
    }

    private static boolean isLacking(Candidate candidate) {
      return candidate.fit() == null || !candidate.fit().admissibility().isAdmissible();
    }

    /** Returns the best candidate, or nothing where all failed. */
    public Optional<Candidate> best() {
      return ranking().stream().findFirst();
    }
  }

  /** Returns the criterion. */
  public SelectionCriterion criterion() {
    return criterion;
  }

  /**
   * Fits all candidates to samples, one after the other.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable, or there are fewer samples than
   *     components
   */
  public Result select(Samples samples) {
    notNull("samples", samples);
    int most = components.get(components.size() - 1);
    List<Candidate> candidates = new ArrayList<>();
    StudentMixtureEstimator widest = with(models.get(0), most);
    try (PreparedSamples prepared = PreparedSamples.of(
        samples,
        widest.estimator().chooseBackend(samples),
        most,
        widest.estimator().threads())) {
      for (CovarianceModel model : models) {
        for (int number : components) {
          candidates.add(candidate(with(model, number), prepared));
        }
      }
    }
    return new Result(List.copyOf(candidates));
  }

  private StudentMixtureEstimator with(CovarianceModel model, int number) {
    return estimator.toBuilder()
        .estimator(settings -> settings.covariance(model).components(number))
        .build();
  }

  private Candidate candidate(StudentMixtureEstimator of, PreparedSamples prepared) {
    CovarianceModel model = of.estimator().covariance();
    int number = of.estimator().components();
    try {
      StudentMixtureFit fit = of.fit(prepared);
      return new Candidate(model, number, fit, value(fit, prepared.samples()), null);
    } catch (GmmException e) {
      return new Candidate(model, number, null, Double.NaN, e);
    }
  }

  private double value(StudentMixtureFit fit, Samples samples) {
    return switch (criterion) {
      case BIC -> fit.bic();
      case AIC -> fit.aic();
      case AICC ->
        InformationCriteria.aicc(
            fit.logLikelihood(), fit.model().freeParameters(), fit.totalWeight());
      case ICL_HARD -> fit.icl(samples);
      case ICL_SOFT -> fit.bic() - 2 * fit.model().classificationLoss(samples).soft();
      case CROSS_VALIDATION -> throw new IllegalStateException("cross-validation was refused");
    };
  }
}
