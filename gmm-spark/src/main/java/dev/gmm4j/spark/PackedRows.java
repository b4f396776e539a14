package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Some rows of a partition in one array, as kernels read them: what is cached on the cluster. */
final class PackedRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] values;
  private final double @Nullable [] weights;
  private final int rows;
  private final int dimension;
  private final int label;
  private final @Nullable String problem;

  private PackedRows(
      double[] values,
      double @Nullable [] weights,
      int rows,
      int dimension,
      int label,
      @Nullable String problem) {
    this.values = values;
    this.weights = weights;
    this.rows = rows;
    this.dimension = dimension;
    this.label = label;
    this.problem = problem;
  }

  /** Returns rows of so many numbers, row-major; arrays are kept. */
  static PackedRows of(double[] values, double @Nullable [] weights, int rows, int dimension) {
    return ofClass(0, values, weights, rows, dimension);
  }

  /** Returns rows of one class, from 0; arrays are kept. */
  static PackedRows ofClass(
      int label, double[] values, double @Nullable [] weights, int rows, int dimension) {
    return new PackedRows(values, weights, rows, dimension, label, null);
  }

  /** Returns what stands for rows that cannot be read. */
  static PackedRows unreadable(String problem) {
    return new PackedRows(new double[0], null, 0, 0, 0, problem);
  }

  /** Returns why the rows cannot be read, or null if they can. */
  @Nullable
  String problem() {
    return problem;
  }

  int rows() {
    return rows;
  }

  int dimension() {
    return dimension;
  }

  /** Returns the class of the rows; 0 where classes are not known. */
  int label() {
    return label;
  }

  double[] values() {
    return values;
  }

  double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Returns the rows for a kernel; a view. */
  RowBlock block() {
    return new RowBlock(values, 0, rows, dimension, weights);
  }
}
