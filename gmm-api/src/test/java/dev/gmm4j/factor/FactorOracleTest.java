package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log-likelihoods against closed forms, R's {@code factanal} and independent implementations of EM in NumPy. */
class FactorOracleTest {
  /** Digits of the reference values. */
  private static final double PRINTED = 1e-11;

  /** Wine, each of the 13 features divided by its standard deviation, of divisor n. */
  private static final double[][] WINE = standardized(Published.rows("wine", 13));

  private static double[][] standardized(double[][] rows) {
    int d = rows[0].length;
    for (int j = 0; j < d; j++) {
      int feature = j;
      double mean =
          Arrays.stream(rows).mapToDouble(row -> row[feature]).average().orElseThrow();
      double variance = Arrays.stream(rows)
          .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
          .average()
          .orElseThrow();
      for (double[] row : rows) {
        row[j] = (row[j] - mean) / Math.sqrt(variance);
      }
    }
    return rows;
  }

  private static int[] cultivars() {
    return Arrays.stream(Published.rows("wine", 14))
        .mapToInt(row -> (int) row[13])
        .toArray();
  }

  private static FactorMixtureFit fit(
      FactorModel model, int factors, int[] labels, int iterations) {
    int components = Arrays.stream(labels).max().orElseThrow() + 1;
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(components)
            .initialization(Initialization.labels(labels))
            .maxIterations(iterations)
            .tolerance(0)
            .backend(new NaiveBackend())
            .threads(1)
            .build())
        .model(model)
        .factors(factors)
        .build()
        .fit(Samples.of(WINE));
  }

  /** Closed form (Tipping and Bishop 1999), by NumPy. */
  @ParameterizedTest
  @CsvSource({
    "1, -3026.79508435",
    "2, -2875.63626058",
    "3, -2794.91897205",
    "4, -2755.81823669",
    "5, -2707.85083054",
    "6, -2674.06803423"
  })
  void oneComponent_isotropicNoise_isPrincipalComponents(int factors, double logLikelihood) {
    for (FactorModel model :
        new FactorModel[] {FactorModel.UUC, FactorModel.UCC, FactorModel.CCC}) {
      FactorMixtureFit fit = fit(model, factors, new int[WINE.length], 1);

      Expect.close("log-likelihood", fit.logLikelihood(), logLikelihood, PRINTED);
    }
  }

  /** R's factanal. */
  @ParameterizedTest
  @CsvSource({"1, -2894.27028388", "2, -2747.1910533", "3, -2684.28445787"})
  void oneComponent_ownNoise_isFactorAnalysis(int factors, double logLikelihood) {
    for (FactorModel model :
        new FactorModel[] {FactorModel.UUU, FactorModel.UCU, FactorModel.CCU}) {
      FactorMixtureFit fit = fit(model, factors, new int[WINE.length], 100);

      Expect.close("log-likelihood", fit.logLikelihood(), logLikelihood, 1e-10);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, -2617.607145, -2612.44353426, 83, 5654.9751",
    "2, -2488.216019, -2486.66193604, 119, 5589.9561",
    "3, -2385.698454, -2381.69204910, 152, 5551.0152"
  })
  void wine_principalComponentsOfEach(
      int factors, double first, double last, int parameters, double bic) {
    FactorMixtureFit fit = fit(FactorModel.UUC, factors, cultivars(), 1000);

    Expect.close("first", fit.logLikelihoodTrace().get(0), first, 1e-9);
    Expect.close("last", fit.logLikelihood(), last, PRINTED);
    assertThat(fit.model().freeParameters()).isEqualTo(parameters);
    Expect.close("BIC", fit.bic(), bic, 1e-8);
  }

  @ParameterizedTest
  @CsvSource({
    "1, -2469.25124439, 93, 5420.4084",
    "2, -2362.82911728, 129, 5394.1083",
    "3, -2281.98405317, 162, 5403.4170"
  })
  void wine_commonNoiseOfFeatures(int factors, double last, int parameters, double bic) {
    FactorMixtureFit fit = fit(FactorModel.UCU, factors, cultivars(), 1000);

    Expect.close("last", fit.logLikelihood(), last, 1e-10);
    assertThat(fit.model().freeParameters()).isEqualTo(parameters);
    Expect.close("BIC", fit.bic(), bic, 1e-8);
  }
}
