package dev.gmm4j.spark;

import dev.gmm4j.internal.incomplete.RowCompletion;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Rows of a partition that are brought to the driver. */
final class ChosenRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] values;
  private final double[] weights;

  private ChosenRows(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
  }

  /**
   * Picks rows where the partition is.
   *
   * @param chosen indices among the rows of positive weight, ascending
   * @param mayMiss whether rows of which nothing is observed are no rows
   */
  static ChosenRows of(Iterator<PackedRows> blocks, int[] chosen, int dimension, boolean mayMiss) {
    double[] values = new double[chosen.length * dimension];
    double[] weights = new double[chosen.length];
    int picked = 0;
    int index = 0;
    while (picked < chosen.length) {
      PackedRows block = blocks.next();
      for (int i = 0; i < block.rows() && picked < chosen.length; i++) {
        boolean isNothing = mayMiss && RowCompletion.isUnobserved(block.block(), i);
        if (!(block.weight(i) > 0) || isNothing) {
          continue;
        }
        if (index == chosen[picked]) {
          System.arraycopy(block.values(), i * dimension, values, picked * dimension, dimension);
          weights[picked] = block.weight(i);
          picked++;
        }
        index++;
      }
    }
    return new ChosenRows(values, weights);
  }

  /** Returns the values of all, row-major. */
  static double[] values(List<ChosenRows> parts) {
    return parts.stream()
        .map(part -> part.values)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** Returns the weights of all. */
  static double[] weights(List<ChosenRows> parts) {
    return parts.stream()
        .map(part -> part.weights)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }
}
