package dev.gmm4j.backend.vector.mixture.moments;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Adds a block's moments to statistics, leaving out what has no part in a component. */
public final class MomentAccumulator {
  /** From so many features on, registers hold features rather than samples. */
  private static final int WIDE = 18;

  /** So many rows and columns are in the first-level cache while a matrix is mirrored. */
  private static final int SQUARE = 8;

  private final int dimension;
  private final CentredPanels panels;
  private final PanelMoments panelMoments;
  private final RowOrder order;
  private final JointMoments jointMoments;
  private final double[] unusedFirst;

  /** Made when matrices are wanted: diagonal moments of many features must not take the memory. */
  private @Nullable RowMoments rowMoments;

  /** A block's pooled second moments about the shift, {@code d*d} numbers once they are wanted. */
  private double[] pooled = {};

  /** Creates an accumulator for the samples that are laid out in some panels in some order. */
  public MomentAccumulator(int dimension, int maxComponents, Panels blockPanels, RowOrder order) {
    this.dimension = dimension;
    this.panels = new CentredPanels(dimension, blockPanels);
    this.panelMoments = new PanelMoments(dimension, WIDE - 1);
    this.order = order;
    this.jointMoments = new JointMoments(dimension, maxComponents, blockPanels);
    this.unusedFirst = new double[dimension];
  }

  /** Tells whether moments are taken of the samples in their panels, rather than of the rows as they were given. */
  public boolean needsPanels(Moments moments) {
    return !isMatrix(moments) || dimension < WIDE;
  }

  /**
   * Adds the moments of a block.
   *
   * @param shift what the samples in the panels were shifted by
   * @param near whether all components are so near the shift that moments may be taken about it
   */
  public void add(
      RowBlock block,
      double[] shift,
      Memberships memberships,
      boolean near,
      SufficientStatistics statistics) {
    if (!near || !addJointly(block, shift, memberships, statistics)) {
      for (int k = 0; k < statistics.components(); k++) {
        if (panels.turnTo(k, memberships) > 0) {
          add(block, shift, k, statistics);
        }
      }
    }
  }

  /** Adds the moments of all components, taken about the shift; returns false, with nothing added, where that fails. */
  private boolean addJointly(
      RowBlock block, double[] shift, Memberships memberships, SufficientStatistics statistics) {
    Moments moments = statistics.moments();
    if (!isMatrix(moments)) {
      return jointMoments.addDiagonal(shift, memberships, statistics);
    }
    if (moments == Moments.FULL) {
      return false;
    }
    if (pooled.length == 0) {
      pooled = new double[Math.multiplyExact(dimension, dimension)];
    }
    Arrays.fill(pooled, 0);
    panels.turnToAll(memberships);
    addMatrix(block, shift, shift, 0, unusedFirst, pooled, 0);
    if (!jointMoments.addPooled(shift, memberships, pooled, statistics)) {
      return false;
    }
    copyLowerToUpper(statistics.second(), 0);
    return true;
  }

  /** Adds the moments of a component. */
  private void add(RowBlock block, double[] shift, int component, SufficientStatistics statistics) {
    Moments moments = statistics.moments();
    if (isMatrix(moments)) {
      int centre = component * dimension;
      int to = moments == Moments.FULL ? centre * dimension : 0;
      double[] second = statistics.second();
      addMatrix(block, shift, statistics.centres(), centre, statistics.first(), second, to);
      copyLowerToUpper(second, to);
    } else {
      panelMoments.addDiagonal(panels, component, shift, statistics);
    }
  }

  private void addMatrix(
      RowBlock block,
      double[] shift,
      double[] centres,
      int centre,
      double[] first,
      double[] second,
      int to) {
    if (dimension < WIDE) {
      panelMoments.addMatrix(panels, shift, centres, centre, first, second, to);
    } else {
      rowMoments().addMatrix(block, panels, centres, centre, first, second, to);
    }
  }

  private RowMoments rowMoments() {
    RowMoments made = rowMoments;
    if (made == null) {
      made = new RowMoments(dimension, order);
      rowMoments = made;
    }
    return made;
  }

  private static boolean isMatrix(Moments moments) {
    return moments == Moments.FULL || moments == Moments.POOLED;
  }

  private void copyLowerToUpper(double[] second, int from) {
    for (int row = 0; row < dimension; row += SQUARE) {
      for (int column = 0; column <= row; column += SQUARE) {
        copySquare(second, from, row, column);
      }
    }
  }

  private void copySquare(double[] second, int from, int row, int column) {
    for (int i = row; i < Math.min(dimension, row + SQUARE); i++) {
      for (int j = column; j < Math.min(i, column + SQUARE); j++) {
        second[from + j * dimension + i] = second[from + i * dimension + j];
      }
    }
  }
}
