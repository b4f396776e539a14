package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.simd.Simd.LANES;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/**
 * Moments of all components at once, taken about the point that the samples are shifted by and then moved to the
 * components' centres: {@code Σ r(z - e)² = Σ r z² - 2e Σ r z + e² Σ r}.
 *
 * <p>It takes half of the multiplications of moments about each centre, or, where components share a covariance, a small
 * part of them. What cancels costs digits, so that it is for components that are not too far apart.
 */
final class JointMoments {
  /**
   * So much may cancel: less than half of the digits. Components that are near by their covariance may hold samples that
   * are much closer together than that, as after a wide start.
   */
  private static final double MAX_CANCELLATION = 1e6;

  /** A distance this small relative to the shift is rounding. */
  private static final double SHIFT_ROUNDING = 64 * Math.ulp(1.0);

  private final int dimension;
  private final JointPanels panels;

  /** {@code Σ r z} of a block, {@code K*d} numbers. */
  private final double[] first;

  /** {@code Σ r z²} of a block, {@code K*d} numbers. */
  private final double[] squares;

  private final double[] offset;
  private final double[] diagonal;
  private final double[] lanes = new double[JointTiles.ACCUMULATORS * LANES];

  JointMoments(int dimension, int maxComponents, Panels blockPanels) {
    this.dimension = dimension;
    this.panels = new JointPanels(dimension, blockPanels);
    this.first = new double[maxComponents * dimension];
    this.squares = new double[maxComponents * dimension];
    this.offset = new double[dimension];
    this.diagonal = new double[dimension];
  }

  /**
   * Adds first moments, and second ones of each feature where they are wanted.
   *
   * @return false, with nothing added, where too much cancels
   */
  boolean addDiagonal(double[] shift, Memberships memberships, SufficientStatistics statistics) {
    boolean second = statistics.moments() == Moments.DIAGONAL;
    compute(memberships, second);
    if (second && !moveSquares(shift, memberships, statistics.centres())) {
      return false;
    }
    for (int k = 0; k < memberships.components(); k++) {
      move(k, memberships.effectiveCount(k), shift, statistics);
    }
    if (second) {
      for (int i = 0; i < memberships.components() * dimension; i++) {
        statistics.second()[i] += squares[i];
      }
    }
    return true;
  }

  /** Moves second moments to the centres; returns false where too much cancels. */
  private boolean moveSquares(double[] shift, Memberships memberships, double[] centres) {
    boolean precise = true;
    for (int k = 0; k < memberships.components(); k++) {
      double weight = memberships.effectiveCount(k);
      for (int j = 0; j < dimension; j++) {
        int at = k * dimension + j;
        double e = centres[at] - shift[j];
        double moved = squares[at] - e * (2 * first[at] - weight * e);
        precise &= isPrecise(squares[at], moved, weight, shift[j]);
        squares[at] = moved;
      }
    }
    return precise;
  }

  /** Tells whether what is left of a second moment has digits enough; not so where something overflowed. */
  private static boolean isPrecise(double about, double left, double weight, double shift) {
    double rounding = SHIFT_ROUNDING * shift;
    return about <= MAX_CANCELLATION * left || about <= weight * rounding * rounding;
  }

  /**
   * Adds first moments and pooled second moments, these in the lower triangle.
   *
   * @param pooled second moments about the shift, the lower triangle; is spoilt
   * @return false, with nothing added, where too much cancels
   */
  boolean addPooled(
      double[] shift, Memberships memberships, double[] pooled, SufficientStatistics statistics) {
    compute(memberships, false);
    double total = 0;
    for (int j = 0; j < dimension; j++) {
      diagonal[j] = pooled[j * dimension + j];
    }
    for (int k = 0; k < memberships.components(); k++) {
      double weight = memberships.effectiveCount(k);
      total += weight;
      movePooled(k, weight, shift, statistics.centres(), pooled);
    }
    for (int j = 0; j < dimension; j++) {
      if (!isPrecise(diagonal[j], pooled[j * dimension + j], total, shift[j])) {
        return false;
      }
    }
    for (int k = 0; k < memberships.components(); k++) {
      move(k, memberships.effectiveCount(k), shift, statistics);
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        statistics.second()[i * dimension + j] += pooled[i * dimension + j];
      }
    }
    return true;
  }

  private void movePooled(
      int component, double weight, double[] shift, double[] centres, double[] pooled) {
    int at = component * dimension;
    for (int i = 0; i < dimension; i++) {
      offset[i] = centres[at + i] - shift[i];
      double e = offset[i];
      double rest = first[at + i] - weight * e;
      for (int j = 0; j <= i; j++) {
        pooled[i * dimension + j] -= e * first[at + j] + rest * offset[j];
      }
    }
  }

  /** Adds a component's first moments about its centre. */
  private void move(int component, double weight, double[] shift, SufficientStatistics statistics) {
    for (int j = 0; j < dimension; j++) {
      int at = component * dimension + j;
      offset[j] = statistics.centres()[at] - shift[j];
      statistics.first()[at] += first[at] - weight * offset[j];
    }
  }

  private void compute(Memberships memberships, boolean withSquares) {
    int components = memberships.components();
    int width = withSquares ? JointTiles.FEATURES_WITH_SQUARES : JointTiles.FEATURES;
    int accumulators = withSquares ? 2 * width : width;
    for (int k = 0; k < components; k += JointTiles.COMPONENTS) {
      int group = Math.min(JointTiles.COMPONENTS, components - k);
      if (panels.turnTo(k, memberships) == 0) {
        Arrays.fill(first, k * dimension, (k + group) * dimension, 0);
        Arrays.fill(squares, k * dimension, (k + group) * dimension, 0);
        continue;
      }
      for (int j = 0; j < dimension; j += width) {
        panels.turnToFeature(j);
        if (withSquares) {
          JointTiles.firstAndSecond(panels, lanes);
        } else {
          JointTiles.first(panels, lanes);
        }
        for (int i = 0; i < group; i++) {
          int to = (k + i) * dimension + j;
          finish(accumulators * i, Math.min(width, dimension - j), first, to);
          if (withSquares) {
            finish(accumulators * i + width, Math.min(width, dimension - j), squares, to);
          }
        }
      }
    }
  }

  /** Writes accumulators' sums over all lanes, always in the same order. */
  private void finish(int accumulator, int count, double[] moments, int to) {
    for (int j = 0; j < count; j++) {
      double sum = 0;
      int end = (accumulator + j + 1) * LANES;
      for (int lane = (accumulator + j) * LANES; lane < end; lane++) {
        sum += lanes[lane];
      }
      moments[to + j] = sum;
    }
  }
}
