package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.estimator.CovarianceEstimator;
import dev.gmm4j.internal.estimator.CovarianceEstimators;
import dev.gmm4j.internal.estimator.ModelMoments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ascent to the maximum where noise differs between features: by turns the loadings for given noise, in closed form where
 * they do not have to fit several noises, and a step of EM with the factors as what is missing (Ghahramani and Hinton 1996;
 * McNicholas and Murphy 2008). Where each matrix has noise of its own, its variances are maximized one after another in place
 * of that (Zhao, Yu and Jiang 2008), which is much faster. What does not raise the likelihood is not taken.
 */
final class ConditionalStep implements FactorStep {
  private static final int MAX_TURNS = 50;

  /** Gains per sample that end the ascent: EM's own next iteration goes on with it. */
  private static final double GAIN = 1e-9;

  private final FactorModel model;
  private final double[] floors;
  private final FactorAlgebra algebra;
  private final CovarianceEstimator noiseEstimator;

  /**
   * Creates a step.
   *
   * @param floors the least noise variances, {@code d} positive numbers
   */
  ConditionalStep(FactorModel model, int factors, double[] floors, LinearAlgebraBackend backend) {
    this.model = model;
    this.floors = floors;
    this.algebra = new FactorAlgebra(floors.length, factors, backend);
    this.noiseEstimator = CovarianceEstimators.of(model.noise(), backend);
  }

  @Override
  public LowRank maximize(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    if (model.hasCommonLoadings() && model.noise() == CovarianceModel.EEI) {
      // All components have one covariance, which is that of a single one.
      double[] one = {Arrays.stream(counts).sum()};
      double[][] pooled = {Pooling.mean(counts, covariances)};
      LowRank first = previous == null
          ? null
          : new LowRank(
              new double[][] {previous.loadings()[0]}, new double[][] {previous.noise()[0]});
      return climb(one, pooled, first).repeated(counts.length);
    }
    return climb(counts, covariances, previous);
  }

  private LowRank climb(double[] counts, double[][] covariances, @Nullable LowRank previous) {
    boolean isSeparate = counts.length == 1 || !model.hasCommonLoadings();
    boolean hasOneNoise = counts.length == 1 || model.noise() == CovarianceModel.VVI;
    LowRank current = previous == null ? first(counts, covariances) : previous;
    FactorAlgebra.Expectation[] expectations = expectations(current, covariances);
    double total = Arrays.stream(counts).sum();
    double deviance = deviance(counts, expectations);
    for (int turn = 0; turn < MAX_TURNS; turn++) {
      if (isSeparate) {
        // Nothing is likelier with the same noise.
        current = withLoadings(current, covariances);
        expectations = expectations(current, covariances);
      }
      LowRank next = hasOneNoise && isSeparate
          ? withNoise(current, covariances)
          : step(counts, covariances, current, expectations);
      FactorAlgebra.Expectation[] nextExpectations = expectations(next, covariances);
      double nextDeviance = deviance(counts, nextExpectations);
      if (!(nextDeviance < deviance)) {
        break;
      }
      double gain = 0.5 * (deviance - nextDeviance) / total;
      current = next;
      expectations = nextExpectations;
      deviance = nextDeviance;
      if (gain < GAIN) {
        break;
      }
    }
    return current;
  }

  private FactorAlgebra.Expectation[] expectations(LowRank current, double[][] covariances) {
    FactorAlgebra.Expectation[] expectations = new FactorAlgebra.Expectation[covariances.length];
    for (int k = 0; k < covariances.length; k++) {
      expectations[k] =
          algebra.expectation(current.loadings()[k], current.noise()[k], covariances[k]);
    }
    return expectations;
  }

  /** Returns {@code Σ n_k(ln|Σ_k| + tr Σ_k⁻¹S_k)}, what the maximum of the likelihood makes least. */
  private static double deviance(double[] counts, FactorAlgebra.Expectation[] expectations) {
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      sum += counts[k] * expectations[k].deviance();
    }
    return sum;
  }

  /** Returns where to begin: for each component half of each variance is noise. */
  private LowRank first(double[] counts, double[][] covariances) {
    int d = floors.length;
    double[][] residuals = new double[counts.length][d];
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < d; i++) {
        residuals[k][i] = 0.5 * covariances[k][i * d + i];
      }
    }
    double[][] noise = noise(counts, residuals);
    double[][] loadings = new double[counts.length][];
    if (model.hasCommonLoadings()) {
      double[] common =
          algebra.loadings(Pooling.mean(counts, covariances), Pooling.mean(counts, noise));
      Arrays.fill(loadings, common);
    } else {
      for (int k = 0; k < counts.length; k++) {
        loadings[k] = algebra.loadings(covariances[k], noise[k]);
      }
    }
    return new LowRank(loadings, noise);
  }

  private LowRank withLoadings(LowRank current, double[][] covariances) {
    double[][] loadings = new double[covariances.length][];
    for (int k = 0; k < loadings.length; k++) {
      loadings[k] = algebra.loadings(covariances[k], current.noise()[k]);
    }
    return new LowRank(loadings, current.noise());
  }

  private LowRank withNoise(LowRank current, double[][] covariances) {
    double[][] noise = new double[covariances.length][];
    for (int k = 0; k < noise.length; k++) {
      noise[k] =
          NoiseSweep.of(current.loadings()[k], current.noise()[k], covariances[k], floors, algebra);
    }
    return new LowRank(current.loadings(), noise);
  }

  /** Returns a step of EM. */
  private LowRank step(
      double[] counts,
      double[][] covariances,
      LowRank current,
      FactorAlgebra.Expectation[] expectations) {
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
      residuals[k] = algebra.residuals(covariances[k], loadings[k], expectations[k]);
    }
    return new LowRank(loadings, noise(counts, residuals));
  }

  /** Returns loadings of all components: each feature has a least-squares problem of its own, weighted by its precisions. */
  private double[] commonLoadings(
      double[] counts, double[][] noise, FactorAlgebra.Expectation[] expectations) {
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
  private double[][] noise(double[] counts, double[][] residuals) {
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
