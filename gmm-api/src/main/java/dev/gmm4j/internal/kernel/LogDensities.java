package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weighted log-densities {@code log π_k + log N(x; μ_k, Σ_k)} of a block of samples, component-major.
 *
 * <p>Samples and means are shifted by the mixture's own mean before anything is multiplied, so that an offset common to
 * all samples costs no precision.
 */
final class LogDensities {
  /**
   * Squared distances are cut off here: a sample that overflows them still has a finite log-density, and components
   * that are all out of reach share it evenly.
   */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  /** Numbers that a whitened block may have: half a megabyte of a core's second-level cache. */
  private static final int PRODUCT_NUMBERS = 1 << 16;

  private final int dimension;
  private final Whitening triangular;
  private final Whitening shared;
  private final Whitening axisAligned;
  private double[] centre;
  private final double[] shifted;
  private @Nullable KernelParameters parameters;
  private Whitening whitening;

  LogDensities(LinearAlgebraBackend backend, int dimension, int maxComponents, int blockRows) {
    this.dimension = dimension;
    this.centre = new double[dimension];
    this.shifted = new double[dimension * blockRows];
    this.triangular =
        new TriangularWhitening(backend, dimension, maxComponents, blockRows, PRODUCT_NUMBERS);
    this.shared = new SharedTriangularWhitening(backend, dimension, blockRows);
    this.axisAligned = new AxisAlignedWhitening(dimension);
    this.whitening = axisAligned;
  }

  void use(KernelParameters newParameters) {
    parameters = newParameters;
    whitening = whitening(newParameters.factors().shape());
    int components = newParameters.components();
    double[] means = newParameters.means();
    centre = newParameters.centre();
    double[] offsets = new double[components * dimension];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        offsets[k * dimension + j] = means[k * dimension + j] - centre[j];
      }
    }
    whitening.use(newParameters.factors(), offsets, components);
  }

  /** Writes the weighted log-densities of all components for the rows of a block. */
  void evaluate(RowBlock block, Posterior posterior) {
    int rows = block.rows();
    KernelParameters used = addSquaredDistances(block, posterior);
    double[] values = posterior.values();
    for (int k = 0; k < used.components(); k++) {
      double coefficient = used.logCoefficient(k);
      int end = (k + 1) * rows;
      for (int i = k * rows; i < end; i++) {
        // Written so that NaN, from infinity minus infinity, is cut off too.
        double distance = values[i] < MAX_SQUARED_DISTANCE ? values[i] : MAX_SQUARED_DISTANCE;
        values[i] = coefficient - 0.5 * distance;
      }
    }
  }

  /** Writes the squared distances of the rows of a block from all components, those too large cut off. */
  void squaredDistances(RowBlock block, Posterior posterior) {
    int numbers = block.rows() * addSquaredDistances(block, posterior).components();
    double[] values = posterior.values();
    for (int i = 0; i < numbers; i++) {
      values[i] = values[i] < MAX_SQUARED_DISTANCE ? values[i] : MAX_SQUARED_DISTANCE;
    }
  }

  private KernelParameters addSquaredDistances(RowBlock block, Posterior posterior) {
    KernelParameters used = parameters;
    if (used == null) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    int rows = block.rows();
    shift(block);
    double[] values = posterior.begin(rows, used.components());
    Arrays.fill(values, 0, rows * used.components(), 0);
    whitening.addSquaredDistances(shifted, rows, values);
    return used;
  }

  /** Copies the block feature-major, shifted by the mixture's mean. */
  private void shift(RowBlock block) {
    int rows = block.rows();
    double[] values = block.values();
    for (int i = 0; i < rows; i++) {
      int row = block.rowOffset(i);
      for (int j = 0; j < dimension; j++) {
        shifted[j * rows + i] = values[row + j] - centre[j];
      }
    }
  }

  private Whitening whitening(PrecisionFactors.Shape shape) {
    return switch (shape) {
      case TRIANGULAR -> triangular;
      case SHARED_TRIANGULAR -> shared;
      case AXIS_ALIGNED -> axisAligned;
    };
  }
}
