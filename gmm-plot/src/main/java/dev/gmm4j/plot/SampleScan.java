package dev.gmm4j.plot;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of samples one after the other, in blocks, because they need not fit into memory. */
final class SampleScan {
  private static final int BLOCK = 65_536;

  /** Is given one row that has a weight. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Visits a row.
     *
     * @param row index of the row in the samples
     * @param values an array that holds the row's numbers
     * @param offset where they start
     */
    void visit(long row, double[] values, int offset, double weight);
  }

  /** Is given one row and which component it belongs to, and how surely. */
  @FunctionalInterface
  interface ClusterVisitor {
    /**
     * Visits a row.
     *
     * @param imputed whether a number of the columns was missing, and is the mean given what is observed of the row
     */
    void visit(
        long row,
        double[] values,
        int offset,
        double weight,
        int component,
        double certainty,
        boolean imputed);
  }

  private SampleScan() {}

  /**
   * Visits all rows of positive weight, which must be finite in the given columns. Where values may be missing, rows that lack
   * one of these are passed over.
   */
  static void visit(Samples samples, int[] columns, Visitor visitor) {
    long first = 0;
    for (RowBlock block : samples.blocks(BLOCK)) {
      for (int i = 0; i < block.rows(); i++) {
        double weight = block.weight(i);
        if (weight > 0) {
          int offset = block.rowOffset(i);
          if (samples.mayHaveMissingValues() && isMissing(block.values(), offset, columns)) {
            continue;
          }
          requireFinite(block.values(), offset, columns, first + i);
          visitor.visit(first + i, block.values(), offset, weight);
        }
      }
      first += block.rows();
    }
  }

  private static boolean isMissing(double[] values, int offset, int... columns) {
    for (int column : columns) {
      if (Double.isNaN(values[offset + column])) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many rows of positive weight lack a value in some columns, but not in all. */
  static long incomplete(Samples samples, int... columns) {
    if (!samples.mayHaveMissingValues()) {
      return 0;
    }
    long incomplete = 0;
    for (RowBlock block : samples.blocks(BLOCK)) {
      for (int i = 0; i < block.rows(); i++) {
        int offset = block.rowOffset(i);
        boolean counts = block.weight(i) > 0 && isMissing(block.values(), offset, columns);
        incomplete += counts && observed(block.values(), offset, samples.dimension()) > 0 ? 1 : 0;
      }
    }
    return incomplete;
  }

  private static int observed(double[] values, int offset, int dimension) {
    int observed = 0;
    for (int j = 0; j < dimension; j++) {
      observed += Double.isNaN(values[offset + j]) ? 0 : 1;
    }
    return observed;
  }

  private static void requireFinite(double[] values, int offset, int[] columns, long row) {
    for (int column : columns) {
      if (!Double.isFinite(values[offset + column])) {
        throw new InvalidSamplesException(
            "samples must be finite, but row " + row + " column " + column + " was "
                + values[offset + column],
            row,
            column);
      }
    }
  }

  /**
   * Visits all rows of positive weight with their likeliest component or cluster, or {@link UniformNoise#LABEL}; 0, and
   * certain, without a model.
   *
   * @param imputation fills in what is missing in the given columns; null where such rows are passed over, as are those of
   *     which nothing is observed
   */
  static void visit(
      Samples samples,
      @Nullable Clustering clustering,
      @Nullable Imputation imputation,
      int[] columns,
      ClusterVisitor visitor) {
    Imputation filling = samples.mayHaveMissingValues() ? imputation : null;
    if (clustering == null && filling == null) {
      visit(
          samples,
          columns,
          (row, values, offset, weight) -> visitor.visit(row, values, offset, weight, 0, 1, false));
      return;
    }
    int d = samples.dimension();
    long first = 0;
    for (RowBlock block : samples.blocks(BLOCK)) {
      int from = block.offset();
      double[] values = Arrays.copyOfRange(block.values(), from, from + block.rows() * d);
      Samples some = Samples.of(values, d);
      Samples rows = samples.mayHaveMissingValues() ? some.withMissingValues() : some;
      double[][] responsibilities = clustering == null
          ? new double[0][]
          : responsibilities(clustering.model(), rows, values, first);
      RowBlock filled = (filling == null ? rows : filling.means(rows)).block(0, block.rows());
      for (int i = 0; i < block.rows(); i++) {
        boolean missing = isMissing(values, i * d, columns);
        boolean shown = !missing || (filling != null && observed(values, i * d, d) > 0);
        if (block.weight(i) > 0 && shown) {
          Membership membership =
              clustering == null ? Membership.NONE : Membership.of(clustering, responsibilities[i]);
          visitor.visit(
              first + i,
              filled.values(),
              filled.rowOffset(i),
              block.weight(i),
              membership.component(),
              membership.certainty(),
              missing);
        }
      }
      first += block.rows();
    }
  }

  /** The component or cluster of a row. */
  private record Membership(int component, double certainty) {
    static final Membership NONE = new Membership(0, 1);

    static Membership of(Clustering clustering, double[] responsibilities) {
      double[] probabilities = clustering.probabilities(responsibilities);
      int component = largest(probabilities);
      double certainty = probabilities[component];
      double noise =
          clustering.model().hasNoise() ? 1 - Arrays.stream(responsibilities).sum() : 0;
      return noise > certainty
          ? new Membership(UniformNoise.LABEL, noise)
          : new Membership(component, certainty);
    }
  }

  private static double[][] responsibilities(
      MixtureView model, Samples rows, double[] values, long first) {
    try {
      return model.responsibilities(rows);
    } catch (InvalidSamplesException e) {
      // Blamed by its place among all samples, not in the block.
      int d = rows.dimension();
      for (int i = 0; i < values.length / d; i++) {
        int offset = i * d;
        int[] observed = IntStream.range(0, d)
            .filter(j -> !(rows.mayHaveMissingValues() && Double.isNaN(values[offset + j])))
            .toArray();
        requireFinite(values, offset, observed, first + i);
      }
      throw e;
    }
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /** Returns the ranges of columns, of what is observed. */
  static Range[] ranges(Samples samples, int... columns) {
    Range[] ranges = new Range[columns.length];
    if (samples.mayHaveMissingValues()) {
      for (int j = 0; j < columns.length; j++) {
        ranges[j] = allRanges(samples, columns[j])[0];
      }
      return ranges;
    }
    return allRanges(samples, columns);
  }

  /** Returns the same, with what is filled in for missing values; null for nothing. */
  static Range[] ranges(Samples samples, @Nullable Imputation imputation, int... columns) {
    return imputation == null || incomplete(samples, columns) == 0
        ? ranges(samples, columns)
        : ranges(imputation.means(samples), columns);
  }

  private static Range[] allRanges(Samples samples, int... columns) {
    double[] min = new double[columns.length];
    double[] max = new double[columns.length];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    visit(samples, columns, (row, values, offset, weight) -> {
      for (int j = 0; j < columns.length; j++) {
        double value = values[offset + columns[j]];
        min[j] = Math.min(min[j], value);
        max[j] = Math.max(max[j], value);
      }
    });
    Range[] ranges = new Range[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (!(min[j] <= max[j])) {
        throw new InvalidSamplesException(
            samples.mayHaveMissingValues()
                ? "column " + columns[j] + " must have a value in some row of positive weight"
                : "weights must not all be 0");
      }
      ranges[j] = new Range(min[j], max[j]);
    }
    return ranges;
  }
}
