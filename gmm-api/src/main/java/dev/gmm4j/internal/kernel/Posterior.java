package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import java.util.Arrays;

/**
 * The numbers of one block's samples for the components, component-major: first their weighted log-densities, then the
 * responsibilities made of them, then those times the samples' weights.
 */
final class Posterior {
  /** Below this {@code exp} is 0 in double arithmetic. */
  private static final double UNDERFLOW = -746;

  private final double[] values;
  private final double[] logDensities;
  private final double[] scratch;
  private int rows;
  private int components;

  Posterior(int maxComponents, int blockRows) {
    this.values = new double[maxComponents * blockRows];
    this.logDensities = new double[blockRows];
    this.scratch = new double[blockRows];
  }

  /** Starts a block; returns the array to write {@code K*rows} weighted log-densities to. */
  double[] begin(int newRows, int newComponents) {
    rows = newRows;
    components = newComponents;
    return values;
  }

  /** Returns the current values, component-major. */
  double[] values() {
    return values;
  }

  /** Turns weighted log-densities into responsibilities and log-densities of the mixture, by log-sum-exp. */
  void normalize() {
    maximum(logDensities);
    Arrays.fill(scratch, 0, rows, 0);
    for (int k = 0; k < components; k++) {
      int from = k * rows;
      for (int i = 0; i < rows; i++) {
        double exponent = values[from + i] - logDensities[i];
        double density = exponent < UNDERFLOW ? 0 : Math.exp(exponent);
        values[from + i] = density;
        scratch[i] += density;
      }
    }
    for (int i = 0; i < rows; i++) {
      logDensities[i] += Math.log(scratch[i]);
      scratch[i] = 1 / scratch[i];
    }
    for (int k = 0; k < components; k++) {
      int from = k * rows;
      for (int i = 0; i < rows; i++) {
        values[from + i] *= scratch[i];
      }
    }
  }

  /** Turns weighted log-densities into whole assignments to the likeliest component. */
  void assignHard() {
    for (int i = 0; i < rows; i++) {
      int best = likeliest(i);
      logDensities[i] = values[best * rows + i];
      for (int k = 0; k < components; k++) {
        values[k * rows + i] = k == best ? 1 : 0;
      }
    }
  }

  /** Takes responsibilities given row-major. */
  void take(double[] responsibilities, int newRows, int newComponents) {
    rows = newRows;
    components = newComponents;
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < components; k++) {
        values[k * rows + i] = responsibilities[i * components + k];
      }
    }
    Arrays.fill(logDensities, 0, rows, 0);
  }

  /** Multiplies responsibilities by the samples' weights; returns the block's weighted log-likelihood. */
  double weigh(RowBlock block) {
    double[] weights = block.weights();
    double logLikelihood = 0;
    if (weights == null) {
      for (int i = 0; i < rows; i++) {
        logLikelihood += logDensities[i];
      }
      return logLikelihood;
    }
    for (int i = 0; i < rows; i++) {
      logLikelihood += weights[i] * logDensities[i];
    }
    for (int k = 0; k < components; k++) {
      int from = k * rows;
      for (int i = 0; i < rows; i++) {
        values[from + i] *= weights[i];
      }
    }
    return logLikelihood;
  }

  void copyLogDensities(double[] destination) {
    System.arraycopy(logDensities, 0, destination, 0, rows);
  }

  void copyResponsibilities(double[] destination) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < components; k++) {
        destination[i * components + k] = values[k * rows + i];
      }
    }
  }

  void copyLabels(int[] labels) {
    for (int i = 0; i < rows; i++) {
      labels[i] = likeliest(i);
    }
  }

  private int likeliest(int row) {
    int best = 0;
    for (int k = 1; k < components; k++) {
      if (values[k * rows + row] > values[best * rows + row]) {
        best = k;
      }
    }
    return best;
  }

  private void maximum(double[] maxima) {
    System.arraycopy(values, 0, maxima, 0, rows);
    for (int k = 1; k < components; k++) {
      int from = k * rows;
      for (int i = 0; i < rows; i++) {
        maxima[i] = Math.max(maxima[i], values[from + i]);
      }
    }
  }
}
