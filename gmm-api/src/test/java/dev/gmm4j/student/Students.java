package dev.gmm4j.student;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.Arrays;

/** Data and settings that the tests of t mixtures share. */
final class Students {
  static final Samples IRIS = Samples.of(Published.rows("iris", 4));
  static final Samples FAITHFUL = Samples.of(Published.rows("faithful", 2));

  private Students() {}

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

  static GaussianMixtureEstimator.Builder settings(CovarianceModel model, int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .covariance(model)
        .regularization(Regularization.NONE)
        .maxIterations(5000)
        .tolerance(1e-10)
        .backend(new NaiveBackend())
        .threads(1);
  }

  /** Returns an estimator that begins with labels. */
  static StudentMixtureEstimator estimator(
      CovarianceModel model, int components, int[] labels, DegreesOfFreedom tails) {
    return StudentMixtureEstimator.builder(settings(model, components)
            .initialization(Initialization.labels(labels))
            .build())
        .degreesOfFreedom(tails)
        .build();
  }
}
