package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.List;

/**
 * Labels that are not certain: for each row the probabilities of the classes, as of several people who labelled it, or none.
 * Immutable.
 *
 * <p>A fit holds them as they are: a row of probabilities {@code p_c} counts as a row of class {@code c} with the weight {@code
 * p_c}, for each class. What is maximized is {@code Σ_i w_i Σ_c p_ic ln τ_c f_c(x_i)}.
 *
 * <pre>{@code
 * SoftLabels soft = SoftLabels.of(List.of("a", "b"), probabilities);
 * estimator.fit(soft.expand(samples), soft.labels());
 * }</pre>
 */
public final class SoftLabels {
  private static final double SUM_TOLERANCE = 1e-6;

  private final int[] rows;
  private final double[] factors;
  private final Labels labels;
  private final int count;

  private SoftLabels(int[] rows, double[] factors, Labels labels, int count) {
    this.rows = rows;
    this.factors = factors;
    this.labels = labels;
    this.count = count;
  }

  /**
   * Returns labels by probabilities.
   *
   * @param classes different names, at least one
   * @param probabilities for each row those of the classes, which sum to 1 within 1e-6, or all 0 where nothing is known of the
   *     class
   * @throws IllegalArgumentException if there is no row, a row has more or fewer numbers than classes, a number is not in [0, 1],
   *     or they sum to another number
   */
  public static SoftLabels of(List<String> classes, double[][] probabilities) {
    notNull("classes", classes);
    notNull("probabilities", probabilities);
    int most = Math.multiplyExact(probabilities.length, Math.max(1, classes.size()));
    int[] rows = new int[most];
    int[] indices = new int[most];
    double[] factors = new double[most];
    int used = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double[] row = notNull("probabilities[" + i + "]", probabilities[i]);
      double sum = checkedSum(i, row, classes.size());
      for (int c = sum == 0 ? Labels.UNKNOWN : 0; c < row.length; c++) {
        if (c == Labels.UNKNOWN || row[c] > 0) {
          rows[used] = i;
          indices[used] = c;
          factors[used++] = c == Labels.UNKNOWN ? 1 : row[c] / sum;
        }
      }
    }
    return new SoftLabels(
        Arrays.copyOf(rows, used),
        Arrays.copyOf(factors, used),
        Labels.of(classes, Arrays.copyOf(indices, used)),
        probabilities.length);
  }

  private static double checkedSum(int i, double[] row, int classes) {
    check(
        row.length == classes,
        "probabilities[%d] must be classes = %d, but were %d",
        i,
        classes,
        row.length);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      check(
          row[c] >= 0 && row[c] <= 1 + SUM_TOLERANCE,
          "probabilities[%d][%d] must be in [0, 1], but was %s",
          i,
          c,
          row[c]);
      sum += row[c];
    }
    check(
        sum == 0 || Math.abs(sum - 1) <= SUM_TOLERANCE,
        "probabilities[%d] must sum to 1, or all be 0, but summed to %s",
        i,
        sum);
    return sum;
  }

  /**
   * Returns each row as often as it has classes of positive probability, with its weight times that; nothing is copied but
   * weights.
   *
   * @throws IllegalArgumentException if the samples are more or fewer rows than the labels
   */
  public Samples expand(Samples samples) {
    check(
        samples.count() == count,
        "labels must be as many as rows = %d, but were %d",
        samples.count(),
        count);
    double[] all = samples.rowWeights();
    double[] weights = new double[rows.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = all[rows[i]] * factors[i];
    }
    return SelectedSamples.of(samples, rows).weighted(weights);
  }

  /** Returns the class of each row of {@link #expand}. */
  public Labels labels() {
    return labels;
  }
}
