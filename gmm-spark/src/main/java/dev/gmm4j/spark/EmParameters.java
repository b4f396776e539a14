package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.io.FitRecord;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameters of an estimator that say how EM goes on and when it ends. */
final class EmParameters implements Serializable {
  private static final long serialVersionUID = 1;

  final DoubleParam tol;
  final DoubleParam regularization;
  final DoubleParam relativeRegularization;
  final Param<String> acceleration;
  final Param<String> search;

  /** Gives an owner these parameters, with their defaults. */
  EmParameters(Params owner) {
    tol = new DoubleParam(
        owner,
        "tol",
        "EM ends when the log-likelihood is estimated to be no farther from its limit than this, for a"
            + " row; 0: never",
        ParamValidators.gtEq(0));
    regularization = new DoubleParam(
        owner,
        "regularization",
        "what each iteration adds to the diagonal of the covariances, in place of"
            + " relativeRegularization",
        ParamValidators.gtEq(0));
    relativeRegularization = new DoubleParam(
        owner,
        "relativeRegularization",
        "the part of each feature's variance that each iteration adds to the diagonal of the covariances",
        ParamValidators.gtEq(0));
    acceleration =
        new Param<>(owner, "acceleration", "how EM is accelerated: squarem, anderson or none");
    owner.setDefault(tol, 1e-6);
    owner.setDefault(relativeRegularization, 1e-6);
    search = new Param<>(
        owner,
        "search",
        "whether a better optimum is looked for by merging and splitting components: auto, moves, brief or none");
    owner.setDefault(acceleration, Acceleration.SQUAREM.label());
    owner.setDefault(search, Search.AUTOMATIC.label());
  }

  /** Returns a builder with these settings of an owner. */
  GaussianMixtureEstimator.Builder toBuilder(Params owner) {
    return GaussianMixtureEstimator.builder()
        .convergence(convergence(owner))
        .acceleration(acceleration(owner))
        .search(search(owner))
        .regularization(regularization(owner));
  }

  /** Returns the record of a fit of an owner; Spark reads the data while it fits. */
  FitRecord record(GaussianMixtureFit fit, Params owner, long seed) {
    FitRecord.Settings used = new FitRecord.Settings(
        seed,
        convergence(owner).label(),
        (double) owner.getOrDefault(tol),
        regularization(owner),
        null);
    return FitRecord.of(fit, used, FitRecord.Seconds.of(fit, 0));
  }

  ConvergenceCriterion convergence(Params owner) {
    return ConvergenceCriterion.aitken((double) owner.getOrDefault(tol));
  }

  /**
   * Returns how EM is accelerated.
   *
   * @throws IllegalArgumentException if there is no such way
   */
  Acceleration acceleration(Params owner) {
    return Acceleration.parse(owner.getOrDefault(acceleration));
  }

  /**
   * Returns whether a better optimum is looked for.
   *
   * @throws IllegalArgumentException if there is no such way
   */
  Search search(Params owner) {
    return Search.parse(owner.getOrDefault(search));
  }

  /**
   * Returns what is added to variances.
   *
   * @throws IllegalArgumentException if both kinds were set
   */
  Regularization regularization(Params owner) {
    if (!owner.isSet(regularization)) {
      return Regularization.relative((double) owner.getOrDefault(relativeRegularization));
    }
    if (owner.isSet(relativeRegularization)) {
      throw new IllegalArgumentException(
          "regularization and relativeRegularization exclude each other, but both were set");
    }
    return Regularization.absolute((double) owner.getOrDefault(regularization));
  }
}
