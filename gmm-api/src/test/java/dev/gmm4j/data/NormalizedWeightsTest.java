package dev.gmm4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.bootstrap.BootstrapMethod;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.TestData;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that are frequencies, and weights that are not. */
class NormalizedWeightsTest {
  private static final double[][] ROWS = TestData.blobs(90, 2, 2, 6, 4).rows();

  /** Weights of a mean of exactly 1, some of them 0. */
  private static double[] frequencies() {
    double[] weights = new double[ROWS.length];
    Arrays.setAll(weights, i -> i % 6 * 0.5);
    double mean = 1.5;
    Arrays.setAll(weights, i -> weights[i] / mean);
    return weights;
  }

  private static Samples scaled(double factor) {
    return Samples.of(ROWS)
        .weighted(Arrays.stream(frequencies()).map(weight -> weight * factor).toArray());
  }

  private static Samples sumToOne() {
    return scaled(1 / scaled(1).weightSummary().total());
  }

  /** Plain sums of such numbers lie beside n times the weight, which would leave weights beside 1. */
  @ParameterizedTest
  @CsvSource({"0.01, 100", "0.1, 49", "1e-300, 4097", "0.3, 99991", "1e140, 7", "1, 12345"})
  void equalWeights_areOnes(double weight, int rows) {
    double[] weights = new double[rows];
    Arrays.fill(weights, weight);
    Samples samples = Samples.of(new double[rows], 1).weighted(weights);

    assertThat(samples.withNormalizedWeights().rowWeights()).containsOnly(1);
    assertThat(samples.weightSummary().mean()).isEqualTo(weight);
    assertThat(samples.weightSummary().total())
        .isEqualTo(new BigDecimal(weight).multiply(BigDecimal.valueOf(rows)).doubleValue());
  }

