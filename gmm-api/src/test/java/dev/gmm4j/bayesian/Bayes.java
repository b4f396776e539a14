package dev.gmm4j.bayesian;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.Arrays;

/** Data and settings that the tests of Bayesian mixtures share. */
final class Bayes {
  static final Samples IRIS = Samples.of(Published.rows("iris", 4));
  static final Samples FAITHFUL = Samples.of(Published.rows("faithful", 2));

  private Bayes() {}

  /** The species of iris, 50 rows each. */
  static int[] species() {
    int[] labels = new int[150];
    Arrays.setAll(labels, i -> i / 50);
    return labels;
  }

  /** Whether the waiting time is at least 68 minutes. */
  static int[] longWaits() {
    return Arrays.stream(Published.rows("faithful", 2))
        .mapToInt(row -> row[1] >= 68 ? 1 : 0)
        .toArray();
  }

  static GaussianMixtureEstimator.Builder settings(CovarianceType type, int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .covarianceType(type)
        .maxIterations(2000)
        .backend(new NaiveBackend())
        .threads(1);
  }

  /** Returns an estimator that begins with labels and does all iterations. */
  static BayesianMixtureEstimator.Builder estimator(
      CovarianceType type, int components, int[] labels, int iterations) {
    return BayesianMixtureEstimator.builder(settings(type, components)
        .initialization(Initialization.labels(labels))
        .maxIterations(iterations)
        .tolerance(0)
        .build());
  }
}
