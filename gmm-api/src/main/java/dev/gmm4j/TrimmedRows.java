package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;

/** The samples that a fit left out as outliers. Immutable. */
public final class TrimmedRows {
  private final Trimming trimming;
  private final int[] rows;
  private final double keptWeight;
  private final double threshold;

  private TrimmedRows(Trimming trimming, int[] rows, double keptWeight, double threshold) {
    this.trimming = trimming;
    this.rows = rows;
    this.keptWeight = keptWeight;
    this.threshold = threshold;
  }

  static TrimmedRows of(Trimming trimming, TrimmedPass pass, MixtureParameters parameters) {
    return new TrimmedRows(
        trimming, pass.trimmedRows(parameters), pass.keptWeight(), pass.threshold(parameters));
  }

  /** Returns what the fit was asked to leave out. */
  public Trimming trimming() {
    return trimming;
  }

  /** Returns how many samples were left out, those of weight 0 not counted. */
  public int count() {
    return rows.length;
  }

  /** Returns the indices of the samples that were left out, from 0, ascending; those of weight 0 are not among them. */
  public int[] rows() {
    return rows.clone();
  }

  /** Returns the total weight of the samples that were kept; their number where they have no weights. */
  public double keptWeight() {
    return keptWeight;
  }

  /**
   * Returns the smallest score of a sample that was kept: its log-density {@code ln Σ_k π_k f_k}, or in the hard form {@code ln
   * max_k π_k f_k}. A new sample below it fits worse than all that were kept.
   */
  public double threshold() {
    return threshold;
  }

  /** Tells whether a sample was left out. */
  public boolean contains(long row) {
    return row == (int) row && Arrays.binarySearch(rows, (int) row) >= 0;
  }

  /**
   * Returns labels of the fit's own samples in which those that were left out have {@link UniformNoise#LABEL}, -1.
   *
   * @param labels one for each sample of the fit, in its order, such as {@link GaussianMixture#predict(dev.gmm4j.data.Samples)} gives
   *     them; not changed
   * @throws IllegalArgumentException if there are fewer than samples were left out of
   */
  public int[] mark(int[] labels) {
    notNull("labels", labels);
    int last = rows.length == 0 ? -1 : rows[rows.length - 1];
    check(
        labels.length > last,
        "labels must be as many as the samples of the fit, more than %d, but were %d",
        last,
        labels.length);
    int[] marked = labels.clone();
    for (int row : rows) {
      marked[row] = UniformNoise.LABEL;
    }
    return marked;
  }

  /** Returns how many samples were left out, and where. */
  @Override
  public String toString() {
    return "TrimmedRows[trimming=" + trimming + ", count=" + rows.length + ", threshold="
        + threshold + "]";
  }
}
