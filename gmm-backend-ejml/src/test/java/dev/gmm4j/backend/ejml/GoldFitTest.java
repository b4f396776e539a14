package dev.gmm4j.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Start;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits against results computed in 50-digit arithmetic from the same initial parameters. */
class GoldFitTest {
  /** Largest error relative to the larger of a number and the scale of its kind: parameters, trace, criteria. */
  private static final double RELATIVE = 1e-10;

  static Stream<GoldCase> cases() {
    return GoldCase.NAMES.stream().map(GoldCase::load);
  }

  private static GaussianMixtureFit fit(GoldCase gold) {
    EjmlBackend backend = new EjmlBackend();
    GaussianMixture initial = GaussianMixture.of(
        gold.weights("initial"), gold.means("initial"), gold.initialCovariances(), backend);
    return GaussianMixtureEstimator.builder()
        .components(gold.components())
        .covarianceType(gold.type())
        .start(Start.parameters(initial))
        .maxIterations((int) gold.number("iterations"))
        .tolerance(0)
        .regularization(gold.number("regularization"))
        .backend(backend)
        .build()
        .fit(gold.samples());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parameters_equalGold(GoldCase gold) {
    GaussianMixture model = fit(gold).model();

    assertClose("weights", model.weights(), gold.weights("final"));
    double[][] means = gold.means("final");
    double[][][] covariances = gold.covariances("final");
    for (int k = 0; k < gold.components(); k++) {
      assertClose("mean " + k, model.mean(k), means[k]);
      double[][] covariance = model.covariances().matrix(k);
      for (int i = 0; i < model.dimension(); i++) {
        for (int j = 0; j < model.dimension(); j++) {
          // Relative to the variances: a covariance near 0 has no precision of its own.
          double scale = Math.sqrt(covariances[k][i][i] * covariances[k][j][j]);
          assertThat(covariance[i][j])
              .as("covariance %d, %d, %d", k, i, j)
              .isCloseTo(covariances[k][i][j], within(RELATIVE * scale));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void traceAndCriteria_equalGold(GoldCase gold) {
    GaussianMixtureFit fit = fit(gold);

    double[] expected = GoldCase.numbers(gold.json().get("meanLogLikelihoodTrace"));
    List<Double> trace = fit.bestStart().trace();
    assertThat(trace).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertRelative("trace " + i, trace.get(i) / fit.totalWeight(), expected[i]);
    }
    assertRelative("log-likelihood", fit.logLikelihood(), gold.number("finalLogLikelihood"));
    assertThat(fit.model().freeParameters())
        .isEqualTo(gold.json().get("freeParameters").asLong());
    double n = fit.totalWeight();
    double parameters = gold.number("freeParameters");
    double bic = -2 * gold.number("finalLogLikelihood") + parameters * Math.log(n);
    assertRelative("BIC", fit.bic(), gold.isWeighted() ? bic : gold.number("bic"));
    double aic = -2 * gold.number("finalLogLikelihood") + 2 * parameters;
    assertRelative("AIC", fit.aic(), gold.isWeighted() ? aic : gold.number("aic"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void predictions_equalGold(GoldCase gold) {
    GaussianMixture model = fit(gold).model();

    double[] labels = GoldCase.numbers(gold.json().get("labels"));
    assertThat(model.predict(gold.samples())).containsExactly(toInts(labels));
    double[] logDensities = model.logDensities(gold.samples());
    double[][] responsibilities = model.responsibilities(gold.samples());
    double[] expectedDensities = GoldCase.numbers(gold.json().get("logDensityFirst5"));
    double[][] expectedResponsibilities =
        GoldCase.matrix(gold.json().get("responsibilitiesFirst5"));
    for (int i = 0; i < expectedDensities.length; i++) {
      assertRelative("log-density " + i, logDensities[i], expectedDensities[i]);
      assertThat(responsibilities[i])
          .containsExactly(expectedResponsibilities[i], within(RELATIVE));
    }
  }

  private static int[] toInts(double[] numbers) {
    int[] integers = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      integers[i] = (int) numbers[i];
    }
    return integers;
  }

  private static void assertClose(String what, double[] actual, double[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertRelative(what + " " + i, actual[i], expected[i]);
    }
  }

  private static void assertRelative(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
  }
}
