package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.RowBlock;

/** Adds a block's moments to statistics, component by component, leaving out what has no part in a component. */
final class MomentAccumulator {
  /** From so many features on, registers hold features rather than samples. */
  private static final int WIDE = Math.max(22, RowMoments.MIN_DIMENSION);

  private final int dimension;
  private final WeightedPanels panels;
  private final PanelMoments panelMoments;
  private final RowMoments rowMoments;

  /** Creates an accumulator for the samples that are laid out in some panels. */
  MomentAccumulator(int dimension, double[] panelValues) {
    this.dimension = dimension;
    this.panels = new WeightedPanels(dimension, panelValues);
    this.panelMoments = new PanelMoments(dimension);
    this.rowMoments = new RowMoments(dimension);
  }

  /** Tells whether moments are taken of the samples in their panels, rather than of the rows as they were given. */
  boolean needsPanels(Moments moments) {
    return !isMatrix(moments) || dimension < WIDE;
  }

  /**
   * Adds the moments of a block.
   *
   * @param shift what the samples in the panels were shifted by
   */
  void add(RowBlock block, double[] shift, Posterior posterior, SufficientStatistics statistics) {
    Moments moments = statistics.moments();
    for (int k = 0; k < statistics.components(); k++) {
      if (panels.turnTo(k, posterior) == 0) {
        continue;
      }
      if (!isMatrix(moments)) {
        panelMoments.addDiagonal(panels, k, shift, statistics);
        continue;
      }
      int to = moments == Moments.FULL ? k * dimension * dimension : 0;
      if (needsPanels(moments)) {
        panelMoments.addMatrix(panels, k, shift, statistics, to);
      } else {
        rowMoments.addMatrix(block, panels, k, statistics, to);
      }
      copyLowerToUpper(statistics.second(), to);
    }
  }

  private static boolean isMatrix(Moments moments) {
    return moments == Moments.FULL || moments == Moments.POOLED;
  }

  private void copyLowerToUpper(double[] second, int from) {
    for (int i = 1; i < dimension; i++) {
      for (int j = 0; j < i; j++) {
        second[from + j * dimension + i] = second[from + i * dimension + j];
      }
    }
  }
}
