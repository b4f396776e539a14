package dev.gmm4j.io;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.TrimmedRows;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.SubspaceModel;
import dev.gmm4j.student.StudentMixtureFit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fit of a model: the {@code fit} object of a model file.
 *
 * @param samples the number of samples
 * @param totalWeight the sum of their weights
 * @param logLikelihood total log-likelihood of the returned parameters
 * @param logLikelihoodTrace total log-likelihood of each iteration, the first that of the initial parameters
 * @param iterations how many iterations were done
 * @param converged whether the convergence criterion was met
 * @param freeParameters the number of free parameters
 * @param bic Bayesian information criterion, lower is better; NaN where the total weight is no number of samples
 * @param aic Akaike's information criterion, lower is better
 * @param backend name of the numeric backend
 * @param seed seed of the random numbers
 * @param convergence name of the convergence criterion
 * @param tolerance that of the convergence criterion
 * @param regularization what was added to the covariances' diagonals
 * @param seconds how long it took
 * @param prior the prior of means and covariances with all its numbers, or null where there was none
 * @param maxEigenvalueRatio the bound on the ratio of eigenvalues, or null where there was none
 * @param missing how many values were missing, or null where none was
 * @param trimming which samples were left out, whose log-likelihood is not counted, or null where all were fitted
 * @param variational what there is beside of a Bayesian fit, whose log-likelihood and criteria are those of the mixture of
 *     expected parameters, or null
 * @param moves what the search of the best restart tried, in order; empty where there was none
 * @param factors what there is beside of a fit of factor analysers, or null
 */
