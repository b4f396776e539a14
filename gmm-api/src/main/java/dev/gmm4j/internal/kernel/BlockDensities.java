package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;

/**
 * The densities of many samples: the same bits as {@link SampleDensities} has of each by itself, but distances are
 * computed several times as fast, because loops run over rows.
 */
final class BlockDensities {
  /** Numbers of the rows that are looked at together: a quarter of a megabyte in a core's second-level cache. */
  private static final int NUMBERS = 1 << 15;

  private static final int MAX_ROWS = 256;

  private final KernelParameters parameters;
  private final int dimension;
  private final double[] differences;
  private final double[] whitened;
  private final double[] squares;
  private final SampleDensities densities;

  BlockDensities(KernelParameters parameters) {
    this.parameters = parameters;
    this.dimension = parameters.dimension();
    int rows = Math.max(1, Math.min(MAX_ROWS, NUMBERS / dimension));
    this.differences = new double[rows * dimension];
    this.whitened = new double[rows];
    this.squares = new double[rows * parameters.components()];
    this.densities = new SampleDensities(parameters);
  }

  /** Takes a row's densities. */
  @FunctionalInterface
  interface Reader {
    /** Takes the densities of a row; they are overwritten with those of the next. */
    void read(int row, SampleDensities densities);
  }

  /** Evaluates all rows of a block in their order. */
  void forEach(RowBlock block, Reader reader) {
    for (int first = 0; first < block.rows(); first += whitened.length) {
      int count = Math.min(whitened.length, block.rows() - first);
      computeSquares(block, first, count);
      for (int i = 0; i < count; i++) {
        densities.take(block.values(), block.rowOffset(first + i), squares, i, count);
        reader.read(first + i, densities);
      }
    }
  }

  /**
   * Computes the squared distances of some rows, that of row {@code i} from component {@code k} at {@code k*count + i}; not
   * finite where they overflow on the way.
   */
  private void computeSquares(RowBlock block, int first, int count) {
    PrecisionFactors factors = parameters.factors();
    boolean axisAligned = factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED;
    int ofComponent = switch (factors.shape()) {
      case TRIANGULAR -> dimension * dimension;
      case SHARED_TRIANGULAR -> 0;
      case AXIS_ALIGNED -> dimension;
    };
    Arrays.fill(squares, 0, count * parameters.components(), 0);
    for (int k = 0; k < parameters.components(); k++) {
      subtractMean(block, first, count, k);
      for (int i = 0; i < dimension; i++) {
        Arrays.fill(whitened, 0, count, 0);
        int row = k * ofComponent + i * (axisAligned ? 1 : dimension);
        for (int j = axisAligned ? i : 0; j <= i; j++) {
          double factor = factors.values()[axisAligned ? row : row + j];
          addProduct(factor, differences, j * count, whitened, count);
        }
        addSquares(whitened, squares, k * count, count);
      }
    }
  }

  /** Writes the differences of rows from a mean, feature-major. */
  private void subtractMean(RowBlock block, int first, int count, int k) {
    double[] values = block.values();
    double[] means = parameters.means();
    for (int i = 0; i < count; i++) {
      int from = block.rowOffset(first + i);
      for (int j = 0; j < dimension; j++) {
        differences[j * count + i] = values[from + j] - means[k * dimension + j];
      }
    }
  }

  private static void addProduct(
      double factor, double[] vectors, int from, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += factor * vectors[from + i];
    }
  }

  private static void addSquares(double[] numbers, double[] sums, int to, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] += numbers[i] * numbers[i];
    }
  }
}
