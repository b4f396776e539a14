package dev.gmm4j;

import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.MissingInformation;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.InformationCriteria;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a fit: the model of the best restart, how it was reached, and how sound it is. Immutable. */
public final class GaussianMixtureFit {
  private static final int MANY_ITERATIONS = 200;

  private final GaussianMixture model;
  private final List<RestartReport> restarts;
  private final int best;
  private final double[] effectiveCounts;
  private final long samples;
  private final double totalWeight;
  private final int[] regularizedFeatures;
  private final Admissibility admissibility;
  private final Prior prior;
  private final LinearAlgebraBackend backend;
  private final @Nullable BackendComparison comparison;
  private final Seconds seconds;
  private final GaussianMixtureEstimator estimator;
  private final long missingValues;
  private final @Nullable TrimmedRows trimmed;

  /**
   * Wall-clock time, all restarts together.
   *
   * @param initialize for checking the samples and finding initial parameters
   * @param em for the iterations
   */
  public record Seconds(double initialize, double em) {}

  /** A fit's prior, and the logarithm of its density at the model. */
  record Prior(@Nullable ConjugatePrior complete, double logDensity) {}

  GaussianMixtureFit(
      GaussianMixture model,
      List<RestartReport> restarts,
      int best,
      double[] effectiveCounts,
      long samples,
      double totalWeight,
      int[] regularizedFeatures,
      Admissibility admissibility,
      Prior prior,
      ChosenBackend chosen,
      Seconds seconds,
      GaussianMixtureEstimator estimator,
      long missingValues,
      @Nullable TrimmedRows trimmed) {
    this.model = model;
    this.restarts = List.copyOf(restarts);
    this.best = best;
    this.effectiveCounts = effectiveCounts;
    this.samples = samples;
    this.totalWeight = totalWeight;
    this.regularizedFeatures = regularizedFeatures;
    this.admissibility = admissibility;
    this.prior = prior;
    this.backend = chosen.backend();
    this.comparison = chosen.comparison();
    this.seconds = seconds;
    this.estimator = estimator;
    this.missingValues = missingValues;
    this.trimmed = trimmed;
  }

  /** Returns the model of the best restart. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns what each restart reached, failed ones included, in their order. */
  public List<RestartReport> restarts() {
    return restarts;
  }

  /** Returns the restart that reached the highest log-likelihood, or posterior density; the first of equals. */
  public RestartReport bestRestart() {
    return restarts.get(best);
  }

  /**
   * Returns what the search for a better optimum tried in the best restart, in its order; empty where there was none or it
   * found nothing worth a trial.
   *
   * @see GaussianMixtureEstimator.Builder#search
   */
  public List<SearchMove> moves() {
    return bestRestart().moves();
  }

  /** Returns the total log-likelihood of the model; of a fit that trims, what it maximized, of the samples that it kept. */
  public double logLikelihood() {
    return bestRestart().logLikelihood();
  }

  /** Returns the logarithm of the prior density of the model, but for a constant; 0 for a fit without a prior. */
  public double logPrior() {
    return prior.logDensity();
  }

  /** Returns the prior of the fit with all that was taken from the samples, or null for a fit without a prior. */
  public @Nullable ConjugatePrior prior() {
    return prior.complete();
  }

  /** Returns {@link #logLikelihood} for a sample of weight 1, of those that were not trimmed. */
  public double meanLogLikelihood() {
    return logLikelihood() / fittedWeight();
  }

  /** Returns the number of iterations of the best restart. */
  public int iterations() {
    return bestRestart().iterations();
  }

  /** Tells whether the best restart converged before the largest number of iterations. */
  public boolean converged() {
    return bestRestart().converged();
  }

  /** Returns the number of samples, those of weight 0 included. */
  public long samples() {
    return samples;
  }

  /** Returns the total weight of the samples; their number where they have no weights. */
  public double totalWeight() {
    return totalWeight;
  }

  /**
   * Returns the Bayesian information criterion {@code -2ℓ + ν ln n}, n the total weight; lower is better. NaN where the total
   * weight is 1 (to within 0.001) or less, and so no number of samples: weights are frequencies, and
   * {@link dev.gmm4j.data.Samples#withNormalizedWeights} scales those that are not. Of a fit that trims, both are of the samples
   * that it kept.
   */
  public double bic() {
    return InformationCriteria.bic(logLikelihood(), model.freeParameters(), fittedWeight());
  }

  private double fittedWeight() {
    return trimmed == null ? totalWeight : trimmed.keptWeight();
  }

  /** Returns the samples that were left out, or null for a fit that does not trim. */
  public @Nullable TrimmedRows trimmed() {
    return trimmed;
  }