public record FitRecord(
    long samples,
    double totalWeight,
    double logLikelihood,
    List<Double> logLikelihoodTrace,
    int iterations,
    boolean converged,
    long freeParameters,
    double bic,
    double aic,
    String backend,
    long seed,
    String convergence,
    double tolerance,
    Regularization regularization,
    Seconds seconds,
    @Nullable ConjugatePrior prior,
    @Nullable Double maxEigenvalueRatio,
    @Nullable MissingCounts missing,
    @Nullable TrimmingRecord trimming,
    @Nullable Variational variational,
    List<SearchMove> moves,
    @Nullable FactorSettings factors) {

  /** Creates the record of a fit that was not Bayesian, of samples without missing values, without a search; see above. */
  public FitRecord(
      long samples,
      double totalWeight,
      double logLikelihood,
      List<Double> logLikelihoodTrace,
      int iterations,
      boolean converged,
      long freeParameters,
      double bic,
      double aic,
      String backend,
      long seed,
      String convergence,
      double tolerance,
      Regularization regularization,
      Seconds seconds,
      @Nullable ConjugatePrior prior,
      @Nullable Double maxEigenvalueRatio) {
    this(
        samples,
        totalWeight,
        logLikelihood,
        logLikelihoodTrace,
        iterations,
        converged,
        freeParameters,
        bic,
        aic,
        backend,
        seed,
        convergence,
        tolerance,
        regularization,
        seconds,
        prior,
        maxEigenvalueRatio,
        null,
        null,
        null,
        List.of(),
        null);
  }

  /**
   * Creates a record.
   *
   * @throws IllegalArgumentException if a number is not finite (the BIC may be NaN), or the trace is empty
   */
  public FitRecord {
    finite("totalWeight", totalWeight);
    finite("logLikelihood", logLikelihood);
    logLikelihoodTrace = List.copyOf(logLikelihoodTrace);
    if (logLikelihoodTrace.isEmpty()) {
      throw new IllegalArgumentException(
          "logLikelihoodTrace must have at least 1 entry, but had 0");
    }
    logLikelihoodTrace.forEach(total -> finite("logLikelihoodTrace", total));
    if (!Double.isNaN(bic)) {
      finite("bic", bic);
    }
    finite("aic", aic);
    finite("tolerance", tolerance);
    moves = List.copyOf(moves);
  }

  /** Returns the same with what was missing of the samples; null where nothing was. */
  public FitRecord withMissing(@Nullable MissingCounts counts) {
    return with(counts, trimming, variational, moves, factors);
  }

  /** Returns the same with which samples were left out; null where all were fitted. */
  public FitRecord withTrimming(@Nullable TrimmingRecord record) {
    return with(missing, record, variational, moves, factors);
  }

  /** Returns the same with the settings of a fit of factor analysers. */
  public FitRecord withFactors(FactorSettings settings) {
    return with(missing, trimming, variational, moves, settings);
  }

  private FitRecord with(
      @Nullable MissingCounts newMissing,
      @Nullable TrimmingRecord newTrimming,
      @Nullable Variational newVariational,
      List<SearchMove> newMoves,
      @Nullable FactorSettings newFactors) {
    return new FitRecord(
        samples,
        totalWeight,
        logLikelihood,
        logLikelihoodTrace,
        iterations,
        converged,
        freeParameters,
        bic,
        aic,
        backend,
        seed,
        convergence,
        tolerance,
        regularization,
        seconds,
        prior,
        maxEigenvalueRatio,
        newMissing,
        newTrimming,
        newVariational,
        newMoves,
        newFactors);
  }

  /** What fits of all families have, in the order of the record's components. */
  private record Reached(
      long samples,
      double totalWeight,
      double logLikelihood,
      List<Double> trace,
      int iterations,
      boolean converged,
      long freeParameters,
      double bic,
      double aic,
      String backend) {

    FitRecord record(
        Settings settings,
        Regularization regularization,
        Seconds seconds,
        @Nullable ConjugatePrior prior,
        @Nullable Double maxEigenvalueRatio) {
      return new FitRecord(
          samples,
          totalWeight,
          logLikelihood,
          trace,
          iterations,
          converged,
          freeParameters,
          bic,
          aic,
          backend,
          settings.seed(),
          settings.convergence(),
          settings.tolerance(),
          regularization,
          seconds,
          prior,
          maxEigenvalueRatio);
    }
  }

  /**
   * Returns the record of a fit.
   *
   * @param settings those of the estimator, which the fit does not know
   * @param seconds how long it took, reading the data included
   * @throws IllegalArgumentException if a number is not finite
   */
  public static FitRecord of(GaussianMixtureFit fit, Settings settings, Seconds seconds) {
    TrimmedRows trimmed = fit.trimmed();
    return new Reached(
            fit.samples(),
            fit.totalWeight(),
            fit.logLikelihood(),
            fit.bestRestart().trace(),
            fit.iterations(),
            fit.converged(),
            fit.model().freeParameters(),
            fit.bic(),
            fit.aic(),
            fit.backend())
        .record(
            settings,
            settings.regularization(),
            seconds,
            fit.prior(),
            settings.maxEigenvalueRatio())
        .with(null, trimmed == null ? null : TrimmingRecord.of(trimmed), null, fit.moves(), null);
  }

  /**
   * Returns the record of a Bayesian fit: the log-likelihood and AIC are those of the mixture of expected parameters, of
   * which the trace has that one entry; there is no BIC.
   *
   * @param logLikelihood of that mixture on the samples
   * @param settings those of the estimator, which the fit does not know
   * @param seconds how long it took, reading the data included
   * @throws IllegalArgumentException if a number is not finite
   */
  public static FitRecord of(
      BayesianMixtureFit fit, double logLikelihood, Settings settings, Seconds seconds) {
    long freeParameters = fit.model().freeParameters();
    return new Reached(
            fit.samples(),
            fit.totalWeight(),
            logLikelihood,
            List.of(logLikelihood),
            fit.iterations(),
            fit.converged(),
            freeParameters,
            Double.NaN,
            -2 * logLikelihood + 2.0 * freeParameters,
            fit.backend().id())
        .record(settings, Regularization.NONE, seconds, null, null)
        .with(
            null,
            null,
            new Variational(fit.elboTrace(), fit.occupiedComponents()),
            List.of(),
            null);
  }

  /**
   * Returns the record of a fit of t distributions.
   *
   * @param settings those of the estimator, which the fit does not know
   * @param seconds how long it took, reading the data included
   * @throws IllegalArgumentException if a number is not finite
   */
  public static FitRecord of(StudentMixtureFit fit, Settings settings, Seconds seconds) {
    return new Reached(
            fit.samples(),
            fit.totalWeight(),
            fit.logLikelihood(),
            fit.trace(),
            fit.iterations(),
            fit.converged(),
            fit.model().freeParameters(),
            fit.bic(),
            fit.aic(),
            fit.backend())
        .record(
            settings,
            settings.regularization(),
            seconds,
            fit.prior(),
            settings.maxEigenvalueRatio());
  }

  /**
   * Returns the record of a fit of factor analysers.
   *
   * @param samples the number of samples
   * @param totalWeight of these
   * @param backend name of the numeric backend
   * @param settings those of the estimator, which the fit does not know
   * @param seconds how long it took, reading the data included
   * @throws IllegalArgumentException if a number is not finite
   */
  public static FitRecord of(
      FactorMixtureFit fit,
      long samples,
      double totalWeight,
      String backend,
      Settings settings,
      Seconds seconds) {
    return new Reached(
            samples,
            totalWeight,
            fit.logLikelihood(),
            fit.logLikelihoodTrace(),
            fit.iterations(),
            fit.converged(),
            fit.model().freeParameters(),
            fit.bic(),
            fit.aic(),
            backend)
        .record(settings, Regularization.NONE, seconds, null, null);
  }

  /**
   * The settings of a fit of factor analysers that others do not have.
   *
   * @param noiseFloor the least that a noise variance could be, as a part of the feature's variance
   * @param scree the part of the largest fall of eigenvalues that counted as one where numbers of factors were found, or null
   *     where they were given
   */
  public record FactorSettings(double noiseFloor, @Nullable Double scree) {

    /**
     * Creates settings.
     *
     * @throws IllegalArgumentException if the floor is not above 0 and below 1, or the share not above 0 and at most 1
     */
    public FactorSettings {
      if (!(noiseFloor > 0 && noiseFloor < 1)) {
        throw new IllegalArgumentException("noiseFloor must be > 0 and < 1, but was " + noiseFloor);
      }
      if (scree != null && !(scree > 0 && scree <= 1)) {
        throw new IllegalArgumentException("scree must be > 0 and <= 1, but was " + scree);
      }
    }

    /** Returns those of an estimator. */
    public static FactorSettings of(FactorMixtureEstimator estimator) {
      boolean isFound = estimator.factors() == 0
          && estimator.model() instanceof SubspaceModel subspaces
          && subspaces.hasOwnDimensions();
      return new FactorSettings(estimator.noiseFloor(), isFound ? estimator.scree() : null);
    }
  }

  /**
   * What there is of a Bayesian fit alone.
   *
   * @param elboTrace lower bound of the log evidence, with all constants, of the first posterior and after each iteration
   * @param occupiedComponents the number of components of which at least one sample is expected
   */
  public record Variational(List<Double> elboTrace, int occupiedComponents) {

    /**
     * Creates a record.
     *
     * @throws IllegalArgumentException if the trace is empty or a number is out of range
     */
    public Variational {
      elboTrace = List.copyOf(elboTrace);
      if (elboTrace.isEmpty()) {
        throw new IllegalArgumentException("elboTrace must have at least 1 entry, but had 0");
      }
      elboTrace.forEach(elbo -> finite("elboTrace", elbo));
      if (occupiedComponents < 0) {
        throw new IllegalArgumentException(
            "occupiedComponents must be >= 0, but was " + occupiedComponents);
      }
    }

    /** Returns the bound of the posterior. */
    public double elbo() {
      return elboTrace.get(elboTrace.size() - 1);
    }
  }

  /**
   * The settings of an estimator that are recorded.
   *
   * @param seed seed of the random numbers
   * @param convergence name of the convergence criterion
   * @param tolerance that of the convergence criterion
   * @param regularization what was added to the covariances' diagonals
   * @param maxEigenvalueRatio the bound on the ratio of eigenvalues, or null where there was none
   */
  public record Settings(
      long seed,
      String convergence,
      double tolerance,
      Regularization regularization,
      @Nullable Double maxEigenvalueRatio) {}

  /**
   * The times that the parts of a fit took.
   *
   * @param read reading the data
   * @param initialize finding initial parameters
   * @param em the iterations
   */
  public record Seconds(double read, double initialize, double em) {

    /**
     * Creates a record.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    public Seconds {
      finite("seconds.read", read);
      finite("seconds.initialize", initialize);
      finite("seconds.em", em);
    }

    /** Returns the times of a fit to data that took some time to be read. */
    public static Seconds of(GaussianMixtureFit fit, double read) {
      return new Seconds(read, fit.seconds().initialize(), fit.seconds().em());
    }
  }

  private static void finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, but was " + value);
    }
  }
}
