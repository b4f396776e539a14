package dev.gmm4j.tck.internal.rules;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;

/** Eigendecompositions of symmetric matrices. */
final class EigenRules {
  private static final int[] ORDERS = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33, 64, 65, 97, 150};

  private static final String TOLERANCE =
      "16 (n + 4) ε times the largest eigenvalue: orthogonal transformations err by a small multiple of n ε ‖A‖";

  static final List<Rule> RULES = List.of(
      new Rule(
          "EIGEN-01",
          "symmetricEigen returns values and vectors with AV = V diag(values)",
          TOLERANCE,
          "vectors in rows instead of columns, and vectors that are not sorted along with the values",
          EigenRules::residuals),
      new Rule(
          "EIGEN-02",
          "symmetricEigen returns orthonormal vectors, also for equal eigenvalues",
          "16 (n + 4) ε for each number of VᵀV - I",
          "vectors that the library does not normalize, and vectors of equal eigenvalues computed one by one",
          EigenRules::orthonormality),
      new Rule(
          "EIGEN-03",
          "symmetricEigen returns eigenvalues in ascending order",
          "exact",
          "the library's own order, often descending or none",
          EigenRules::order),
      new Rule(
          "EIGEN-04",
          "symmetricEigen returns known spectra: negative, zero, equal, of low rank, and spread over 1e12",
          TOLERANCE,
          "singular values or absolute values in place of eigenvalues, thresholds that set small ones to 0, and iterations"
              + " that wait for rounding errors to vanish",
          EigenRules::spectra));

  private EigenRules() {}

  private static double bound(int n, double norm) {
    return 16 * (n + 4) * EPSILON * norm;
  }

  private static void residuals(TckContext tck) {
    for (int n : ORDERS) {
      tck.at("n=%d", n);
      double[] matrix = Matrices.positiveDefinite(tck.random(), n, 1000);
      double[] values = new double[n];
      double[] vectors = new double[n * n];
      tck.backend().symmetricEigen(n, matrix.clone(), values, vectors);
      double[] scaled = vectors.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= values[i % n];
      }
      double[] bounds = new double[n * n];
      Arrays.fill(bounds, bound(n, 1));
      tck.near("AV", Matrices.product(n, n, n, matrix, vectors).value(), scaled, bounds);
    }
  }

  private static void orthonormality(TckContext tck) {
    for (int n : ORDERS) {
      checkOrthonormal(tck, "spread", n, Matrices.positiveDefinite(tck.random(), n, 1e12));
      double[] equal = new double[n];
      Arrays.setAll(equal, i -> i % 2 + 1);
      checkOrthonormal(tck, "equal", n, Matrices.symmetric(tck.random(), n, equal));
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * n + i] = 1;
      }
      checkOrthonormal(tck, "identity", n, identity);
    }
  }

  private static void checkOrthonormal(TckContext tck, String kind, int n, double[] matrix) {
    tck.at("n=%d, %s eigenvalues", n, kind);
    double[] vectors = new double[n * n];
    tck.backend().symmetricEigen(n, matrix, new double[n], vectors);
    double[] product =
        Matrices.product(n, n, n, Matrices.transposed(vectors, n, n), vectors).value();
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    double[] bounds = new double[n * n];
    Arrays.fill(bounds, bound(n, 1));
    tck.near("VᵀV", product, identity, bounds);
  }

  private static void order(TckContext tck) {
    for (int n : ORDERS) {
      tck.at("n=%d", n);
      double[] spectrum = Matrices.uniform(tck.random(), n);
      double[] values = new double[n];
      tck.backend()
          .symmetricEigen(
              n, Matrices.symmetric(tck.random(), n, spectrum), values, new double[n * n]);
      for (int i = 0; i < n; i++) {
        tck.that(
            Double.isFinite(values[i]) && (i == 0 || values[i] >= values[i - 1]),
            "value " + i + " is " + values[i] + (i == 0 ? "" : " after " + values[i - 1]));
      }
    }
  }

  private static void spectra(TckContext tck) {
    for (int n : ORDERS) {
      double[] negative = new double[n];
      Arrays.setAll(negative, i -> (i % 3 - 1) * (1 + i / 3));
      checkSpectrum(tck, "negative, zero and equal values", negative);
      double[] spread = new double[n];
      Arrays.setAll(spread, i -> n == 1 ? 1 : Math.pow(1e12, -i / (n - 1.0)));
      checkSpectrum(tck, "values spread over 1e12", spread);
      checkSpectrum(tck, "a zero matrix", new double[n]);
      double[] lowRank = new double[n];
      Arrays.setAll(lowRank, i -> i <= n / 8 ? 1 + i : 0);
      checkSpectrum(tck, "low rank", lowRank);
      Arrays.setAll(spread, i -> 1e-12 * (i + 1));
      checkSpectrum(tck, "small values", spread);
    }
  }

  private static void checkSpectrum(TckContext tck, String kind, double[] spectrum) {
    int n = spectrum.length;
    tck.at("n=%d, %s", n, kind);
    double[] matrix = Matrices.symmetric(tck.random(), n, spectrum);
    double[] values = new double[n];
    tck.backend().symmetricEigen(n, matrix, values, new double[n * n]);
    double[] expected = spectrum.clone();
    Arrays.sort(expected);
    // Their order is the matter of another rule.
    Arrays.sort(values);
    double[] bounds = new double[n];
    Arrays.fill(bounds, bound(n, Math.max(-expected[0], expected[n - 1])));
    tck.near("values", values, expected, bounds);
  }
}
