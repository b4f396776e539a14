package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.DegeneracyPolicy;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameters of an estimator that say what components are like. */
final class ComponentParameters implements Serializable {
  private static final long serialVersionUID = 1;

  final IntParam k;
  final Param<String> covariance;
  final Param<String> proportions;
  final Param<String> degeneracy;
  final DoubleParam maxEigenvalueRatio;

  /** Gives an owner these parameters, with their defaults. */
  ComponentParameters(Params owner) {
    k = FitParameters.whole(owner, "k", "number of components, at least 1", 1, 2);
    covariance = FitParameters.text(
        owner,
        "covariance",
        "what the components' covariances have in common: full, tied, diagonal, spherical,"
            + " tied-diagonal, tied-spherical, or one of mclust's fourteen models, such as VEV",
        CovarianceModel.VVV.label());
    proportions = FitParameters.text(
        owner, "proportions", "mixing weights: free or equal", MixingProportions.FREE.label());
    degeneracy = FitParameters.text(
        owner,
        "degeneracy",
        "what is done about a degenerate component: fail, regularize, prune or restart",
        DegeneracyPolicy.REGULARIZE.label());
    maxEigenvalueRatio = new DoubleParam(
        owner,
        "maxEigenvalueRatio",
        "the largest ratio of eigenvalues of all covariances, at least 1; not set: no bound",
        ParamValidators.gtEq(1));
  }

  /** Adds the settings of an owner. */
  GaussianMixtureEstimator.Builder addTo(GaussianMixtureEstimator.Builder builder, Params owner) {
    builder
        .components((int) owner.getOrDefault(k))
        .covariance(CovarianceModel.parse(owner.getOrDefault(covariance)))
        .proportions(MixingProportions.parse(owner.getOrDefault(proportions)))
        .degeneracy(Initializations.policy(owner.getOrDefault(degeneracy)));
    return owner.isSet(maxEigenvalueRatio)
        ? builder.maxEigenvalueRatio((double) owner.getOrDefault(maxEigenvalueRatio))
        : builder;
  }
}
