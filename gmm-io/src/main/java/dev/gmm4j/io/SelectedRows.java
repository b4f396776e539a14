package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;
import org.jspecify.annotations.Nullable;

/** Some rows of a source, in their order. */
final class SelectedRows implements RowSource {
  private static final int BLOCK = 1 << 16;

  private final RowSource source;
  private final RowSelection selection;

  SelectedRows(RowSource source, RowSelection selection) {
    this.source = source;
    this.selection = selection;
  }

  /** Returns which rows have no NaN, neither in their features nor in their weights. */
  static RowSelection whole(RowSource features, @Nullable RowSource weights) {
    RowSelection whole = new RowSelection();
    int d = features.columns();
    int block = Math.max(1, BLOCK / d);
    double[] values = new double[block * d];
    double[] ofWeights = new double[block];
    for (long first = 0; first < features.rows(); first += block) {
      int count = (int) Math.min(block, features.rows() - first);
      features.read(first, count, values);
      if (weights != null) {
        weights.read(first, count, ofWeights);
      }
      for (int i = 0; i < count; i++) {
        boolean hole = Double.isNaN(ofWeights[i]);
        for (int j = 0; j < d; j++) {
          hole |= Double.isNaN(values[i * d + j]);
        }
        whole.add(!hole);
      }
    }
    return whole.finish();
  }

  @Override
  public long rows() {
    return selection.rows();
  }

  @Override
  public int columns() {
    return source.columns();
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int d = columns();
    int done = 0;
    while (done < count) {
      long fileRow = selection.fileRow(first + done);
      int run = selection.run(fileRow, count - done);
      if (done == 0 && run == count) {
        source.read(fileRow, count, destination);
        return;
      }
      double[] piece = new double[run * d];
      source.read(fileRow, run, piece);
      System.arraycopy(piece, 0, destination, done * d, run * d);
      done += run;
    }
  }
}
