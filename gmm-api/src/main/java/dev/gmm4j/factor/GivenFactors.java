package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;

/** Loadings and noise variances that a user gives, checked. */
final class GivenFactors {
  private GivenFactors() {}

  /** Returns covariances of given parts; arguments and failures are those of {@link FactorMixture#of}. */
  static LowRank of(
      LowRankModel model,
      int[] factors,
      double[][] means,
      double[][][] loadings,
      double[][] noiseVariances) {
    int components = notNull("factors", factors).length;
    check(components >= 1, "factors must be of at least 1 component, but were of 0");
    checkLength("means", notNull("means", means).length, components);
    checkLength("loadings", notNull("loadings", loadings).length, components);
    checkLength("noiseVariances", notNull("noiseVariances", noiseVariances).length, components);
    int d = means[0].length;
    check(d >= 1, "means[0] must have at least 1 number, but had 0");
    int most = model.maxFactors(d);
    int q = Arrays.stream(factors).max().orElseThrow();
    double[][] flat = new double[components][];
    double[][] noise = new double[components][];
    for (int k = 0; k < components; k++) {
      check(
          factors[k] >= 0 && factors[k] <= most,
          "factors[%d] must be in [0, %d] for model %s and %d features, but was %d",
          k,
          most,
          model.label(),
          d,
          factors[k]);
      checkLength("means[" + k + "]", means[k].length, d);
      flat[k] = loadings(k, loadings[k], d, q, factors[k]);
      noise[k] = noise(k, noiseVariances[k], d);
    }
    return new LowRank(flat, noise);
  }

  private static double[] loadings(int k, double[][] rows, int d, int q, int own) {
    checkLength("loadings[" + k + "]", rows.length, d);
    double[] flat = new double[d * q];
    for (int i = 0; i < d; i++) {
      checkLength("loadings[" + k + "][" + i + "]", rows[i].length, q);
      for (int f = 0; f < q; f++) {
        double loading = rows[i][f];
        check(
            Double.isFinite(loading),
            "loadings[%d][%d][%d] must be finite, but was %s",
            k,
            i,
            f,
            loading);
        check(
            f < own || loading == 0,
            "loadings[%d][%d][%d] must be 0, as the component has %d factors, but was %s",
            k,
            i,
            f,
            own,
            loading);
        flat[i * q + f] = loading;
      }
    }
    return flat;
  }

  private static double[] noise(int k, double[] variances, int d) {
    checkLength("noiseVariances[" + k + "]", variances.length, d);
    for (int i = 0; i < d; i++) {
      check(
          variances[i] > 0 && Double.isFinite(variances[i]),
          "noiseVariances[%d][%d] must be finite and > 0, but was %s",
          k,
          i,
          variances[i]);
    }
    return variances.clone();
  }

  private static void checkLength(String name, int length, int expected) {
    check(length == expected, "%s must have %d entries, but had %d", name, expected, length);
  }
}
