package dev.gmm4j.bench.quality;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.SampleScale;

/**
 * Where a fit ended.
 *
 * @param logLikelihood of the training rows, in nats
 * @param admissible whether {@link Admissibility} believes it
 */
record Optimum(double logLikelihood, boolean admissible) {

  /** Judges a fit to rows without weights. */
  static Optimum of(GaussianMixtureFit fit, QualitySet set, double[][] rows) {
    double[] counts = fit.diagnostics().stream()
        .mapToDouble(ComponentDiagnostics::effectiveCount)
        .toArray();
    Admissibility verdict = Admissibility.of(
        fit.model().parameters(),
        counts,
        new ModelFamily(set.model(), MixingProportions.FREE),
        scale(rows),
        SampleResolution.of(Samples.of(rows)));
    return new Optimum(fit.logLikelihood(), verdict.isAdmissible());
  }

  private static SampleScale scale(double[][] rows) {
    int d = rows[0].length;
    double[] means = new double[d];
    double[] variances = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        means[j] += row[j] / rows.length;
      }
    }
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        variances[j] += (row[j] - means[j]) * (row[j] - means[j]) / rows.length;
      }
    }
    return new SampleScale(rows.length, rows.length, means, variances);
  }
}
