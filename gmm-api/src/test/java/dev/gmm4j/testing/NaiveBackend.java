package dev.gmm4j.testing;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/** A backend of textbook loops, so that this module can be tested without any library. */
public final class NaiveBackend implements LinearAlgebraBackend {
  private static final int MAX_SWEEPS = 60;

  @Override
  public String id() {
    return "naive";
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
    Arrays.fill(c, 0, m * n, 0);
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        double left = transposeA == Transpose.NO ? a[i * k + l] : a[l * m + i];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += left * (transposeB == Transpose.NO ? b[l * n + j] : b[j * k + l]);
        }
      }
    }
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    Arrays.fill(gram, 0, columns * columns, 0);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        double weighted = weights[r] * a[r * columns + i];
        for (int j = 0; j <= i; j++) {
          gram[i * columns + j] += weighted * a[r * columns + j];
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        gram[j * columns + i] = gram[i * columns + j];
      }
    }
    // The contract leaves the input unspecified: make sure that nobody relies on it.
    Arrays.fill(a, 0, rows * columns, Double.NaN);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    Arrays.fill(factor, 0, n * n, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * n + j];
        for (int l = 0; l < j; l++) {
          sum -= factor[i * n + l] * factor[j * n + l];
        }
        if (i != j) {
          factor[i * n + j] = sum / factor[j * n + j];
        } else if (sum > 0) {
          factor[i * n + i] = Math.sqrt(sum);
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    solveLower(Transpose.NO, n, n, lower, identity, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    for (int step = 0; step < n; step++) {
      int i = transpose == Transpose.NO ? step : n - 1 - step;
      for (int c = 0; c < columns; c++) {
        double sum = b[i * columns + c];
        for (int done = 0; done < step; done++) {
          int l = transpose == Transpose.NO ? done : n - 1 - done;
          double entry = transpose == Transpose.NO ? lower[i * n + l] : lower[l * n + i];
          sum -= entry * x[l * columns + c];
        }
        x[i * columns + c] = sum / lower[i * n + i];
      }
    }
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    double[][] s = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      s[i] = Arrays.copyOfRange(a, i * n, (i + 1) * n);
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && rotateAll(s, v); sweep++) {
      // Each sweep visits every pair once.
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (p, q) -> Double.compare(s[p][p], s[q][q]));
    for (int j = 0; j < n; j++) {
      values[j] = s[order[j]][order[j]];
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = v[i][order[j]];
      }
    }
  }

  /** One sweep of cyclic Jacobi rotations; tells whether any was needed. */
  private static boolean rotateAll(double[][] s, double[][] v) {
    boolean rotated = false;
    for (int p = 0; p < s.length; p++) {
      for (int q = p + 1; q < s.length; q++) {
        // Of each a root: their product may be beyond the numbers.
        double size = Math.sqrt(Math.abs(s[p][p])) * Math.sqrt(Math.abs(s[q][q]));
        if (Math.abs(s[p][q]) > 1e-17 * size) {
          rotate(s, v, p, q);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private static void rotate(double[][] s, double[][] v, int p, int q) {
    double theta = (s[q][q] - s[p][p]) / (2 * s[p][q]);
    double t = Math.copySign(1 / (Math.abs(theta) + Math.hypot(theta, 1)), theta);
    double cosine = 1 / Math.hypot(t, 1);
    double sine = t * cosine;
    for (int i = 0; i < s.length; i++) {
      double ip = s[i][p];
      double iq = s[i][q];
      s[i][p] = cosine * ip - sine * iq;
      s[i][q] = sine * ip + cosine * iq;
    }
    for (int i = 0; i < s.length; i++) {
      double pi = s[p][i];
      double qi = s[q][i];
      s[p][i] = cosine * pi - sine * qi;
      s[q][i] = sine * pi + cosine * qi;
      double ip = v[i][p];
      double iq = v[i][q];
      v[i][p] = cosine * ip - sine * iq;
      v[i][q] = sine * ip + cosine * iq;
    }
    s[p][q] = 0;
    s[q][p] = 0;
  }
}
