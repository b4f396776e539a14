package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.MissingOracle;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImputationTest {
  private static final double NAN = Double.NaN;
  private static final double TOLERANCE = 1e-12;

  /** The error of a mean of so many draws is a hundredth of the deviation. */
  private static final int DRAWS = 10_000;

  private static final double[][] ROWS = {
    {0.5, NAN, -1, NAN}, {NAN, NAN, NAN, 2}, {NAN, NAN, NAN, NAN}, {1, 2, 3, 4}
  };

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void means_equalOracle(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 4, type, 9);
    Samples samples = Samples.of(ROWS).withMissingValues();
    Imputation imputation = Imputation.of(mixture.model(type));
    double[] means = imputation.means(samples).block(0, ROWS.length).values();
    double[] likeliest = imputation.ofLikeliest(samples).block(0, ROWS.length).values();

    MissingOracle oracle = new MissingOracle(mixture);
    for (int i = 0; i < 2; i++) {
      double[] responsibilities = responsibilities(mixture, ROWS[i]);
      int best = 0;
      for (int k = 0; k < 3; k++) {
        best = responsibilities[k] > responsibilities[best] ? k : best;
      }
      for (int j = 0; j < 4; j++) {
        double expected = 0;
        for (int k = 0; k < 3; k++) {
          expected += responsibilities[k] * oracle.completed(ROWS[i], k)[j];
        }
        Expect.close("mean", means[4 * i + j], expected, TOLERANCE, 1);
        Expect.close(
            "likeliest", likeliest[4 * i + j], oracle.completed(ROWS[i], best)[j], TOLERANCE, 1);
      }
    }
    // Nothing observed: the mean of the mixture; nothing missing: the row.
    double[] whole = MixtureMoments.of(mixture.model(type)).mean();
    for (int j = 0; j < 4; j++) {
      Expect.close("mixture", means[8 + j], whole[j], TOLERANCE, 1);
      assertThat(means[12 + j]).isEqualTo(ROWS[3][j]);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void draws_haveTheMeansAndVariances(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 4, type, 9);
    Samples samples = Samples.of(ROWS).withMissingValues();
    Imputation imputation = Imputation.of(mixture.model(type));
    double[] means = imputation.means(samples).block(0, ROWS.length).values();
    double[] variances = imputation.variances(samples).block(0, ROWS.length).values();
    double[] sums = new double[16];
    double[] squares = new double[16];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] drawn = imputation.draw(samples, draw).block(0, ROWS.length).values();
      for (int i = 0; i < 16; i++) {
        double deviation = drawn[i] - means[i];
        sums[i] += deviation / DRAWS;
        squares[i] += deviation * deviation / DRAWS;
      }
    }
    for (int i = 0; i < 16; i++) {
      double deviation = Math.sqrt(variances[i]);
      assertThat(Math.abs(sums[i])).isLessThanOrEqualTo(0.05 * deviation);
      Expect.close("variance " + i, squares[i], variances[i], 0.1);
      assertThat(variances[i] > 0).isEqualTo(Double.isNaN(ROWS[i / 4][i % 4]));
    }
  }

  @Test
  void draw_isTheSameWhateverIsReadAtATime() {
    GaussianMixture model =
        TestData.mixture(3, 4, CovarianceType.FULL, 9).model(CovarianceType.FULL);
    Samples drawn = Imputation.of(model).draw(Samples.of(ROWS).withMissingValues(), 5);

    assertThat(drawn.block(1, 1).values()[0]).isEqualTo(drawn.block(0, 4).values()[4]);
  }

  @Test
  void infinity_isRefused() {
    GaussianMixture model =
        TestData.mixture(3, 2, CovarianceType.FULL, 9).model(CovarianceType.FULL);
    Samples samples = Samples.of(new double[][] {{NAN, 1}, {2, Double.POSITIVE_INFINITY}});

    assertThatThrownBy(() -> Imputation.of(model).means(samples).block(0, 2))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must be finite, but row 1, column 1 was Infinity");
  }

  private static double[] responsibilities(NaiveMixture mixture, double[] row) {
    int[] observed = MissingOracle.observed(row);
    double[] seen = new double[observed.length];
    for (int j = 0; j < seen.length; j++) {
      seen[j] = row[observed[j]];
    }
    return new MissingOracle(mixture).marginal(observed).evaluation().responsibilities(seen);
  }
}
