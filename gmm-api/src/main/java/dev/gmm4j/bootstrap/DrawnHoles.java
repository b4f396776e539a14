package dev.gmm4j.bootstrap;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;

/** Makes holes in samples that a mixture has drawn, where other samples have them. */
final class DrawnHoles {
  private final Samples like;

  /** For each row, the weight of those up to it. */
  private final double[] until;

  private DrawnHoles(Samples like, double[] until) {
    this.like = like;
    this.until = until;
  }

  /**
   * Returns the holes of samples.
   *
   * @param weights of the rows, 0 for those of which nothing is observed; not looked at where no values may be missing
   */
  static DrawnHoles of(Samples like, double[] weights) {
    double[] until = weights.clone();
    for (int i = 1; i < until.length; i++) {
      until[i] += until[i - 1];
    }
    return new DrawnHoles(like, until);
  }

  /**
   * Returns samples of rows whose values are missing as those of the row in their place are; of weighted rows as many rows
   * have the holes of one as it weighs.
   *
   * @param rows all values; changed
   */
  Samples in(double[][] rows) {
    if (!like.mayHaveMissingValues()) {
      return Samples.of(rows);
    }
    double each = until[until.length - 1] / rows.length;
    RowBlock block = null;
    for (int i = 0; i < rows.length; i++) {
      block = like.block(BootstrapMethod.containing(until, (i + 0.5) * each), 1, block);
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = Double.isNaN(block.values()[block.offset() + j]) ? Double.NaN : rows[i][j];
      }
    }
    return Samples.of(rows).withMissingValues();
  }
}
