package dev.gmm4j.internal.trimming;

import dev.gmm4j.em.Trimming;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;

/** Finds what trimming ranks samples by; not thread-safe. */
public final class TrimmingScores {
  private final Trimming.Form form;
  private final int components;
  private final double[] densities;
  private final double[] responsibilities;

  /**
   * Creates what finds scores.
   *
   * @param blockRows the most rows of a block
   */
  public TrimmingScores(Trimming.Form form, int components, int blockRows) {
    this.form = form;
    this.components = components;
    this.densities = new double[blockRows];
    this.responsibilities =
        new double[form == Trimming.Form.HARD ? Math.multiplyExact(blockRows, components) : 0];
  }

  /**
   * Writes the scores of a block's samples, {@code ln Σ_k π_k f_k} or {@code ln max_k π_k f_k}.
   *
   * @param kernel that has been told the parameters
   * @param scores of all samples
   * @param first where those of the block begin
   */
  public void write(MixtureKernel kernel, SampleBlock block, double[] scores, int first) {
    if (form == Trimming.Form.HARD) {
      kernel.responsibilities(block, densities, responsibilities);
    } else {
      kernel.logDensities(block, densities);
    }
    for (int i = 0; i < block.rows(); i++) {
      // Zero has one sign.
      scores[first + i] = densities[i] + ofLikeliest(i) + 0.0;
    }
  }

  /** Returns the logarithm of the largest responsibility, or 0 where it does not count. */
  private double ofLikeliest(int row) {
    if (form == Trimming.Form.MIXTURE) {
      return 0;
    }
    double largest = 0;
    for (int k = 0; k < components; k++) {
      largest = Math.max(largest, responsibilities[row * components + k]);
    }
    return Math.log(largest);
  }
}
