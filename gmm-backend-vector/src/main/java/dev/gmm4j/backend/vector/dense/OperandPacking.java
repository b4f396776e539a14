package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;

/** Copies operands into panels, the form in which {@link ProductTile} reads them one number after the other. */
final class OperandPacking {
  private OperandPacking() {}

  /** Copies some rows of the left operand into panels of {@link ProductTile#ROWS} rows; rows that the last lacks are 0. */
  static void packLeft(Operand a, int rows, int depth, double[] panels) {
    pack(a, rows, depth, ProductTile.ROWS, panels);
  }

  /** Copies some columns of the right operand into panels of {@link ProductTile#COLUMNS}; columns that the last lacks are 0. */
  static void packRight(Operand b, int columns, int depth, double[] panels) {
    pack(b.transposed(), columns, depth, ProductTile.COLUMNS, panels);
  }

  /** Multiplies the numbers of each inner index in panels of the left operand by its weight. */
  static void weigh(int rows, int depth, double[] weights, int firstWeight, double[] panels) {
    int width = ProductTile.ROWS;
    for (int row = 0; row < rows; row += width) {
      for (int l = 0; l < depth; l++) {
        double weight = weights[firstWeight + l];
        int from = row * depth + l * width;
        for (int i = from; i < from + width; i++) {
          panels[i] *= weight;
        }
      }
    }
  }

  private static void pack(Operand x, int rows, int depth, int width, double[] panels) {
    double[] values = x.values();
    for (int row = 0; row < rows; row += width) {
      int to = row * depth;
      int height = Math.min(width, rows - row);
      if (height < width) {
        Arrays.fill(panels, to, to + width * depth, 0);
      }
      if (x.rowStride() == 1) {
        for (int l = 0; l < depth; l++) {
          System.arraycopy(values, x.index(row, l), panels, to + l * width, height);
        }
      } else {
        for (int i = 0; i < height; i++) {
          int from = x.index(row + i, 0);
          for (int l = 0; l < depth; l++) {
            panels[to + l * width + i] = values[from + l];
          }
        }
      }
    }
  }
}
