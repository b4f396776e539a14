package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The samples that a fit left out as outliers. Immutable. */
public final class TrimmedRows {
  private final FitTrimming trimming;
  private final long count;
  private final int @Nullable [] rows;
  private final double keptWeight;
  private final double threshold;

  private TrimmedRows(
      FitTrimming trimming,
      long count,
      int @Nullable [] rows,
      double keptWeight,
      double threshold) {
    this.trimming = trimming;
    this.count = count;
    this.rows = rows;
    this.keptWeight = keptWeight;
    this.threshold = threshold;
  }

  static TrimmedRows of(
      FitTrimming trimming, TrimmedExpectation pass, MixtureParameters parameters) {
    return new TrimmedRows(
        trimming,
        pass.trimmedCount(parameters),
        pass.trimmedRows(parameters),
        pass.keptWeight(),
        pass.threshold(parameters));
  }

  /** Returns what the fit was asked to leave out. */
  public Trimming trimming() {
    return trimming.trimming();
  }

  /** Returns what passes over the samples have in common. */
  FitTrimming passes() {
    return trimming;
  }

  /** Returns how many samples were left out, those of weight 0 not counted. */
  public long count() {
    return count;
  }

  /** Tells whether it is known which samples were left out: always, unless they are very many, and on other machines. */
  public boolean areKnown() {
    return rows != null;
  }

  /**
   * Returns the indices of the samples that were left out, from 0, ascending; those of weight 0 are not among them. Samples on other
   * machines are numbered in the order of their parts.
   *
   * @throws IllegalStateException if they are not {@linkplain #areKnown known}
   */
  public int[] rows() {
    return known().clone();
  }

  private int[] known() {
    if (rows == null) {
      throw new IllegalStateException(
          "samples that were left out must be few enough to be brought here, but were " + count
              + "; those of a score below " + threshold + " are among them");
    }
    return rows;
  }

  /** Returns the total weight of the samples that were kept; their number where they have no weights. */
  public double keptWeight() {
    return keptWeight;
  }

  /**
   * Returns the smallest score of a sample that was kept: its log-density {@code ln Σ_k π_k f_k}, or in the hard form {@code ln
   * max_k π_k f_k}, each missing value counted for {@code -½ ln(2πe s²)}. A new sample below it fits worse than all that were kept.
   */
  public double threshold() {
    return threshold;
  }

  /**
   * Tells whether a sample was left out.
   *
   * @throws IllegalStateException if it is not {@linkplain #areKnown known} which samples were
   */
  public boolean contains(long row) {
    return row == (int) row && Arrays.binarySearch(known(), (int) row) >= 0;
  }

  /**
   * Returns labels of the fit's own samples in which those that were left out have {@link UniformNoise#LABEL}, -1.
   *
   * @param labels one for each sample of the fit, in its order, such as {@link GaussianMixture#predict(dev.gmm4j.data.Samples)} gives
   *     them; not changed
   * @throws IllegalArgumentException if there are fewer than samples were left out of
   * @throws IllegalStateException if it is not {@linkplain #areKnown known} which samples were
   */
  public int[] mark(int[] labels) {
    notNull("labels", labels);
    int[] left = known();
    int last = left.length == 0 ? -1 : left[left.length - 1];
    check(
        labels.length > last,
        "labels must be as many as the samples of the fit, more than %d, but were %d",
        last,
        labels.length);
    int[] marked = labels.clone();
    for (int row : left) {
      marked[row] = UniformNoise.LABEL;
    }
    return marked;
  }

  /** Returns how many samples were left out, and where. */
  @Override
  public String toString() {
    return "TrimmedRows[trimming=" + trimming() + ", count=" + count + ", threshold=" + threshold
        + "]";
  }
}
