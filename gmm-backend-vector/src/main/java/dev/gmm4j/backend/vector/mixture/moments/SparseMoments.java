package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import jdk.incubator.vector.DoubleVector;

/**
 * Moments of many components that have few samples of a block each: features in the lanes, of only those samples that
 * contribute to a component.
 *
 * <p>Tiles with samples in the lanes have accumulators that must be summed over all lanes for each block and component, which
 * takes longer than some dozens of samples do.
 */
public final class SparseMoments {
  private static final int CAPACITY = 128;

  private final int dimension;
  private final RowOrder order;
  private final CentredPanels panels;
  private final RowMoments matrices;
  private final int[] offsets = new int[CAPACITY];
  private final double[] weights = new double[CAPACITY];

  /** First moments of a vector of features, and second ones. */
  private final double[] sums = new double[2 * LANES];

  private int count;

  /**
   * Creates what adds moments.
   *
   * @param order that of the rows in panels
   */
  public SparseMoments(int dimension, Panels blockPanels, RowOrder order) {
    this.dimension = dimension;
    this.order = order;
    this.panels = new CentredPanels(dimension, blockPanels);
    this.matrices = new RowMoments(dimension, order);
  }

  /** Adds first moments of a block, and second ones, which must not be pooled. */
  public void add(RowBlock block, Memberships memberships, SufficientStatistics statistics) {
    for (int k = 0; k < statistics.components(); k++) {
      if (panels.turnTo(k, memberships) > 0) {
        switch (statistics.moments()) {
          case FULL -> addMatrix(block, k, statistics);
          case DIAGONAL, NONE -> addFeatures(block, k, statistics);
          case POOLED -> throw new IllegalArgumentException("moments must not be POOLED");
        }
      }
    }
  }

  private void addMatrix(RowBlock block, int component, SufficientStatistics statistics) {
    int centre = component * dimension;
    int to = centre * dimension;
    double[] second = statistics.second();
    matrices.addMatrix(block, panels, statistics.centres(), centre, statistics.first(), second, to);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        second[to + j * dimension + i] = second[to + i * dimension + j];
      }
    }
  }

  private void addFeatures(RowBlock block, int component, SufficientStatistics statistics) {
    count = 0;
    for (int n = 0; n < panels.count(); n++) {
      if (count > CAPACITY - WIDTH) {
        addRows(block.values(), component, statistics);
        count = 0;
      }
      gather(block, panels.panel(n) * WIDTH, panels.weights(), panels.weightsAt(n));
    }
    addRows(block.values(), component, statistics);
  }

  /** Adds those samples of a panel to the rows that have a weight. */
  private void gather(RowBlock block, int first, double[] panelWeights, int at) {
    int rows = Math.min(WIDTH, block.rows() - first);
    for (int i = 0; i < rows; i++) {
      offsets[count] = block.rowOffset(order.row(first + i));
      weights[count] = panelWeights[at + i];
      count += panelWeights[at + i] > 0 ? 1 : 0;
    }
  }

  private void addRows(double[] values, int component, SufficientStatistics statistics) {
    boolean squares = statistics.moments() == Moments.DIAGONAL;
    int centre = component * dimension;
    for (int from = 0; from < dimension; from += LANES) {
      int end = Math.min(dimension, from + LANES);
      // The last vector overlaps the one before, unless there is none.
      int at = Math.max(0, end - LANES);
      if (dimension < LANES) {
        sumFew(values, statistics.centres(), centre);
      } else {
        sum(values, at, statistics.centres(), centre + at);
      }
      for (int j = from; j < end; j++) {
        statistics.first()[centre + j] += sums[j - at];
        if (squares) {
          statistics.second()[centre + j] += sums[LANES + j - at];
        }
      }
    }
  }

  /** Sums up moments of a vector of features. */
  private void sum(double[] values, int feature, double[] centres, int centre) {
    DoubleVector c = DoubleVector.fromArray(SPECIES, centres, centre);
    DoubleVector first = DoubleVector.zero(SPECIES);
    DoubleVector second = first;
    for (int i = 0; i < count; i++) {
      DoubleVector z =
          DoubleVector.fromArray(SPECIES, values, offsets[i] + feature).sub(c);
      DoubleVector u = z.mul(DoubleVector.broadcast(SPECIES, weights[i]));
      first = first.add(u);
      second = FMA ? u.fma(z, second) : u.mul(z).add(second);
    }
    first.intoArray(sums, 0);
    second.intoArray(sums, LANES);
  }

  /** Sums up moments of features that are too few for a vector. */
  private void sumFew(double[] values, double[] centres, int centre) {
    for (int j = 0; j < dimension; j++) {
      double first = 0;
      double second = 0;
      for (int i = 0; i < count; i++) {
        double z = values[offsets[i] + j] - centres[centre + j];
        double u = z * weights[i];
        first += u;
        second += u * z;
      }
      sums[j] = first;
      sums[LANES + j] = second;
    }
  }
}
