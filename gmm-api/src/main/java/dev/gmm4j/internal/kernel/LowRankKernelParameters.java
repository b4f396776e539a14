package dev.gmm4j.internal.kernel;

/**
 * Components whose covariances are {@code Λ_kΛ_kᵀ + Ψ_k}. Arrays are shared and not to be modified.
 *
 * @param logWeights {@code K} numbers; negative infinity for a component without weight
 * @param means {@code K*d} numbers, row-major
 * @param loadings {@code Λ_k} of each component, {@code d*q} numbers, row-major
 * @param noise the diagonal of {@code Ψ_k} of each component, {@code d} positive numbers
 * @param centre a point amid the components, {@code d} numbers, that a kernel may subtract from samples and means
 */
public record LowRankKernelParameters(
    double[] logWeights, double[] means, double[][] loadings, double[][] noise, double[] centre) {

  int components() {
    return logWeights.length;
  }

  int dimension() {
    return noise[0].length;
  }

  int factors() {
    return loadings[0].length / noise[0].length;
  }
}
