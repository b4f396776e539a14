package dev.gmm4j.bayesian;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.internal.util.SpecialFunctions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;

/** The result of a Bayesian fit: the posterior of the best restart, and the bounds on the way. Immutable. */
public final class BayesianMixtureFit {
  private final MixturePosterior posterior;
  private final List<BayesianRestart> restarts;
  private final int bestRestart;
  private final long samples;
  private final double totalWeight;
  private final LinearAlgebraBackend backend;
  private final Seconds seconds;

  /**
   * The times of a fit.
   *
   * @param initialize until initial parameters were found, of all restarts
   * @param iterate for the iterations, of all restarts
   */
  public record Seconds(double initialize, double iterate) {}

  BayesianMixtureFit(
      MixturePosterior posterior,
      List<BayesianRestart> restarts,
      int bestRestart,
      long samples,
      double totalWeight,
      LinearAlgebraBackend backend,
      Seconds seconds) {
    this.posterior = posterior;
    this.restarts = List.copyOf(restarts);
    this.bestRestart = bestRestart;
    this.samples = samples;
    this.totalWeight = totalWeight;
    this.backend = backend;
    this.seconds = seconds;
  }

  /** Returns the posterior, with components in the order of the initialization. */
  public MixturePosterior posterior() {
    return posterior;
  }

  /** Returns the mixture of expected parameters, those without samples included. */
  public GaussianMixture model() {
    return posterior.toMixture(backend);
  }

  /**
   * Returns the lower bound of the log evidence, with all its constants: that of the posterior with the responsibilities
   * that fit it best.
   */
  public double elbo() {
    return best().elbo();
  }

  /**
   * Returns the bound of the first posterior and after each iteration of the best restart. It never falls, but for rounding.
   */
  public List<Double> elboTrace() {
    return best().elboTrace();
  }

  /**
   * Returns the bound for comparisons with fits of other numbers of components: under a Dirichlet prior {@code ln K!} is
   * added, because as many posteriors that differ in the names of components are equally good, and the bound knows of one
   * (Bishop 2006, section 10.2.4). Under a process components have no names.
   */
  public double comparableElbo() {
    return posterior.weights().kind() == WeightPrior.Kind.DIRICHLET
        ? elbo() + SpecialFunctions.logGamma(posterior.components() + 1.0)
        : elbo();
  }

  /** Returns the number of components of which at least one sample is expected. */
  public int occupiedComponents() {
    return posterior.occupancy().count();
  }

  /** Returns the number of iterations of the best restart. */
  public int iterations() {
    return best().iterations();
  }

  /** Tells whether the best restart converged. */
  public boolean converged() {
    return best().converged();
  }

  /** Returns what each restart reached. */
  public List<BayesianRestart> restarts() {
    return restarts;
  }

  /** Returns the index of the restart that was kept. */
  public int bestRestart() {
    return bestRestart;
  }

  /** Returns the number of samples, those of weight 0 included. */
  public long samples() {
    return samples;
  }

  /** Returns the sum of the samples' weights. */
  public double totalWeight() {
    return totalWeight;
  }

  /** Returns the backend that was used. */
  public LinearAlgebraBackend backend() {
    return backend;
  }

  /** Returns how long the fit took. */
  public Seconds seconds() {
    return seconds;
  }

  private BayesianRestart best() {
    return restarts.get(bestRestart);
  }

  @Override
  public String toString() {
    return "BayesianMixtureFit[elbo=" + elbo() + ", iterations=" + iterations() + ", converged="
        + converged() + ", posterior=" + posterior + "]";
  }
}
