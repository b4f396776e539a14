package dev.gmm4j.data;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.exception.InvalidSamplesException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples to fit or evaluate a mixture on: rows of {@code d} numbers, and optionally a weight for each row.
 *
 * <p>A weight is a frequency: a row of weight 2 is the same as the row twice, a row of weight 0 the same as no row.
 * Multiplying all weights by a positive constant changes no fitted parameter, but the total weight is the number of
 * samples of criteria such as BIC, of priors and of bootstraps. Weights that are meant relative to each other, such as
 * those that sum to 1, need {@link #withNormalizedWeights} there.
 *
 * <p>Arrays are not copied, and must not change while the samples are in use. Values are checked when they are used:
 * fitting and evaluating refuse NaN and infinities with an {@link InvalidSamplesException} that names row and column.
 */
public final class Samples {
  private final RowSource rows;
  private final @Nullable RowSource weights;
  private final boolean mayMiss;

  private Samples(RowSource rows, @Nullable RowSource weights, boolean mayMiss) {
    this.rows = rows;
    this.weights = weights;
    this.mayMiss = mayMiss;
  }

  /**
   * Returns samples over an array of rows.
   *
   * @param rows one array a sample, all of the same length, at least one row and one column
   * @throws InvalidSamplesException if there is no row, or a row is empty or differs in length from the first
   */
  public static Samples of(double[][] rows) {
    notNull("rows", rows);
    if (rows.length == 0) {
      throw new InvalidSamplesException("samples must have at least 1 row, but had 0");
    }
    int columns = notNull("rows[0]", rows[0]).length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == null || rows[i].length != columns) {
        notNull("rows[" + i + "]", rows[i]);
        throw new InvalidSamplesException("rows must have equal length, but row " + i + " has "
            + rows[i].length + " and row 0 has " + columns);
      }
    }
    return of(new NestedRows(rows, columns));
  }

  /**
   * Returns samples over one array.
   *
   * @param rowMajor {@code n*d} numbers, row-major
   * @param dimension the number of columns {@code d}, at least 1
   * @throws IllegalArgumentException if {@code dimension < 1}
   * @throws InvalidSamplesException if the array is empty or its length is not a multiple of {@code dimension}
   */
  public static Samples of(double[] rowMajor, int dimension) {
    checkLength(notNull("rowMajor", rowMajor).length, dimension);
    return of(new ArrayRows(rowMajor, dimension));
  }

  /**
   * Returns samples over one array of single precision, half the size of one of doubles. All computations are in double
   * precision, on blocks of rows that are widened in each pass: the results are those of the same numbers as doubles.
   *
   * @param rowMajor {@code n*d} numbers, row-major
   * @param dimension the number of columns {@code d}, at least 1
   * @throws IllegalArgumentException if {@code dimension < 1}
   * @throws InvalidSamplesException if the array is empty or its length is not a multiple of {@code dimension}
   */
  public static Samples of(float[] rowMajor, int dimension) {
    checkLength(notNull("rowMajor", rowMajor).length, dimension);
    return of(new FloatRows(rowMajor, dimension));
  }

  private static void checkLength(int length, int dimension) {
    atLeast("dimension", dimension, 1);
    if (length % dimension != 0) {
      throw new InvalidSamplesException("rowMajor must hold a multiple of dimension = " + dimension
          + " numbers, but held " + length);
    }
  }

  /**
   * Returns samples over any source of rows.
   *
   * @throws InvalidSamplesException if the source has no row or no column
   */
  public static Samples of(RowSource rows) {
    notNull("rows", rows);
    if (rows.rows() < 1) {
      throw new InvalidSamplesException("samples must have at least 1 row, but had " + rows.rows());
    }
    if (rows.columns() < 1) {
      throw new InvalidSamplesException(
          "samples must have at least 1 column, but had " + rows.columns());
    }
    return new Samples(rows, null, false);
  }

  /**
   * Returns the same rows with a weight for each.
   *
   * @param weights one finite number {@code >= 0} for each row, not all of them 0
   * @throws InvalidSamplesException if the number of weights is not the number of rows, or a weight is NaN, infinite or
   *     negative
   */
  public Samples weighted(double[] weights) {
    notNull("weights", weights);
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new InvalidSamplesException(
            "weights must be finite and >= 0, but that of row " + i + " was " + weights[i], i, -1);
      }
    }
    return weighted(new ArrayRows(weights, 1));
  }

  /**
   * Returns the same rows with a weight for each, read from a source of one column. Weights are checked when they are
   * used.
   *
   * @throws InvalidSamplesException if the number of weights is not the number of rows
   */
  public Samples weighted(RowSource weights) {
    notNull("weights", weights);
    check(weights.columns() == 1, "weights must have 1 column, but had %d", weights.columns());
    if (weights.rows() != count()) {
      throw new InvalidSamplesException(
          "weights must be as many as rows = " + count() + ", but were " + weights.rows());
    }
    return new Samples(rows, weights, mayMiss);
  }

  /**
   * Returns the same rows with their weights scaled so that they sum to the number of rows of positive weight: each is
   * divided by the mean of the positive ones. For weights that are no frequencies but tell how much rows count relative to
   * each other.
   *
   * <p>The mean is rounded once, and so is each quotient: weights that are all the same become exactly 1, others sum to the
   * number of rows to within rounding, and those of 0 stay 0. Weights are read once now, and divided whenever they are
   * read; nothing is copied. Samples without weights are returned as they are.
   *
   * @throws InvalidSamplesException if a weight is NaN, infinite, negative or above 1e145, or all are 0
   */
  public Samples withNormalizedWeights() {
    if (weights == null) {
      return this;
    }
    return new Samples(rows, new DividedWeights(weights, weightSummary().mean()), mayMiss);
  }

  /**
   * Returns how many rows have positive weight, and how much they weigh together; {@code n} rows of weight 1 where rows
   * carry none. Reads all weights.
   *
   * @throws InvalidSamplesException if a weight is NaN, infinite, negative or above 1e145, or all are 0
   */
  public WeightSummary weightSummary() {
    return weights == null
        ? new WeightSummary(count(), (double) count(), 1)
        : WeightSum.of(weights);
  }

  /**
   * Returns the same rows with NaN taken for values that are missing at random (Rubin 1976): that a value is missing may
   * depend on what is observed, but not on the value itself. Mixtures are then fitted and evaluated by what is observed of
   * each row. Infinities, and NaN in weights, are refused all the same.
   *
   * <p>A row of which nothing is observed is no row to a fit; its log-density is 0, and its responsibilities are the
   * mixing weights. Samples without NaN give the same bits as without this.
   */
  public Samples withMissingValues() {
    return mayMiss ? this : new Samples(rows, weights, true);
  }

  /** Tells whether NaN is a value that is missing, and not an error. */
  public boolean mayHaveMissingValues() {
    return mayMiss;
  }

  /** Returns the number of rows {@code n}, those of weight 0 included. */
  public long count() {
    return rows.rows();
  }

  /** Returns the number of columns {@code d}. */
  public int dimension() {
    return rows.columns();
  }

  /** Tells whether rows carry weights. */
  public boolean isWeighted() {
    return weights != null;
  }

  /**
   * Returns the weight of each row, {@code n} numbers; ones where rows carry none.
   *
   * @throws ArithmeticException if there are more rows than an array holds
   */
  public double[] rowWeights() {
    double[] all = new double[Math.toIntExact(count())];
    if (weights == null) {
      Arrays.fill(all, 1);
    } else {
      weights.read(0, all.length, all);
    }
    return all;
  }

  /**
   * Returns consecutive rows as one block; a view where the rows lie in one array, else a copy.
   *
   * @param first index of the first row, from 0
   * @param count number of rows, at least 1, with {@code first + count <= count()}
   */
  public RowBlock block(long first, int count) {
    return block(first, count, null);
  }

  /**
   * Returns consecutive rows as one block, in the arrays of an earlier block where they are large enough.
   *
   * @param first index of the first row, from 0
   * @param count number of rows, at least 1, with {@code first + count <= count()}
   * @param reuse a block that these samples gave before and whose rows are no longer needed, or null
   */
  public RowBlock block(long first, int count, @Nullable RowBlock reuse) {
    int d = dimension();
    double[] blockWeights = null;
    if (weights != null) {
      blockWeights = recycled(reuse == null ? null : reuse.weights(), count);
      weights.read(first, count, blockWeights);
    }
    if (rows instanceof ArrayRows array) {
      return new RowBlock(array.values(), Math.toIntExact(first * d), count, d, blockWeights);
    }
    double[] values = recycled(reuse == null ? null : reuse.values(), Math.multiplyExact(count, d));
    rows.read(first, count, values);
    return new RowBlock(values, 0, count, d, blockWeights);
  }

  /**
   * Returns all rows as consecutive blocks of so many rows, the last one of those that are left.
   *
   * <p>A block is read when an iterator reaches it, and overwrites the arrays of the one before, which must not be used
   * any more. Each iterator reads all rows again, into arrays of its own. Blocks do not know their place: the index of
   * a block's first row is the sum of {@link RowBlock#rows} of those before.
   *
   * @param rows number of rows of each block but the last, at least 1
   * @throws IllegalArgumentException if {@code rows < 1}
   */
  public Iterable<RowBlock> blocks(int rows) {
    atLeast("rows", rows, 1);
    return () -> new BlockIterator(this, rows);
  }

  /** Tells whether the rows lie in the heap, so that nothing is gained by keeping copies of blocks. */
  public boolean isInMemory() {
    return rows.isInMemory();
  }

  /** Returns the shape, and whether there are weights; no rows are read. */
  @Override
  public String toString() {
    return "Samples[rows=" + count() + ", columns=" + dimension() + ", weighted=" + isWeighted()
        + "]";
  }

  private static double[] recycled(double @Nullable [] array, int length) {
    return array != null && array.length >= length ? array : new double[length];
  }
}