  @Test
  void weights_sumToTheRowsOfPositiveWeight() {
    Samples normalized = sumToOne().withNormalizedWeights();
    double[] expected = frequencies();

    assertThat(normalized.weightSummary().rows()).isEqualTo(75);
    assertThat(normalized.weightSummary().total()).isCloseTo(75, within(75 * 1e-15));
    double[] weights = normalized.rowWeights();
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).isCloseTo(expected[i], within(expected[i] * 1e-15));
    }
    assertThat(normalized.count()).isEqualTo(ROWS.length);
    assertThat(normalized.block(3, 2).weights()).containsExactly(weights[3], weights[4]);
  }

  @Test
  void samplesWithoutWeights_stayAsTheyAre() {
    Samples samples = Samples.of(ROWS);

    assertThat(samples.withNormalizedWeights()).isSameAs(samples);
    assertThat(samples.weightSummary()).isEqualTo(new WeightSummary(ROWS.length, ROWS.length, 1));
  }

  /** A source is read block by block: once for the mean, and then where rows are asked for; rows are not read. */
  @Test
  void source_isNotCopied() {
    int rows = 1 << 20;
    AtomicInteger longest = new AtomicInteger();
    AtomicLong read = new AtomicLong();
    RowSource unread = new Computed(rows, (first, count) -> {
      throw new AssertionError("rows are not read");
    });
    RowSource weights = new Computed(rows, (first, count) -> {
      longest.accumulateAndGet(count, Math::max);
      read.addAndGet(count);
    });
    assertThat(Samples.of(unread).weighted(weights).withNormalizedWeights().isWeighted())
        .isTrue();
    assertThat(read).hasValue(rows);
    assertThat(longest.get()).isLessThanOrEqualTo(1 << 13);
    Samples normalized = Samples.of(new Computed(rows, (first, count) -> {}))
        .weighted(weights)
        .withNormalizedWeights();
    assertThat(normalized.block(rows / 2, 3).weights()).startsWith(1, 1, 1);
    assertThat(read).hasValue(2L * rows + 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e146})
  void invalidWeight_isNamed(double invalid) {
    double[] weights = new double[5000];
    weights[4500] = invalid;
    Samples samples = Samples.of(new double[5000], 1).weighted(new GivenWeights(weights));

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(samples::withNormalizedWeights)
        .withMessageEndingWith(", but that of row 4500 was " + invalid)
        .satisfies(e -> assertThat(e.row()).hasValue(4500));
  }

  @Test
  void weightsThatAreAll0_areRefused() {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> Samples.of(ROWS).weighted(new double[ROWS.length]).weightSummary())
        .withMessage("weights must not all be 0");
  }

  @Test
  void fit_ofWeightsThatSumTo1_hasNoBic() {
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(2).seed(1).build();
    GaussianMixtureFit fit = estimator.fit(sumToOne());
    GaussianMixtureFit normalized = estimator.fit(sumToOne().withNormalizedWeights());

    assertThat(fit.totalWeight()).isCloseTo(1, within(1e-14));
    assertThat(fit.bic()).isNaN();
    assertThat(fit.aic()).isFinite();
    assertThat(fit.toString()).contains("bic=NaN");
    assertThat(fit.model().score(sumToOne()).bic()).isNaN();
    assertThat(normalized.bic())
        .isCloseTo(estimator.fit(scaled(1)).bic(), within(1e-9 * Math.abs(normalized.bic())));
    assertThat(normalized.model().means()[0][0]).isCloseTo(fit.model().means()[0][0], within(1e-6));
  }

  private static ModelSelection.Builder selection() {
    return ModelSelection.builder()
        .components(1, 4)
        .models(List.of(CovarianceModel.EII, CovarianceModel.VVV))
        .estimator(e -> e.initialization(Initialization.hierarchical()));
  }

  /** Where the total weight is 1, ln n is 0 and the largest model would win. */
  @ParameterizedTest
  @EnumSource(
      value = SelectionCriterion.class,
      names = {"BIC", "AICC", "ICL_HARD", "ICL_SOFT"})
  void selection_ofWeightsThatSumTo1_isRefused(SelectionCriterion criterion) {
    ModelSelection selection = selection()
        .criterion(criterion)
        .listener(candidate -> {
          throw new AssertionError("nothing is fitted");
        })
        .build();

    for (Samples samples : List.of(sumToOne(), scaled(1e-6))) {
      assertThatExceptionOfType(InvalidSamplesException.class)
          .isThrownBy(() -> selection.select(samples))
          .withMessageStartingWith("criterion " + criterion.label()
              + " takes the total weight for the number of samples, which must be > 1, but the"
              + " weights of 75 rows sum to ")
          .withMessageContaining(DecimalText.of(samples.weightSummary().total()))
          .withMessageEndingWith("; weights are frequencies, 2 being the row twice;"
              + " Samples.withNormalizedWeights() scales them to the number of rows");
    }
  }

  @Test
  void selection_ofNormalizedWeights_choosesAsThatOfFrequencies() {
    String chosen = selection().build().select(scaled(1)).best().toString();

    assertThat(chosen).isEqualTo("EII, 2");
    assertThat(selection().build().select(scaled(0.01).withNormalizedWeights()).best())
        .hasToString(chosen);
    assertThat(selection().build().select(sumToOne().withNormalizedWeights()).best())
        .hasToString(chosen);
  }

  /** Cross-validation knows no number of samples; a common factor changes nothing. */
  @Test
  void crossValidation_takesAnyWeights() {
    ModelSelection selection =
        selection().criterion(SelectionCriterion.CROSS_VALIDATION).folds(3).build();

    assertThat(selection.select(sumToOne()).best())
        .hasToString(selection.select(scaled(1)).best().toString());
  }

  @Test
  void selection_ofOneSample_isRefused() {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> selection().build().select(Samples.of(new double[][] {{1, 2}})))
        .withMessage("criterion bic needs more than 1 sample, but there was 1");
    Samples one = Samples.of(new double[] {1, 2}, 1).weighted(new double[] {0, 1});
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> selection().build().select(one))
        .withMessage("criterion bic needs more than 1 sample, but there was 1");
  }

  @Test
  void bootstraps_thatDrawSamples_refuseWeightsThatSumTo1() {
    GaussianMixture model = GaussianMixture.fit(sumToOne(), 1);

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> LikelihoodRatioBootstrap.builder().build().test(sumToOne()))
        .withMessageStartingWith("a likelihood-ratio test takes the total weight for the number");
    for (BootstrapMethod method : BootstrapMethod.values()) {
      ParameterBootstrap bootstrap =
          ParameterBootstrap.builder().method(method).replicates(5).build();
      if (method == BootstrapMethod.WEIGHTED_LIKELIHOOD) {
        assertThatNoException().isThrownBy(() -> bootstrap.run(model, sumToOne()));
      } else {
        assertThatExceptionOfType(InvalidSamplesException.class)
            .isThrownBy(() -> bootstrap.run(model, sumToOne()))
            .withMessageStartingWith("bootstrap method " + method.label() + " takes the total");
      }
    }
  }

  /** Told of what is read. */
  @FunctionalInterface
  private interface Reads {
    void read(long first, int count);
  }

  /** A column of quarters, computed. */
  private record Computed(long rows, Reads reads) implements RowSource {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      reads.read(first, count);
      Arrays.fill(destination, 0, count, 0.25);
    }
  }

  /** Weights of a source, which are checked when they are used. */
  private record GivenWeights(double[] weights) implements RowSource {
    @Override
    public long rows() {
      return weights.length;
    }

    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      System.arraycopy(weights, (int) first, destination, 0, count);
    }
  }
}
