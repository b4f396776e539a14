package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Products of large matrices, block by block so that what is read again and again is still in a cache: a block of B in
 * the third, one of A in the second, and a panel of B in the first (Goto and van de Geijn 2008).
 */
public final class PanelProduct {
  /** RowCombinations of A in a block; a multiple of the rows of a tile. */
  public static final int BLOCK_ROWS = 96;

  /** Inner indices in a block. */
  public static final int BLOCK_DEPTH = 256;

  /** Columns of B in a block; a multiple of the columns of a tile. */
  public static final int BLOCK_COLUMNS = 1024;

  /** Which numbers of a product are wanted. */
  enum Part {
    ALL,
    /** Those on and below the diagonal; some of those above are computed as well. */
    LOWER_TRIANGLE
  }

  private final Operand a;
  private final Operand b;
  private final double @Nullable [] weights;
  private final Part part;

  /** The product of a tile at the edge of C, which is larger than what C has of it. */
  private final double[] edge = new double[ProductTile.ROWS * ProductTile.COLUMNS];

  private PanelProduct(Operand a, Operand b, double @Nullable [] weights, Part part) {
    this.a = a;
    this.b = b;
    this.weights = weights;
    this.part = part;
  }

  /** Prepares {@code AB}. */
  public static PanelProduct of(Operand a, Operand b) {
    return new PanelProduct(a, b, null, Part.ALL);
  }

  /** Prepares the lower triangle of {@code AᵀDA} with {@code D = diag(weights)}. */
  public static PanelProduct gram(Operand a, double[] weights) {
    return new PanelProduct(a.transposed(), a, weights, Part.LOWER_TRIANGLE);
  }

  /**
   * Adds the product to a matrix of {@code m*n} numbers.
   *
   * @param k the number of columns of A and rows of B
   * @param offset where the matrix begins in {@code c}
   * @param stride the distance between its rows
   */
  public void addTo(double[] c, int offset, int stride, int m, int n, int k) {
    int maxDepth = Math.min(k, BLOCK_DEPTH);
    double[] left = new double[roundUp(Math.min(m, BLOCK_ROWS), ProductTile.ROWS) * maxDepth];
    double[] right =
        new double[roundUp(Math.min(n, BLOCK_COLUMNS), ProductTile.COLUMNS) * maxDepth];
    for (int j = 0; j < n; j += BLOCK_COLUMNS) {
      int columns = Math.min(n - j, BLOCK_COLUMNS);
      int firstRow = part == Part.ALL ? 0 : j / BLOCK_ROWS * BLOCK_ROWS;
      for (int l = 0; l < k; l += BLOCK_DEPTH) {
        int depth = Math.min(k - l, BLOCK_DEPTH);
        OperandPacking.packRight(b.from(l, j), columns, depth, right);
        for (int i = firstRow; i < m; i += BLOCK_ROWS) {
          int rows = Math.min(m - i, BLOCK_ROWS);
          OperandPacking.packLeft(a.from(i, l), rows, depth, left);
          if (weights != null) {
            OperandPacking.weigh(rows, depth, weights, l, left);
          }
          // On the diagonal of C, i = j; where its block begins there, this is how far it is below.
          int below = part == Part.ALL ? n : i - j;
          addBlock(left, right, rows, columns, depth, c, offset + i * stride + j, stride, below);
        }
      }
    }
  }

  private void addBlock(
      double[] left,
      double[] right,
      int rows,
      int columns,
      int depth,
      double[] c,
      int offset,
      int stride,
      int below) {
    for (int j = 0; j < columns; j += ProductTile.COLUMNS) {
      int width = Math.min(ProductTile.COLUMNS, columns - j);
      for (int i = 0; i < rows; i += ProductTile.ROWS) {
        int height = Math.min(ProductTile.ROWS, rows - i);
        if (below + i + height <= j) {
          continue;
        }
        int to = offset + i * stride + j;
        if (height == ProductTile.ROWS && width == ProductTile.COLUMNS) {
          ProductTile.add(depth, left, i * depth, right, j * depth, c, to, stride);
        } else {
          Arrays.fill(edge, 0);
          ProductTile.add(depth, left, i * depth, right, j * depth, edge, 0, ProductTile.COLUMNS);
          addEdge(height, width, c, to, stride);
        }
      }
    }
  }

  private void addEdge(int height, int width, double[] c, int offset, int stride) {
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        c[offset + i * stride + j] += edge[i * ProductTile.COLUMNS + j];
      }
    }
  }

  private static int roundUp(int number, int unit) {
    return (number + unit - 1) / unit * unit;
  }
}
