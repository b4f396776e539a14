package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares a factorization, a triangular solve, an inverse and products of order 40 with textbook loops.
 *
 * <p>OpenBLAS 0.3.19, which ND4J asks for, is silently wrong on processors with AVX-512: triangular solves from order 8,
 * factorizations from order 33.
 */
final class NumericProbe {
  private static final int ORDER = 40;
  // The matrix's condition number is about 20, so that all errors are a few units of 1e-15.
  private static final double TOLERANCE = 1e-12;

  private final LinearAlgebraBackend backend;

  private NumericProbe(LinearAlgebraBackend backend) {
    this.backend = backend;
  }

  /**
   * Tests a backend.
   *
   * @throws WrongResultException naming the operation that is wrong
   */
  static void run(LinearAlgebraBackend backend) {
    new NumericProbe(backend).run();
  }

  private void run() {
    double[] matrix = positiveDefinite();
    double[] lower = textbookFactor(matrix);
    double[] result = new double[ORDER * ORDER];

    int failed = backend.cholesky(ORDER, matrix, result);
    if (failed >= 0) {
      throw wrong("the Cholesky factorization", "it refuses a positive definite matrix");
    }
    check("the Cholesky factorization", result, lower);

    backend.solveLower(Transpose.NO, ORDER, ORDER, lower, matrix, result);
    check("the triangular solve", result, transposed(lower));

    backend.invertLower(ORDER, lower, result);
    check("the triangular inverse", textbookProduct(lower, result), identity());

    backend.multiply(Transpose.NO, Transpose.YES, ORDER, ORDER, ORDER, lower, lower, result);
    check("the matrix product", result, matrix);

    double[] ones = new double[ORDER];
    Arrays.fill(ones, 1);
    backend.weightedGram(ORDER, ORDER, transposed(lower), ones, result);
    check("the Gram matrix", result, matrix);
  }

  private static void check(String operation, double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      // Written so that an error that is not a number counts.
      if (!(error <= TOLERANCE)) {
        throw wrong(
            operation,
            String.format(Locale.ROOT, "entry %d, %d is off by %.1e", i / ORDER, i % ORDER, error));
      }
    }
  }

  private static WrongResultException wrong(String operation, String how) {
    return new WrongResultException("OpenBLAS gets " + operation + " of order " + ORDER + " wrong ("
        + how
        + "): its build is broken on this processor, as that of 0.3.19, which ND4J asks for, is with AVX-512; "
        + "use org.bytedeco:openblas in the version of gmm-backend-nd4j");
  }

  /** Returns a matrix with falling correlations, as of neighbouring measurements. */
  private static double[] positiveDefinite() {
    double[] matrix = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        matrix[i * ORDER + j] = Math.pow(0.6, Math.abs(i - j));
      }
    }
    return matrix;
  }

  private static double[] textbookFactor(double[] a) {
    double[] lower = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * ORDER + j];
        for (int l = 0; l < j; l++) {
          sum -= lower[i * ORDER + l] * lower[j * ORDER + l];
        }
        lower[i * ORDER + j] = i == j ? Math.sqrt(sum) : sum / lower[j * ORDER + j];
      }
    }
    return lower;
  }

  private static double[] textbookProduct(double[] a, double[] b) {
    double[] product = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER; i++) {
      for (int l = 0; l < ORDER; l++) {
        for (int j = 0; j < ORDER; j++) {
          product[i * ORDER + j] += a[i * ORDER + l] * b[l * ORDER + j];
        }
      }
    }
    return product;
  }

  private static double[] transposed(double[] a) {
    double[] transposed = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        transposed[j * ORDER + i] = a[i * ORDER + j];
      }
    }
    return transposed;
  }

  private static double[] identity() {
    double[] identity = new double[ORDER * ORDER];
    for (int i = 0; i < ORDER; i++) {
      identity[i * ORDER + i] = 1;
    }
    return identity;
  }
}
