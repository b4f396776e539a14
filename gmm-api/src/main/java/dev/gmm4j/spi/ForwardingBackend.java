package dev.gmm4j.spi;

import java.util.Optional;

/**
 * A backend that forwards everything to another, to override some of it: to count calls, to replace an operation, or to
 * hide the other backend's own kernel.
 */
public abstract class ForwardingBackend implements LinearAlgebraBackend {
  private final LinearAlgebraBackend backend;

  /** Creates a backend that forwards to another. */
  protected ForwardingBackend(LinearAlgebraBackend backend) {
    this.backend = backend;
  }

  /** Returns the backend that is forwarded to. */
  protected final LinearAlgebraBackend backend() {
    return backend;
  }

  @Override
  public String id() {
    return backend.id();
  }

  @Override
  public void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c) {
    backend.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    backend.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    return backend.cholesky(n, a, factor);
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    backend.invertLower(n, lower, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    backend.solveLower(transpose, n, columns, lower, b, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    backend.symmetricEigen(n, a, values, vectors);
  }

  /**
   * Returns the kernel of the backend that is forwarded to, which does not call this backend's operations. Return
   * nothing to have a kernel composed of them.
   */
  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return backend.newMixtureKernel(dimension, maxComponents);
  }

  /**
   * Returns the kernel of the backend that is forwarded to, as {@link #newMixtureKernel} does.
   */
  @Override
  public Optional<StudentKernel> newStudentKernel(int dimension, int maxComponents) {
    return backend.newStudentKernel(dimension, maxComponents);
  }

  /**
   * Returns the kernel of the backend that is forwarded to, as {@link #newMixtureKernel} does.
   */
  @Override
  public Optional<LowRankKernel> newLowRankKernel(int dimension, int factors, int maxComponents) {
    return backend.newLowRankKernel(dimension, factors, maxComponents);
  }

  @Override
  public void close() {
    backend.close();
  }
}
