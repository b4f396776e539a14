package dev.gmm4j.backend.nd4j;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.Transpose;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that assumes that ND4J's arrays lie in the processor's memory and that OpenBLAS works on them, as with nd4j-native.
 *
 * <p>OpenBLAS is called directly for what ND4J 1.0.0-M2.1 gets wrong: its {@code syrk} looks at one row only, its
 * {@code trsm} assumes square matrices, its {@code cholesky} refuses sound matrices whose determinant is tiny. Calls that
 * take arrays of Java copy them; they are for matrices of the size of a covariance.
 */
final class OpenBlas {
  private static final byte UPPER = 'U';
  private static final byte NON_UNIT = 'N';
  private static final byte WITH_VECTORS = 'V';

  /** Up to this order OpenBLAS has a kernel for general products that beats the symmetric one's half of the work. */
  private static final int SMALL_ORDER = 32;

  private OpenBlas() {}

  /** Sets the number of threads of one call, for the whole process. */
  static void setThreads(int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** Tells whether an array's numbers lie where OpenBLAS can see them. */
  static boolean sees(INDArray array) {
    return array.data().pointer() instanceof DoublePointer;
  }

  /** Copies numbers to the beginning of an array's memory. */
  static void write(double[] numbers, int length, INDArray to) {
    pointer(to).put(numbers, 0, length);
  }

  /** Copies numbers from the beginning of an array's memory. */
  static void read(INDArray from, double[] numbers, int length) {
    pointer(from).get(numbers, 0, length);
  }

  /** Computes {@code AᵀA}, both row-major; above the diagonal the result is unspecified. */
  static void gram(int rows, int columns, INDArray a, INDArray gram) {
    DoublePointer matrix = pointer(a);
    if (columns <= SMALL_ORDER) {
      openblas_nolapack.cblas_dgemm(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasTrans,
          openblas_nolapack.CblasNoTrans,
          columns,
          columns,
          rows,
          1,
          matrix,
          columns,
          matrix,
          columns,
          0,
          pointer(gram),
          columns);
    } else {
      openblas_nolapack.cblas_dsyrk(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasLower,
          openblas_nolapack.CblasTrans,
          columns,
          rows,
          1,
          matrix,
          columns,
          0,
          pointer(gram),
          columns);
    }
  }

  /**
   * Replaces the lower triangle of a row-major matrix by its Cholesky factor; returns -1 or the row that failed.
   *
   * <p>Lower and row-major is upper and column-major, which LAPACK takes without a copy.
   */
  static int cholesky(int n, double[] a) {
    int info = openblas.LAPACKE_dpotrf(openblas.LAPACK_COL_MAJOR, UPPER, n, a, n);
    checkArguments("dpotrf", info);
    return info - 1;
  }

  /** Replaces a row-major lower triangular matrix by its inverse. */
  static void invertLower(int n, double[] lower) {
    int info = openblas.LAPACKE_dtrtri(openblas.LAPACK_COL_MAJOR, UPPER, NON_UNIT, n, lower, n);
    checkArguments("dtrtri", info);
    if (info > 0) {
      throw new GmmException(
          "the triangular matrix has a zero on the diagonal, in row " + (info - 1));
    }
  }

  /** Replaces {@code B} by the solution of {@code LX = B} or {@code LᵀX = B}, all row-major. */
  static void solveLower(Transpose transpose, int n, int columns, double[] lower, double[] b) {
    openblas_nolapack.cblas_dtrsm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasLeft,
        openblas_nolapack.CblasLower,
        transpose == Transpose.NO ? openblas_nolapack.CblasNoTrans : openblas_nolapack.CblasTrans,
        openblas_nolapack.CblasNonUnit,
        n,
        columns,
        1,
        lower,
        n,
        b,
        columns);
  }

  /** Replaces a symmetric matrix by its eigenvectors, one in each row; eigenvalues ascend. */
  static void symmetricEigen(int n, double[] a, double[] values) {
    int info =
        openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, WITH_VECTORS, UPPER, n, a, n, values);
    checkArguments("dsyevd", info);
    if (info > 0) {
      throw new GmmException(
          "LAPACK found no eigendecomposition of a symmetric matrix of order " + n);
    }
  }

  private static void checkArguments(String routine, int info) {
    if (info < 0) {
      throw new GmmException(
          "LAPACK's " + routine + " refuses its argument " + -info + ": a number is not finite");
    }
  }

  private static DoublePointer pointer(INDArray array) {
    return (DoublePointer) array.data().pointer();
  }
}
