package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;

/**
 * Parameters of a mixture of factor analysers as they were given, copied and checked.
 *
 * @param factors number of factors of each component
 * @param weights {@code K} mixing weights that sum to 1
 * @param means {@code K*d} numbers, row-major
 */
record GivenFactors(int[] factors, double[] weights, double[] means, LowRank lowRank) {
  private static final double MAX_SUM_ERROR = 1e-6;

  /** Weights whose sum is as near to 1 as this are taken as they are. */
  private static final double ROUNDING = 1e-8;

  /**
   * Returns parameters.
   *
   * @throws IllegalArgumentException if shapes differ or numbers are out of range; the message names them
   */
  static GivenFactors of(
      LowRankModel model,
      int[] factors,
      double[] weights,
      double[][] means,
      double[][][] loadings,
      double[][] noise) {
    int components = notNull("weights", weights).length;
    check(components >= 1, "weights must be at least 1, but were 0");
    requireLength("factors", notNull("factors", factors).length, components);
    requireLength("means", notNull("means", means).length, components);
    requireLength("loadings", notNull("loadings", loadings).length, components);
    requireLength("noiseVariances", notNull("noiseVariances", noise).length, components);
    int d = notNull("means[0]", means[0]).length;
    int most = Arrays.stream(factors).max().orElseThrow();
    FactorCounts.check(d, factors);
    check(most >= 1, "factors must be >= 1, but were %s", most);
    double[] flat = new double[components * d];
    double[][] ownLoadings = new double[components][];
    double[][] ownNoise = new double[components][];
    for (int k = 0; k < components; k++) {
      System.arraycopy(finite("means[" + k + "]", means[k], d), 0, flat, k * d, d);
      ownLoadings[k] = loadings("loadings[" + k + "]", loadings[k], d, most, factors[k]);
      ownNoise[k] = finite("noiseVariances[" + k + "]", noise[k], d);
      for (int i = 0; i < d; i++) {
        check(
            ownNoise[k][i] > 0 && Double.isFinite(1 / ownNoise[k][i]),
            "noiseVariances[%d][%d] must be > 0, but was %s",
            k,
            i,
            ownNoise[k][i]);
        check(
            !model.isIsotropic() || ownNoise[k][i] == ownNoise[k][0],
            "noiseVariances[%d] must be the same for all features under model %s, but were %s and %s",
            k,
            model.label(),
            ownNoise[k][0],
            ownNoise[k][i]);
      }
      check(
          !model.hasCommonLoadings() || Arrays.equals(ownLoadings[k], ownLoadings[0]),
          "loadings must be the same for all components under model %s, but those of %d were not",
          model.label(),
          k);
    }
    return new GivenFactors(
        factors.clone(), weights(weights), flat, new LowRank(ownLoadings, ownNoise));
  }

  private static void requireLength(String name, int length, int components) {
    check(
        length == components,
        "%s must be of %d components, as the weights are, but were of %d",
        name,
        components,
        length);
  }

  private static double[] finite(String name, double[] numbers, int length) {
    notNull(name, numbers);
    check(
        numbers.length == length,
        "%s must have %d numbers, but had %d",
        name,
        length,
        numbers.length);
    for (int i = 0; i < length; i++) {
      check(Double.isFinite(numbers[i]), "%s[%d] must be finite, but was %s", name, i, numbers[i]);
    }
    return numbers.clone();
  }

  private static double[] loadings(String name, double[][] rows, int d, int columns, int own) {
    notNull(name, rows);
    check(rows.length == d, "%s must have %d rows, but had %d", name, d, rows.length);
    double[] loadings = new double[d * columns];
    for (int i = 0; i < d; i++) {
      double[] row = finite(name + "[" + i + "]", rows[i], columns);
      for (int f = own; f < columns; f++) {
        check(
            row[f] == 0,
            "%s[%d][%d] must be 0, beyond %d factors, but was %s",
            name,
            i,
            f,
            own,
            row[f]);
      }
      System.arraycopy(row, 0, loadings, i * columns, columns);
    }
    return loadings;
  }

  private static double[] weights(double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      check(
          weights[k] >= 0 && weights[k] < Double.POSITIVE_INFINITY,
          "weights[%d] must be >= 0 and finite, but was %s",
          k,
          weights[k]);
      sum += weights[k];
    }
    double total = sum;
    check(Math.abs(total - 1) <= MAX_SUM_ERROR, "weights must sum to 1, but summed to %s", total);
    return Math.abs(total - 1) <= ROUNDING
        ? weights.clone()
        : Arrays.stream(weights).map(weight -> weight / total).toArray();
  }
}
