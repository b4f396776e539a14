package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.estimator.CovarianceEstimator;
import dev.gmm4j.internal.estimator.CovarianceEstimators;
import dev.gmm4j.internal.estimator.ModelMoments;
import java.util.Arrays;

/**
 * One step of EM for loadings and noise variances, with the factors as what is missing (Ghahramani and Hinton 1996; McNicholas
 * and Murphy 2008, 2010). The likelihood cannot fall, but for the floors of noise that is proportional or of one volume.
 */
final class FactorEmStep {
  private final FactorModel model;
  private final double[] floors;
  private final FactorAlgebra algebra;
  private final CovarianceEstimator noiseEstimator;

  /**
   * Creates a step.
   *
   * @param floors the least noise variances, {@code d} positive numbers
   */
  FactorEmStep(FactorModel model, double[] floors, FactorAlgebra algebra) {
    this.model = model;
    this.floors = floors;
    this.algebra = algebra;
    this.noiseEstimator = CovarianceEstimators.of(model.noise(), algebra.backend());
  }

  /** Returns loadings and noise after the step. */
  LowRank next(double[] counts, LowRank current, FactorExpectation[] expectations) {
    double[][] loadings = new double[counts.length][];
    if (model.hasCommonLoadings()) {
      Arrays.fill(loadings, commonLoadings(counts, current.noise(), expectations));
    } else {
      for (int k = 0; k < counts.length; k++) {
        loadings[k] =
            algebra.divide(floors.length, expectations[k].cross(), expectations[k].factors());
      }
    }
    double[][] residuals = new double[counts.length][];
    for (int k = 0; k < counts.length; k++) {
      residuals[k] = algebra.residuals(loadings[k], expectations[k]);
    }
    return new LowRank(loadings, noise(counts, residuals));
  }

  /** Returns loadings of all components: each feature has a least-squares problem of its own, weighted by its precisions. */
  private double[] commonLoadings(
      double[] counts, double[][] noise, FactorExpectation[] expectations) {
    int d = floors.length;
    int q = algebra.factors();
    double[] loadings = new double[d * q];
    for (int i = 0; i < d; i++) {
      double largest = 0;
      for (int k = 0; k < counts.length; k++) {
        largest = Math.max(largest, counts[k] / noise[k][i]);
      }
      double[] cross = new double[q];
      double[] factors = new double[q * q];
      for (int k = 0; k < counts.length; k++) {
        double weight = counts[k] / noise[k][i] / largest;
        for (int f = 0; f < q; f++) {
          cross[f] += weight * expectations[k].cross()[i * q + f];
        }
        for (int f = 0; f < q * q; f++) {
          factors[f] += weight * expectations[k].factors()[f];
        }
      }
      System.arraycopy(algebra.divide(1, cross, factors), 0, loadings, i * q, q);
    }
    return loadings;
  }

  /**
   * Returns the noise variances of the model that fit residual variances best. None is below its floor where each is found by
   * itself, or for all components. Where they are proportional or of one volume, the residual variances are not, so that noise
   * keeps what the model says of it.
   */
  double[][] noise(double[] counts, double[][] residuals) {
    int d = floors.length;
    boolean isTied = model.noise() == CovarianceModel.VEI || model.noise() == CovarianceModel.EVI;
    Covariances estimate = noiseEstimator.estimate(
        ModelMoments.of(
            counts,
            new double[counts.length * d],
            Covariances.diagonal(isTied ? atFloors(residuals) : residuals),
            new double[d],
            noiseEstimator.moments()),
        new double[counts.length * d],
        null);
    double[][] noise = new double[counts.length][];
    for (int k = 0; k < counts.length; k++) {
      noise[k] = estimate.variances(k);
    }
    return isTied ? noise : atFloors(noise);
  }

  private double[][] atFloors(double[][] variances) {
    double[][] raised = new double[variances.length][floors.length];
    for (int k = 0; k < raised.length; k++) {
      for (int i = 0; i < floors.length; i++) {
        raised[k][i] = Math.max(floors[i], variances[k][i]);
      }
    }
    return raised;
  }
}
