package dev.gmm4j.cli.model;

import dev.gmm4j.cli.output.LaidOutCells;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.Dataset;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a file with values in place of those that are missing, and all else as it is. */
final class ImputedRows {
  static final String DRAW = "draw";
  static final String DEVIATION = "_sd";

  /** Rows are filled in one after the other: more at a time would be no faster. */
  private static final int BLOCK_NUMBERS = 1 << 14;

  private final Dataset dataset;
  private final int blockRows;
  private final Writer writer;
  private final StringBuilder text = new StringBuilder();
  private final LaidOutCells cells;

  ImputedRows(Dataset dataset, Writer writer) {
    this.dataset = dataset;
    this.blockRows = Math.max(1, BLOCK_NUMBERS / dataset.samples().dimension());
    this.writer = writer;
    this.cells = new LaidOutCells(text, dataset.layout());
  }

  /**
   * Writes the header, if the file has one.
   *
   * @param draws whether the number of a draw comes first
   * @param deviations whether there are standard deviations behind the columns
   */
  void writeHeader(boolean draws, boolean deviations) throws IOException {
    List<String> header = dataset.layout().header();
    if (header.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>(header);
    if (draws) {
      names.add(0, DRAW);
    } else if (dataset.layout().rowNames()) {
      // As in the file, lest the names be taken for a feature.
      names.remove(0);
    }
    if (deviations) {
      dataset.columnNames().forEach(name -> names.add(name + DEVIATION));
    }
    names.forEach(cells::append);
    cells.endLine();
    flush();
  }

  /**
   * Writes all rows.
   *
   * @param draw the number of the draw, which comes first; 0 for none
   * @param filled the samples with missing values filled in
   * @param variances the variances of what is filled in, whose roots come behind the columns; null for none
   */
  void write(int draw, Samples filled, @Nullable Samples variances) throws IOException {
    Iterator<List<String>> texts = dataset.keptCells();
    long first = 0;
    for (RowBlock block : dataset.samples().blocks(blockRows)) {
      RowBlock values = filled.block(first, block.rows());
      RowBlock spreads = variances == null ? null : variances.block(first, block.rows());
      for (int row = 0; row < block.rows(); row++) {
        if (draw > 0) {
          cells.append(Integer.toString(draw));
        }
        appendRow(texts.next(), block, values, row);
        for (int j = 0; spreads != null && j < block.dimension(); j++) {
          cells.append(Math.sqrt(spreads.values()[spreads.rowOffset(row) + j]));
        }
        cells.endLine();
      }
      first += block.rows();
      flush();
    }
  }

  private void appendRow(List<String> texts, RowBlock block, RowBlock values, int row) {
    double[] numbers = new double[texts.size()];
    boolean[] missing = new boolean[texts.size()];
    for (int j = 0; j < block.dimension(); j++) {
      int column = dataset.columnIndices().get(j);
      missing[column] = Double.isNaN(block.values()[block.rowOffset(row) + j]);
      numbers[column] = values.values()[values.rowOffset(row) + j];
    }
    for (int column = 0; column < missing.length; column++) {
      if (missing[column]) {
        cells.append(numbers[column]);
      } else {
        cells.append(texts.get(column));
      }
    }
  }

  private void flush() throws IOException {
    writer.append(text);
    text.setLength(0);
  }
}
