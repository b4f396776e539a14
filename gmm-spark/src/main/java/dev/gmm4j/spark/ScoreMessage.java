package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.internal.trimming.ScoredPart;
import dev.gmm4j.internal.trimming.TrimmingScores;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The message that an executor needs to find the scores that trimming ranks its samples by, and its work on it. */
final class ScoreMessage implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int FIRST_ROWS = 1024;

  private final ParametersMessage parameters;
  private final ExecutorKernel kernels;
  private final Trimming.Form form;
  private final boolean weighted;
  private final @Nullable AbsentDensities absent;

  /**
   * Creates the message.
   *
   * @param absent what missing values count for, or null where none may be missing
   */
  ScoreMessage(
      ParametersMessage parameters,
      ExecutorKernel kernels,
      Trimming.Form form,
      boolean weighted,
      @Nullable AbsentDensities absent) {
    this.absent = absent;
    this.parameters = parameters;
    this.kernels = kernels;
    this.form = form;
    this.weighted = weighted;
  }

  /** Returns the scores of a partition. */
  ScoredPart score(int index, Iterator<PackedRows> blocks) {
    double[] scores = new double[FIRST_ROWS];
    // A row of which nothing is observed is none.
    boolean needsWeights = weighted || absent != null;
    double[] weights = new double[needsWeights ? FIRST_ROWS : 0];
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
            weights = needsWeights ? Arrays.copyOf(weights, more) : weights;
          }
          try (SampleBlock block = kernel.load(packed.block())) {
            finder.write(kernel, block, scores, rows);
          }
          for (int i = rows; needsWeights && i < end; i++) {
            weights[i] = packed.weight(i - rows);
          }
          if (absent != null) {
            addAbsent(packed.block(), absent, scores, weights, rows);
          }
          rows = end;
        }
      }
    }
    return new ScoredPart(
        index, Arrays.copyOf(scores, rows), needsWeights ? Arrays.copyOf(weights, rows) : null);
  }

  private static void addAbsent(
      RowBlock block, AbsentDensities absent, double[] scores, double[] weights, int first) {
    for (int i = 0; i < block.rows(); i++) {
      scores[first + i] += absent.of(block, i);
      weights[first + i] = absent.isObserved(block, i) ? weights[first + i] : 0;
    }
  }
}
