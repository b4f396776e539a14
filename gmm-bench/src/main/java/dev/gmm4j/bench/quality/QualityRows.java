package dev.gmm4j.bench.quality;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows to fit, and rows held out.
 *
 * @param training shape {@code n*d}
 * @param heldOut shape {@code m*d}, of the same distribution
 * @param labels the groups that the training rows were drawn from, or null where nobody knows them
 */
record QualityRows(double[][] training, double[][] heldOut, int @Nullable [] labels) {
  private static final int PARTS = 5;

  /** Holds out each fifth row, which keeps the shares of classes that real data are sorted by. */
  static QualityRows everyFifth(double[][] rows) {
    List<double[]> training = new ArrayList<>();
    List<double[]> heldOut = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      (i % PARTS == PARTS - 1 ? heldOut : training).add(rows[i]);
    }
    return new QualityRows(
        training.toArray(double[][]::new), heldOut.toArray(double[][]::new), null);
  }

  /** Returns the number of features. */
  int dimension() {
    return training[0].length;
  }
}
