package dev.gmm4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers of the examples with images against those of scikit-learn 1.2.1. With many components, fits by different initializations
 * end at different maxima: such numbers are compared as far as scikit-learn's own runs differ.
 */
@Tag("same-on-every-jdk")
class ImagesTest {
  @TempDir
  private Path folder;

  @Test
  void digits_haveFewerFeatures_andAnAicAsThatOfOthers() {
    Runs run = Runs.of(new DigitsExample(), folder);

    run.has("features", 41, 0);
    run.has("share of the variance", 0.9901018242795546, 1e-12);
    double[] others = {
      26150, -27226, -77129, -120253, -150237, -172656, -201925, -224805,
      -230953, -236040, -230288, -233850, -233399, -229655, -233697, -232497
    };
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < others.length; i++) {
      double aic = run.result("AIC of " + (50 + 10 * i));
      assertThat(aic).isCloseTo(others[i], within(25_000.0));
      best = Math.min(best, aic);
    }
    assertThat(best).isBetween(-260_000.0, -230_000.0);
    run.has("converged", 1, 0);
    // Closed form: 109 weights, and for each component 41 numbers of its mean and 41 * 42 / 2 of
    // its covariance.
    double parameters = 109 + 110 * (41 + 41 * 42 / 2.0);
    run.has("AIC of 110", 2 * parameters - 2 * run.result("log-likelihood of 110"), 1e-12);
  }

  @Test
  void mnist_isToldApart() {
    Runs run = Runs.of(new MnistExample(), folder);

    run.has("log-likelihood in 20 dimensions", -52957.33542840129, 1e-6);
    run.has("log-likelihood in 32 dimensions", -70568.27547721154, 1e-3);
    run.has("log-likelihood in 44 dimensions", -82365.7341428469, 1e-3);
    run.has("log-likelihood in 784 dimensions", 1486963.7972575421, 5e-3);
    for (int dimension : new int[] {20, 32, 44}) {
      assertThat(run.result("misclassification rate in " + dimension + " dimensions"))
          .isLessThanOrEqualTo(0.01);
    }
    assertThat(run.result("misclassification rate in 784 dimensions")).isLessThanOrEqualTo(0.06);
  }
}
