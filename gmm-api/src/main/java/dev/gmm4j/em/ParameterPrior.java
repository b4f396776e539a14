package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.PrecisionFactors;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/**
 * A conjugate prior of the means and covariances of one covariance model (Fraley and Raftery 2007). Immutable.
 *
 * <p>With shrinkage {@code κ}, mean {@code m}, degrees of freedom {@code ν} and scale {@code Λ}, the log-density is, but
 * for a constant,
 *
 * <pre>{@code
 * -½ Σ_k [(a + s c) ln |Σ_k| + κ (μ_k - m)ᵀ Σ_k⁻¹ (μ_k - m) + s tr(P Σ_k⁻¹)]
 * }</pre>
 *
 * <p>where {@code a} is 1 if {@code κ > 0} and else 0; {@code c = ν + d + 1} and {@code P = Λ} for an inverse Wishart
 * distribution of matrices, {@code c = ν + 2} and {@code P = diag Λ} for inverse gamma distributions of variances along
 * the axes, {@code c = (ν + 2) / d} and {@code P = tr Λ / d² I} for that of one variance; and {@code s} is 1, or
 * {@code 1/K} where all components share one covariance, which so has the prior once. The densities of models that
 * restrict covariances otherwise are those of unrestricted ones.
 *
 * <p>So the posterior has the form of a likelihood: of components with the weights {@code n_k + a + s c} and the scatters
 * {@code W_k + κ n_k / (κ + n_k) (x̄_k - m)(x̄_k - m)ᵀ + s P}. What maximizes the likelihood of a model, maximizes its
 * posterior density when it is given those, in closed form or by the same monotone search. Of t distributions {@code x̄_k},
 * {@code W_k} and the {@code n_k} of means count samples by their scale weights, that of the weights does not.
 */
public final class ParameterPrior {
  private final CovarianceModel model;
  private final double shrinkage;
  private final double[] mean;
  private final double count;

  /** {@code d*d} numbers, or the {@code d} of a diagonal. */
  private final double[] scale;

  private ParameterPrior(
      CovarianceModel model, double shrinkage, double[] mean, double count, double[] scale) {
    this.model = model;
    this.shrinkage = shrinkage;
    this.mean = mean;
    this.count = count;
    this.scale = scale;
  }

  /**
   * Returns a prior.
   *
   * @param shrinkage {@code κ}, how many samples the mean counts for in each component; 0 for no prior of means
   * @param mean {@code m}, {@code d} numbers
   * @param degreesOfFreedom {@code ν}
   * @param scale {@code Λ}, {@code d*d} numbers, symmetric, of which models along the axes take the diagonal; or its
   *     diagonal, {@code d} numbers, for models along the axes alone
   * @throws IllegalArgumentException if shrinkage or degrees of freedom are negative or not finite, or sizes differ
   */
  public static ParameterPrior of(
      CovarianceModel model,
      double shrinkage,
      double[] mean,
      double degreesOfFreedom,
      double[] scale) {
    int d = mean.length;
    Arguments.notNegative("shrinkage", shrinkage);
    Arguments.notNegative("degreesOfFreedom", degreesOfFreedom);
    boolean isDiagonal = model.type().isAxisAligned() && scale.length == d;
    Arguments.check(
        isDiagonal || scale.length == (long) d * d,
        "scale must have %d numbers, but had %d",
        (long) d * d,
        scale.length);
    if (!model.type().isAxisAligned()) {
      return new ParameterPrior(
          model, shrinkage, mean.clone(), degreesOfFreedom + d + 1, scale.clone());
    }
    double[] diagonal = new double[d];
    double trace = 0;
    for (int j = 0; j < d; j++) {
      diagonal[j] = scale[isDiagonal ? j : j * (d + 1)];
      trace += diagonal[j];
    }
    if (model == CovarianceModel.EII || model == CovarianceModel.VII) {
      Arrays.fill(diagonal, trace / d / d);
      return new ParameterPrior(
          model, shrinkage, mean.clone(), (degreesOfFreedom + 2) / d, diagonal);
    }
    return new ParameterPrior(model, shrinkage, mean.clone(), degreesOfFreedom + 2, diagonal);
  }

