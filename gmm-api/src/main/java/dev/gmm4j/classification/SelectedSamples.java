package dev.gmm4j.classification;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;

/** Some rows of samples as samples of their own; nothing is copied but their weights. */
final class SelectedSamples implements RowSource {
  private final Samples samples;
  private final int[] rows;

  private SelectedSamples(Samples samples, int[] rows) {
    this.samples = samples;
    this.rows = rows;
  }

  /**
   * Returns some rows.
   *
   * @param rows their indices in ascending order, at least one; kept, not copied
   */
  static Samples of(Samples samples, int[] rows) {
    Samples selected = Samples.of(new SelectedSamples(samples, rows));
    if (samples.isWeighted()) {
      double[] all = samples.rowWeights();
      double[] weights = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        weights[i] = all[rows[i]];
      }
      selected = selected.weighted(weights);
    }
    return samples.mayHaveMissingValues() ? selected.withMissingValues() : selected;
  }

  @Override
  public long rows() {
    return rows.length;
  }

  @Override
  public int columns() {
    return samples.dimension();
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int d = columns();
    int done = 0;
    while (done < count) {
      int at = (int) first + done;
      int run = 1;
      while (done + run < count && rows[at + run] == rows[at] + run) {
        run++;
      }
      RowBlock block = samples.block(rows[at], run);
      System.arraycopy(block.values(), block.rowOffset(0), destination, done * d, run * d);
      done += run;
    }
  }
}
