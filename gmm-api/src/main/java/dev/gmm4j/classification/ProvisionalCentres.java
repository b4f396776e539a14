package dev.gmm4j.classification;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;

/**
 * A point amid the rows of each component, of its first rows alone, for moments to be taken about: the mean of some, so that it
 * is not much farther from the others than they are from each other.
 */
final class ProvisionalCentres {
  private static final int ROWS = 16;

  private ProvisionalCentres() {}

  /**
   * Returns the centres, {@code K*d} numbers, row-major; 0 for a component without a row of positive weight. They are not finite
   * where rows are not.
   *
   * @param componentOf for each row the index of its component, or a negative one where it is of none
   */
  static double[] of(Samples samples, int[] componentOf, int components) {
    int d = samples.dimension();
    double[] firsts = new double[components * d];
    double[] sums = new double[components * d];
    int[] counts = new int[components];
    int complete = 0;
    for (int i = 0; i < componentOf.length && complete < components; i++) {
      int k = componentOf[i];
      if (k < 0 || counts[k] == ROWS) {
        continue;
      }
      RowBlock row = samples.block(i, 1);
      if (row.weight(0) > 0) {
        if (counts[k] == 0) {
          System.arraycopy(row.values(), row.rowOffset(0), firsts, k * d, d);
        }
        for (int j = 0; j < d; j++) {
          // From the first row: equal numbers have a mean that is exactly theirs.
          sums[k * d + j] += row.values()[row.rowOffset(0) + j] - firsts[k * d + j];
        }
        complete += ++counts[k] == ROWS ? 1 : 0;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      firsts[i] += sums[i] / Math.max(1, counts[i / d]);
    }
    return firsts;
  }
}