  /** Returns the part of the prior of covariances that each component has. */
  private double share(int components) {
    return model.isShared() ? 1.0 / components : 1;
  }

  /** Returns the logarithm of the prior density, but for a constant. */
  public double logDensity(MixtureParameters parameters) {
    int components = parameters.components();
    double share = share(components);
    double weight = (shrinkage > 0 ? 1 : 0) + share * count;
    double sum = 0;
    double[] whitened = new double[mean.length];
    double[] difference = new double[mean.length];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < mean.length; j++) {
        difference[j] = parameters.means()[k * mean.length + j] - mean[j];
      }
      parameters.factors().whiten(k, difference, whitened, 0);
      double distance = 0;
      for (double w : whitened) {
        distance += w * w;
      }
      sum += -2 * weight * parameters.factors().logDeterminant(k)
          + shrinkage * distance
          + share * trace(parameters.factors(), k);
    }
    return -0.5 * sum;
  }

  /** Returns {@code tr(P Σ_k⁻¹) = Σ_j (W p_j)ᵀ (W e_j)} by the columns of {@code P}. */
  private double trace(PrecisionFactors factors, int component) {
    int d = mean.length;
    double trace = 0;
    if (scale.length == d && factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED) {
      double[] inverseDeviations = factors.values();
      for (int j = 0; j < d; j++) {
        double inverse = inverseDeviations[component * d + j];
        trace += inverse * scale[j] * inverse;
      }
      return trace;
    }
    double[] column = new double[d];
    double[] unit = new double[d];
    double[] left = new double[d];
    double[] right = new double[d];
    for (int j = 0; j < d; j++) {
      unit[j] = 1;
      for (int i = 0; i < d; i++) {
        column[i] = scale.length == d ? unit[i] * scale[i] : scale[i * d + j];
      }
      factors.whiten(component, column, left, 0);
      factors.whiten(component, unit, right, 0);
      unit[j] = 0;
      for (int i = 0; i < d; i++) {
        trace += left[i] * right[i];
      }
    }
    return trace;
  }

  /** Returns the means of highest posterior density, {@code (n_k x̄_k + κ m) / (n_k + κ)}; row-major. */
  double[] means(SufficientStatistics statistics) {
    double[] means = statistics.means();
    for (int i = 0; i < means.length; i++) {
      double n = statistics.momentWeights()[i / mean.length];
      if (shrinkage > 0) {
        means[i] += shrinkage / (n + shrinkage) * (mean[i % mean.length] - means[i]);
      }
    }
    return means;
  }

  /** Returns the statistics about the posterior means whose likelihood has the form of the posterior density. */
  SufficientStatistics posterior(SufficientStatistics statistics) {
    int d = mean.length;
    int components = statistics.components();
    Moments moments = statistics.moments();
    SufficientStatistics posterior =
        new SufficientStatistics(means(statistics), components, d, moments);
    double[] shifts = statistics.shifts();
    double[] ofMeans = statistics.means();
    double share = share(components);
    double[] second = posterior.second();
    System.arraycopy(statistics.second(), 0, second, 0, second.length);
    for (int k = 0; k < components; k++) {
      double n = statistics.momentWeights()[k];
      posterior.weights()[k] = statistics.weights()[k] + (shrinkage > 0 ? 1 : 0) + share * count;
      double pull = shrinkage > 0 ? shrinkage * n / (shrinkage + n) : 0;
      for (int i = 0; i < d; i++) {
        int row = k * d + i;
        double offset = ofMeans[row] - mean[i];
        if (moments == Moments.DIAGONAL) {
          second[row] +=
              pull * offset * offset - n * shifts[row] * shifts[row] + share * scale(i, i);
          continue;
        }
        int to = moments == Moments.FULL ? row * d : i * d;
        for (int j = 0; j < d; j++) {
          double other = ofMeans[k * d + j] - mean[j];
          second[to + j] +=
              pull * offset * other - n * shifts[row] * shifts[k * d + j] + share * scale(i, j);
        }
      }
    }
    return posterior;
  }

  private double scale(int i, int j) {
    if (scale.length > mean.length) {
      return scale[i * mean.length + j];
    }
    return i == j ? scale[i] : 0;
  }
}
