package dev.gmm4j.spark;

import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.ScoredPart;
import dev.gmm4j.internal.trimming.TrimmingScores;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;

/** The message that an executor needs to find the scores that trimming ranks its samples by, and its work on it. */
final class ScoreMessage implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int FIRST_ROWS = 1024;

  private final ParametersMessage parameters;
  private final ExecutorKernel kernels;
  private final Trimming.Form form;
  private final boolean weighted;

  ScoreMessage(
      ParametersMessage parameters, ExecutorKernel kernels, Trimming.Form form, boolean weighted) {
    this.parameters = parameters;
    this.kernels = kernels;
    this.form = form;
    this.weighted = weighted;
  }

  /** Returns the scores of a partition. */
  ScoredPart score(int index, Iterator<PackedRows> blocks) {
    double[] scores = new double[FIRST_ROWS];
    double[] weights = new double[weighted ? FIRST_ROWS : 0];
    int rows = 0;
    if (blocks.hasNext()) {
      try (MixtureKernel kernel = kernels.open(parameters)) {
        TrimmingScores finder =
            new TrimmingScores(form, parameters.components(), kernel.blockRows());
        while (blocks.hasNext()) {
          PackedRows packed = blocks.next();
          int end = Math.addExact(rows, packed.rows());
          if (end > scores.length) {
            int more = (int) Math.min(Integer.MAX_VALUE - 8, 2L * end);
            scores = Arrays.copyOf(scores, more);
            weights = weighted ? Arrays.copyOf(weights, more) : weights;
          }
          try (SampleBlock block = kernel.load(packed.block())) {
            finder.write(kernel, block, scores, rows);
          }
          for (int i = rows; weighted && i < end; i++) {
            weights[i] = packed.weight(i - rows);
          }
          rows = end;
        }
      }
    }
    return new ScoredPart(
        index, Arrays.copyOf(scores, rows), weighted ? Arrays.copyOf(weights, rows) : null);
  }
}
