package dev.gmm4j.tck.internal.oracle;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.Comparator;

/** The dense operations as textbooks give them: slow and plain. A yardstick, never a backend to be chosen. */
public final class TextbookBackend implements LinearAlgebraBackend {
  private static final int MAX_SWEEPS = 60;

  private final String id;

  /** Creates a backend. */
  public TextbookBackend(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          double left = transposeA == Transpose.NO ? a[i * k + l] : a[l * m + i];
          double right = transposeB == Transpose.NO ? b[l * n + j] : b[j * k + l];
          sum += left * right;
        }
        c[i * n + j] = sum;
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
        if (i > j) {
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
      for (int j = 0; j < columns; j++) {
        double sum = b[i * columns + j];
        if (transpose == Transpose.NO) {
          for (int l = 0; l < i; l++) {
            sum -= lower[i * n + l] * x[l * columns + j];
          }
        } else {
          for (int l = i + 1; l < n; l++) {
            sum -= lower[l * n + i] * x[l * columns + j];
          }
        }
        x[i * columns + j] = sum / lower[i * n + i];
      }
    }
  }

  /** Cyclic Jacobi rotations (Golub and Van Loan, section 8.5). */
  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    double[] work = Arrays.copyOf(a, n * n);
    double[] rotated = new double[n * n];
    for (int i = 0; i < n; i++) {
      rotated[i * n + i] = 1;
    }
    boolean changed = true;
    for (int sweep = 0; sweep < MAX_SWEEPS && changed; sweep++) {
      changed = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          changed |= rotate(n, work, rotated, p, q);
        }
      }
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> work[i * n + i]));
    for (int j = 0; j < n; j++) {
      values[j] = work[order[j] * n + order[j]];
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = rotated[i * n + order[j]];
      }
    }
  }

  private static boolean rotate(int n, double[] work, double[] vectors, int p, int q) {
    double apq = work[p * n + q];
    double scale = Math.abs(work[p * n + p]) + Math.abs(work[q * n + q]);
    if (Math.abs(apq) <= 0x1p-54 * scale || apq == 0) {
      return false;
    }
    double theta = (work[q * n + q] - work[p * n + p]) / (2 * apq);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int i = 0; i < n; i++) {
      rotate(work, i * n + p, i * n + q, c, s);
      rotate(vectors, i * n + p, i * n + q, c, s);
    }
    for (int i = 0; i < n; i++) {
      rotate(work, p * n + i, q * n + i, c, s);
    }
    work[p * n + q] = 0;
    work[q * n + p] = 0;
    return true;
  }

  private static void rotate(double[] values, int first, int second, double c, double s) {
    double x = values[first];
    double y = values[second];
    values[first] = c * x - s * y;
    values[second] = s * x + c * y;
  }
}
