package dev.gmm4j.spi;

import java.util.Optional;

/**
 * A numeric library behind a handful of dense operations (tier 1), and optionally a mixture kernel of its own (tier 2).
 *
 * <p>All matrices are row-major in {@code double[]} from index 0, without padding; arrays may be longer than the
 * matrix. The caller owns all arrays; an operation keeps none of them. Unless its description says otherwise, an
 * operation leaves its inputs as they are, and inputs and outputs are different arrays. Sizes are at least 1 and
 * numbers are finite: the caller has checked that. They may be of any scale, as 1e-290 in the covariances of samples of
 * 1e-145: no operation has absolute thresholds.
 *
 * <p>A backend is stateless as far as the caller can tell and safe to use from several threads at once. The same
 * call with the same numbers gives the same bits.
 */
public interface LinearAlgebraBackend extends AutoCloseable {

  /** Returns the id of the provider that made this backend, such as {@code ejml}. */
  String id();

  /**
   * Computes the matrix product {@code C = op(A) op(B)}.
   *
   * @param transposeA whether {@code op(A)} is the transpose of {@code a}
   * @param transposeB whether {@code op(B)} is the transpose of {@code b}
   * @param m rows of {@code op(A)} and of {@code C}
   * @param n columns of {@code op(B)} and of {@code C}
   * @param k columns of {@code op(A)} and rows of {@code op(B)}
   * @param a {@code m*k} numbers, or {@code k*m} where transposed
   * @param b {@code k*n} numbers, or {@code n*k} where transposed
   * @param c receives {@code m*n} numbers
   */
  void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c);

  /**
   * Computes the weighted Gram matrix {@code G = AᵀDA} with {@code D = diag(weights)}.
   *
   * @param rows rows of {@code A}
   * @param columns columns of {@code A}
   * @param a {@code rows*columns} numbers; the backend may overwrite them, their values afterwards are unspecified
   * @param weights {@code rows} numbers, all {@code >= 0}
   * @param gram receives {@code columns*columns} numbers, both triangles, exactly symmetric
   */
  void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram);

  /**
   * Computes the lower Cholesky factor {@code L} of a symmetric matrix {@code A = LLᵀ}.
   *
   * @param n order of the matrix
   * @param a {@code n*n} numbers; only the lower triangle need be read
   * @param factor receives {@code n*n} numbers, zeros above the diagonal; unspecified where the factorization fails
   * @return -1 if {@code A} is positive definite, else a row, from 0, whose pivot was not positive (0 where the
   *     library does not tell which)
   */
  int cholesky(int n, double[] a, double[] factor);

  /**
   * Computes the inverse of a lower triangular matrix.
   *
   * @param n order of the matrix
   * @param lower {@code n*n} numbers, zeros above and no zero on the diagonal
   * @param inverse receives {@code n*n} numbers, zeros above the diagonal
   */
  void invertLower(int n, double[] lower, double[] inverse);

  /**
   * Solves {@code LX = B} or {@code LᵀX = B} for a lower triangular {@code L}.
   *
   * @param transpose whether {@code L} is taken transposed
   * @param n order of {@code L} and rows of {@code B}
   * @param columns columns of {@code B}
   * @param lower {@code n*n} numbers, zeros above and no zero on the diagonal
   * @param b {@code n*columns} numbers
   * @param x receives {@code n*columns} numbers
   */
  void solveLower(Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x);

  /**
   * Computes the eigendecomposition {@code A = V diag(values) Vᵀ} of a symmetric matrix.
   *
   * @param n order of the matrix
   * @param a {@code n*n} numbers, symmetric
   * @param values receives {@code n} eigenvalues in ascending order
   * @param vectors receives {@code n*n} numbers; column {@code j} is a unit eigenvector of value {@code j}
   * @throws dev.gmm4j.exception.GmmException if the library finds none, which should not happen for numbers of any scale
   */
  void symmetricEigen(int n, double[] a, double[] values, double[] vectors);

  /**
   * Returns a new mixture kernel of this backend's own, to be used by one thread at a time and closed by the caller; or
   * nothing, the default, and engines compose a kernel of the operations above.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with, noise counted as
   *     one
   */
  default Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.empty();
  }

  /**
   * Returns a new kernel of this backend's own for mixtures of t distributions, to be used by one thread at a time and
   * closed by the caller; or nothing, the default, and engines compose a kernel of the operations above.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with
   */
  default Optional<StudentKernel> newStudentKernel(int dimension, int maxComponents) {
    return Optional.empty();
  }

  /**
   * Returns a new kernel of this backend's own for mixtures of factor analysers, to be used by one thread at a time and closed
   * by the caller; or nothing, the default, and engines compose a kernel of the operations above.
   *
   * @param dimension number of features {@code d} of all blocks, at least 1
   * @param factors number of factors {@code q} of all components, at least 1
   * @param maxComponents the largest number of components {@code K} that the kernel will be used with
   */
  default Optional<LowRankKernel> newLowRankKernel(int dimension, int factors, int maxComponents) {
    return Optional.empty();
  }

  /** Releases what the backend holds; backends that hold nothing need not override this. */
  @Override
  default void close() {}
}
