package dev.gmm4j;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.comparison.BackendChoice;
import dev.gmm4j.internal.estimator.ConstrainedEstimator;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.noise.InitialNoise;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of an estimator and of its builder, with their defaults. */
final class EstimatorSettings {
  /** The number of components, or 0 where it is not set: there is no number that suits all samples. */
  int components;

  CovarianceModel covariance = CovarianceModel.VVV;
  MixingProportions proportions = MixingProportions.FREE;

  /** What was set, or null for the default. */
  @Nullable
  List<Initialization> initializations;

  int restarts = 1;
  int maxIterations = 1000;
  ConvergenceCriterion convergence = ConvergenceCriterion.aitken(1e-6);
  Acceleration acceleration = Acceleration.SQUAREM;
  Search search = Search.AUTOMATIC;
  Regularization regularization = Regularization.relative(1e-6);

  @Nullable
  ConjugatePrior prior;

  @Nullable
  Double maxEigenvalueRatio;

  @Nullable
  InitialNoise noise;

  @Nullable
  Trimming trimming;

  DegeneracyPolicy degeneracy = DegeneracyPolicy.REGULARIZE;
  long seed;
  int threads = ParallelTasks.defaultThreads();
  FitListener listener = FitListener.NONE;
  BackendChoice backend = BackendChoice.AUTOMATIC;

  EstimatorSettings() {}

  EstimatorSettings(EstimatorSettings other) {
    components = other.components;
    covariance = other.covariance;
    proportions = other.proportions;
    initializations = other.initializations;
    restarts = other.restarts;
    maxIterations = other.maxIterations;
    convergence = other.convergence;
    acceleration = other.acceleration;
    search = other.search;
    regularization = other.regularization;
    prior = other.prior;
    maxEigenvalueRatio = other.maxEigenvalueRatio;
    noise = other.noise;
    trimming = other.trimming;
    degeneracy = other.degeneracy;
    seed = other.seed;
    threads = other.threads;
    listener = other.listener;
    backend = other.backend;
  }

  /** Returns the initializations that were set, or the default: outliers would mislead k-means where they are trimmed. */
  List<Initialization> initializations() {
    if (initializations != null) {
      return initializations;
    }
    return List.of(trimming == null ? Initialization.kMeans() : Initialization.concentration());
  }

  /**
   * Refuses settings that do not go together.
   *
   * @throws IllegalArgumentException naming them
   */
  void check() {
    if (maxEigenvalueRatio != null) {
      ConstrainedEstimator.check(covariance);
    }
    if (trimming != null) {
      Arguments.check(noise == null, "trimming cannot go with noise, but both were set");
    }
  }

  /**
   * Refuses settings without a number of components.
   *
   * @throws IllegalStateException if it is not set
   */
  void requireComponents() {
    if (components == 0) {
      throw new IllegalStateException(
          "components must be set: call components(K) on the builder of the estimator");
    }
  }

  /** Returns what is serialized in place of an estimator of these settings. */
  Serializable proxy() {
    return new Proxy(
        components,
        covariance,
        proportions,
        initializations == null ? null : initializations.toArray(new Initialization[0]),
        restarts,
        maxIterations,
        convergence,
        acceleration,
        search,
        regularization,
        prior,
        maxEigenvalueRatio,
        noise,
        trimming,
        degeneracy,
        seed,
        threads == ParallelTasks.defaultThreads() ? null : threads,
        backend.label());
  }

  /** All settings but the listener; of threads, those that are not the default. */
  private record Proxy(
      int components,
      CovarianceModel covariance,
      MixingProportions proportions,
      Initialization @Nullable [] initializations,
      int restarts,
      int maxIterations,
      ConvergenceCriterion convergence,
      Acceleration acceleration,
      Search search,
      Regularization regularization,
      @Nullable ConjugatePrior prior,
      @Nullable Double maxEigenvalueRatio,
      @Nullable InitialNoise noise,
      @Nullable Trimming trimming,
      DegeneracyPolicy degeneracy,
      long seed,
      @Nullable Integer threads,
      String backend)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(this::estimator);
    }

    private GaussianMixtureEstimator estimator() {
      GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
          .covariance(covariance)
          .proportions(proportions)
          .restarts(restarts)
          .maxIterations(maxIterations)
          .convergence(convergence)
          .acceleration(acceleration)
          .search(search)
          .regularization(regularization)
          .prior(prior)
          .noise(noise)
          .trimming(trimming)
          .degeneracy(degeneracy)
          .seed(seed)
          .backend(backend);
      if (initializations != null) {
        builder.initializations(List.of(initializations));
      }
      if (components > 0) {
        builder.components(components);
      }
      if (maxEigenvalueRatio != null) {
        builder.maxEigenvalueRatio(maxEigenvalueRatio);
      }
      return (threads == null ? builder : builder.threads(threads)).build();
    }
  }
}