  /** Returns Akaike's information criterion {@code -2ℓ + 2ν}; lower is better. */
  public double aic() {
    return InformationCriteria.aic(logLikelihood(), model.freeParameters());
  }

  /**
   * Returns the features of which in some component more than half of the variance is regularization, indices from 0: there
   * the model tells of the settings rather than of the samples.
   */
  public int[] regularizedFeatures() {
    return regularizedFeatures.clone();
  }

  /**
   * Returns whether enough samples support the model to believe it, and if not, what is lacking. Noise is not judged; with a
   * prior, which keeps components from collapsing, every model is admissible.
   */
  public Admissibility admissibility() {
    return admissibility;
  }

  /** Returns the id of the backend that was used. */
  public String backend() {
    return backend.id();
  }

  /** Returns how the backend was chosen if that was by measurement ({@link dev.gmm4j.backend.Backends#FASTEST}), else null. */
  public @Nullable BackendComparison backendComparison() {
    return comparison;
  }

  /** Returns the wall-clock time of the fit. */
  public Seconds seconds() {
    return seconds;
  }

  /**
   * Returns the number of values that are missing of the samples, those of rows of which nothing is observed included; 0 for
   * samples on other machines, whose missing values are not counted.
   */
  public long missingValues() {
    return missingValues;
  }

  /**
   * Tells whether the fit was slow where values are missing: whether the best restart did so many iterations as it seldom
   * takes where none are, {@value #MANY_ITERATIONS}, or ended without having converged. {@link #missingInformation} says how
   * much of it is for the information that is missing.
   */
  public boolean isSlowForMissingValues() {
    return missingValues > 0 && (!converged() || iterations() >= MANY_ITERATIONS);
  }

  /**
   * Returns how much of the information about the parameters is missing where most is: the largest eigenvalue of the rate
   * matrix of EM at this model. It takes some ten to a few hundred passes over the samples.
   *
   * @param samples those of the fit
   * @throws IllegalArgumentException if the samples have other features than the model
   * @throws dev.gmm4j.exception.InvalidSamplesException as the fit does
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public MissingInformation missingInformation(Samples samples) {
    return FitRun.missingInformation(estimator, model, samples);
  }

  /**
   * Returns how sound each component is; eigenvalues are computed when this is called.
   *
   * <p>What was pruned is no component any more: it stands in {@link RestartReport#events} only.
   */
  public List<ComponentDiagnostics> diagnostics() {
    List<ComponentDiagnostics> diagnostics = new ArrayList<>();
    for (int k = 0; k < model.components(); k++) {
      double[] eigenvalues = eigenvalues(k);
      double smallest = eigenvalues[0];
      double largest = eigenvalues[eigenvalues.length - 1];
      int component = k;
      List<DegeneracyEvent> events = bestRestart().events().stream()
          .filter(
              event -> event.component() == component && event.action() != DegeneracyPolicy.PRUNE)
          .toList();
      diagnostics.add(new ComponentDiagnostics(
          k, model.weight(k), effectiveCounts[k], smallest, largest / smallest, events));
    }
    return diagnostics;
  }

  /**
   * Returns the components that are the same to rounding error, as groups of at least two indices; empty where all differ.
   *
   * <p>EM cannot part components that begin with the same parameters: they share samples in a fixed ratio ever after. Such
   * a model has more parameters than it uses; let the components start apart, or use fewer. Components of weight 0 are
   * left out.
   */
  public List<List<Integer>> coincidentComponents() {
    return CoincidentComponents.of(model);
  }

  /** Returns what a person looks for first: the likelihood, how it was reached, and the model. */
  @Override
  public String toString() {
    return "GaussianMixtureFit[logLikelihood=" + DecimalText.of(logLikelihood()) + ", bic="
        + DecimalText.of(bic()) + ", iterations=" + iterations() + ", converged=" + converged()
        + ", samples=" + samples + ", model=" + model + "]";
  }

  private double[] eigenvalues(int component) {
    int d = model.dimension();
    Covariances covariances = model.covariances();
    double[] eigenvalues = new double[d];
    switch (covariances.type()) {
      case FULL, TIED -> {
        double[] matrix = new double[d * d];
        for (int i = 0; i < d * d; i++) {
          matrix[i] = covariances.get(component, i / d, i % d);
        }
        eigenvalues = Spectrum.positiveValues(d, matrix, backend);
      }
      case DIAGONAL, SPHERICAL -> {
        for (int j = 0; j < d; j++) {
          eigenvalues[j] = covariances.get(component, j, j);
        }
        Arrays.sort(eigenvalues);
      }
    }
    return eigenvalues;
  }
}
