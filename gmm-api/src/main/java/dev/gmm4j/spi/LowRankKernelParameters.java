package dev.gmm4j.spi;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.Arguments;

/**
 * The parameters of a mixture of factor analysers that a kernel evaluates: components whose covariances are {@code ΛΛᵀ + Ψ} of
 * {@code d*q} loadings {@code Λ} and a diagonal {@code Ψ}. Immutable; arrays are shared and not to be modified.
 *
 * <p>With {@code M = I + ΛᵀΨ⁻¹Λ = LLᵀ} and the {@linkplain #projections projection} {@code W = L⁻¹ΛᵀΨ⁻¹}, the inverse covariance
 * is {@code Ψ⁻¹ - WᵀW} (Woodbury's identity), so that the squared distance of {@code y = x - μ_k} is {@code yᵀΨ⁻¹y - ‖Wy‖²}, in
 * time of the order of {@code d*q}. The weighted log-density is the {@linkplain #logCoefficient coefficient} less half of it.
 */
public final class LowRankKernelParameters {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] logWeights;
  private final double[] means;
  private final double[][] noise;
  private final double[] centre;
  private final int factors;
  private final double[] projections;
  private final double[] inverseRoots;
  private final double[] logCoefficients;

  private LowRankKernelParameters(
      double[] logWeights, double[] means, double[][] noise, double[] centre, int factors) {
    int components = logWeights.length;
    this.logWeights = logWeights;
    this.means = means;
    this.noise = noise;
    this.centre = centre;
    this.factors = factors;
    this.projections = new double[components * factors * centre.length];
    this.inverseRoots = new double[components * factors * factors];
    this.logCoefficients = new double[components];
  }

  /**
   * Returns parameters; arrays are kept, not copied.
   *
   * @param logWeights {@code K} numbers; negative infinity for a component without weight
   * @param means {@code K*d} numbers, row-major
   * @param loadings {@code Λ_k} of each component, {@code d*q} numbers, row-major; one of fewer factors has columns of 0
   * @param noise the diagonal of {@code Ψ_k} of each component, {@code d} positive numbers
   * @param centre {@code d} numbers, see {@link #centre}
   * @param backend whose operations are used, of the order of {@code K*d*q*q} multiplications
   * @throws IllegalArgumentException if sizes differ
   * @throws GmmException if loadings are so large that {@code M} is not positive definite in double arithmetic
   */
  public static LowRankKernelParameters of(
      double[] logWeights,
      double[] means,
      double[][] loadings,
      double[][] noise,
      double[] centre,
      LinearAlgebraBackend backend) {
    int d = centre.length;
    int components = logWeights.length;
    Arguments.check(
        means.length == components * d,
        "means must be %d numbers, but were %d",
        components * d,
        means.length);
    Arguments.check(
        loadings.length == components && noise.length == components,
        "loadings and noise must be of %d components, but were of %d and %d",
        components,
        loadings.length,
        noise.length);
    int factors = loadings[0].length / d;
    for (int k = 0; k < components; k++) {
      Arguments.check(
          noise[k].length == d && loadings[k].length == d * factors,
          "component %d must have %d noise variances and %d loadings, but had %d and %d",
          k,
          d,
          d * factors,
          noise[k].length,
          loadings[k].length);
    }
    LowRankKernelParameters parameters =
        new LowRankKernelParameters(logWeights, means, noise, centre, factors);
    for (int k = 0; k < components; k++) {
      parameters.factorize(k, loadings[k], backend);
    }
    return parameters;
  }

  private void factorize(int k, double[] loadings, LinearAlgebraBackend backend) {
    int d = dimension();
    int q = factors;
    double[] weighted = new double[d * q];
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      logDeterminant += Math.log(noise[k][i]);
      for (int f = 0; f < q; f++) {
        weighted[i * q + f] = loadings[i * q + f] / noise[k][i];
      }
    }
    double[] inner = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, d, loadings, weighted, inner);
    for (int f = 0; f < q; f++) {
      inner[f * q + f] += 1;
    }
    double[] root = new double[q * q];
    int failed = backend.cholesky(q, inner, root);
    if (failed >= 0) {
      throw new GmmException("the covariance of the factors of component " + k
          + " must be positive definite, but pivot " + failed
          + " was not positive; the loadings' magnitude may be too large");
    }
    for (int f = 0; f < q; f++) {
      logDeterminant += 2 * Math.log(root[f * q + f]);
    }
    double[] inverse = new double[q * q];
    backend.invertLower(q, root, inverse);
    double[] projection = new double[q * d];
    backend.multiply(Transpose.NO, Transpose.YES, q, d, q, inverse, weighted, projection);
    System.arraycopy(inverse, 0, inverseRoots, k * q * q, q * q);
    System.arraycopy(projection, 0, projections, k * q * d, q * d);
    logCoefficients[k] = logWeights[k] - 0.5 * (d * LOG_TWO_PI + logDeterminant);
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return logWeights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return centre.length;
  }

  /** Returns the number of factors {@code q} of all components. */
  public int factors() {
    return factors;
  }

  /** Returns the {@code K} logarithms of the weights; negative infinity for a component without weight. */
  public double[] logWeights() {
    return logWeights;
  }

  /** Returns the logarithm of the sum of all weights; 0, up to rounding, for the density of a mixture. */
  public double logTotalWeight() {
    return KernelParameters.logSum(logWeights);
  }

  /** Returns the means: {@code K*d} numbers, row-major. */
  public double[] means() {
    return means;
  }

  /** Returns the diagonal of {@code Ψ} of a component: {@code d} positive numbers. */
  public double[] noise(int component) {
    return noise[component];
  }

  /**
   * Returns a point amid the components, {@code d} numbers: the mean of the mixture. A kernel may subtract it from
   * samples and means before it multiplies, so that an offset common to all of them costs no precision.
   */
  public double[] centre() {
    return centre;
  }

  /**
   * Returns the projections {@code W = L⁻¹ΛᵀΨ⁻¹} of all components, {@code K*q*d} numbers: a row-major matrix of {@code K*q} rows,
   * so that one product serves all components.
   */
  public double[] projections() {
    return projections;
  }

  /**
   * Returns {@code L⁻¹} of all components, {@code K*q*q} numbers, lower triangles: the factors expected of a sample are
   * {@code L⁻ᵀW(x - μ)}. Kernels do not need it.
   */
  public double[] inverseRoots() {
    return inverseRoots;
  }

  /**
   * Returns the weighted log-density of a component at its mean, {@code log π_k - d/2 log 2π - ½ log|Σ_k|}; negative infinity for
   * a component without weight.
   */
  public double logCoefficient(int component) {
    return logCoefficients[component];
  }
}
