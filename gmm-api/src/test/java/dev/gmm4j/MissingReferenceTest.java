package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fits of two well-known data sets with holes against EM in another language: NumPy 2.4, written from the formulas of
 * Ghahramani and Jordan (1994), one row after the other, until the log-likelihood stood still to 1e-13. Its fit of one
 * component to the iris agrees with {@code em.norm} of the R package norm 1.0-11.1.
 *
 * <p>It began with the classes, missing values at the means of what is observed in their class, and one maximization.
 */
class MissingReferenceTest {
  private static final double NAN = Double.NaN;

  /** What the printed digits allow: ten decimals of some hundreds at the end, eight at the start. */
  private static final double OF_TEN_DECIMALS = 1e-11;

  private static final double OF_EIGHT_DECIMALS = 1e-10;

  /** Parameters settle with the root of what is left of the log-likelihood. */
  private static final double PARAMETERS = 1e-6;

  /** Returns iris with {@code x_ij} missing where {@code (4i + j) mod 7 = 3}: 86 values, 64 rows complete. */
  private static double[][] iris() {
    double[][] rows = Published.rows("iris", 4);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (4 * i + j) % 7 == 3 ? NAN : rows[i][j];
      }
    }
    return rows;
  }

  private static int[] species() {
    int[] labels = new int[150];
    Arrays.setAll(labels, i -> i / 50);
    return labels;
  }

  /** Returns faithful with eruptions missing where {@code i mod 5 = 1}, and waiting where {@code i mod 5 = 3}. */
  private static double[][] faithful() {
    double[][] rows = Published.rows("faithful", 2);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i % 5 == 1 ? NAN : rows[i][0];
      rows[i][1] = i % 5 == 3 ? NAN : rows[i][1];
    }
    return rows;
  }

  private static int[] longWaits() {
    return Arrays.stream(faithful())
        .mapToInt(row -> (Double.isNaN(row[1]) ? row[0] >= 3 : row[1] >= 68) ? 1 : 0)
        .toArray();
  }

  private static GaussianMixtureFit fit(
      double[][] rows, int[] labels, int components, CovarianceType type) {
    double[][] filled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      filled[i] = rows[i].clone();
      for (int j = 0; j < rows[i].length; j++) {
        filled[i][j] = Double.isNaN(rows[i][j]) ? mean(rows, labels, labels[i], j) : rows[i][j];
      }
    }
    NaiveMixture start =
        NaiveMixture.maximize(filled, null, TestData.oneHot(labels, components), type, 0);
    return GaussianMixtureEstimator.builder()
        .components(components)
        .covarianceType(type)
        .initialization(Initialization.parameters(start.model(type)))
        .convergence(ConvergenceCriterion.aitken(1e-14))
        .maxIterations(5000)
        .regularization(0)
        .backend(new NaiveBackend())
        .build()
        .fit(Samples.of(rows).withMissingValues());
  }

  private static double mean(double[][] rows, int[] labels, int label, int feature) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (labels[i] == label && !Double.isNaN(rows[i][feature])) {
        sum += rows[i][feature];
        count++;
      }
    }
    return sum / count;
  }

  private static void expectLikelihoods(GaussianMixtureFit fit, double first, double last) {
    Expect.close("first", fit.bestRestart().trace().get(0), first, OF_EIGHT_DECIMALS);
    Expect.close("last", fit.logLikelihood(), last, OF_TEN_DECIMALS);
    assertThat(fit.converged()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "FULL,-204.98686102,-183.9462416071",
    "TIED,-266.23809330,-256.7302112731",
    "DIAGONAL,-284.88701945,-277.4879808521",
    "SPHERICAL,-351.44498798,-342.0329383583"
  })
  void iris_threeComponents(CovarianceType type, double first, double last) {
    expectLikelihoods(fit(iris(), species(), 3, type), first, last);
  }

  @Test
  void iris_threeFullComponents_haveTheParameters() {
    GaussianMixture model = fit(iris(), species(), 3, CovarianceType.FULL).model();

    double[] weights = {0.3333333333, 0.2956284119, 0.3710382547};
    Expect.close("weights", model.weights(), weights, PARAMETERS);
    double[] mean = {4.9979310489, 3.4209352841, 1.4521150959, 0.2492168230};
    Expect.close("mean", model.mean(0), mean, PARAMETERS);
  }

  @Test
  void iris_oneComponent_isThatOfNorm() {
    GaussianMixtureFit fit = fit(iris(), new int[150], 1, CovarianceType.FULL);

    Expect.close("log-likelihood", fit.logLikelihood(), -371.0162160906, OF_TEN_DECIMALS);
    double[] mean = {5.8321129837, 3.0519362602, 3.7647816261, 1.1956468583};
    Expect.close("mean", fit.model().mean(0), mean, PARAMETERS);
    Expect.close("variance", fit.model().covariances().get(0, 0, 0), 0.6762688147, PARAMETERS);
  }

  @Test
  void iris_oneDiagonalComponent() {
    GaussianMixtureFit fit = fit(iris(), new int[150], 1, CovarianceType.DIAGONAL);

    Expect.close("log-likelihood", fit.logLikelihood(), -628.3022857224, OF_TEN_DECIMALS);
  }

  @ParameterizedTest
  @CsvSource({
    "FULL,-952.8467183795",
    "TIED,-960.9366710969",
    "DIAGONAL,-961.5989334358",
    "SPHERICAL,-1363.7754334166"
  })
  void faithful_twoComponents(CovarianceType type, double last) {
    GaussianMixtureFit fit = fit(faithful(), longWaits(), 2, type);

    Expect.close("log-likelihood", fit.logLikelihood(), last, OF_TEN_DECIMALS);
    assertThat(fit.converged()).isTrue();
  }

  @Test
  void faithful_twoFullComponents_haveTheParameters() {
    GaussianMixture model = fit(faithful(), longWaits(), 2, CovarianceType.FULL).model();

    Expect.close("weight", model.weight(0), 0.3578861872, PARAMETERS);
    double[][] means = {{2.0304046184, 54.4454438109}, {4.2834248486, 80.1671964606}};
    Expect.close("means", model.means(), means, PARAMETERS);
  }
}
