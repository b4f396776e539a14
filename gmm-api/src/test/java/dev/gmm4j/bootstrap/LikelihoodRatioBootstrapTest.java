package dev.gmm4j.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikelihoodRatioBootstrapTest {
  private static final Samples BLOBS = Samples.of(TestData.blobs(90, 2, 3, 8, 2).rows());

  private static LikelihoodRatioBootstrap.Builder small(int replicates) {
    return LikelihoodRatioBootstrap.builder()
        .estimator(
            e -> e.covariance(CovarianceModel.EII).initialization(Initialization.hierarchical()))
        .replicates(replicates)
        .significance(Math.max(0.05, 1.0 / (replicates + 1)));
  }

  /** No replicate of too few components comes near the statistic: p is the smallest that there is. */
  @Test
  void separatedBlobs_areCounted() {
    List<LikelihoodRatioBootstrapResult.Step> told = new ArrayList<>();
    LikelihoodRatioBootstrapResult result =
        small(39).listener(told::add).build().test(BLOBS);

    assertThat(result.components()).isEqualTo(3);
    assertThat(result.fit().model().components()).isEqualTo(3);
    assertThat(result.isConclusive()).isTrue();
    assertThat(result.failure()).isEmpty();
    assertThat(result.steps()).hasSize(3).isEqualTo(told);
    assertThat(result.steps().get(0).pValue()).isEqualTo(1.0 / 40);
    assertThat(result.steps().get(1).pValue()).isEqualTo(1.0 / 40);
    assertThat(result.steps().get(2).pValue()).isGreaterThan(0.05);
    for (LikelihoodRatioBootstrapResult.Step step : result.steps()) {
      long reached = step.replicates().stream()
          .filter(statistic -> statistic >= step.statistic())
          .count();
      assertThat(step.replicates()).hasSize(39);
      assertThat(step.failures()).isZero();
      assertThat(step.pValue()).isEqualTo((1.0 + reached) / 40);
      assertThat(step.statistic())
          .isEqualTo(2 * (step.alternative().logLikelihood() - step.fit().logLikelihood()));
    }
  }

  @Test
  void oneGaussian_isOne() {
    LikelihoodRatioBootstrapResult result = small(99)
        .estimator(e -> e.covariance(CovarianceModel.VVV))
        .build()
        .test(Samples.of(TestData.normal(80, 2, 11)));

    assertThat(result.components()).isEqualTo(1);
    assertThat(result.steps()).hasSize(1);
    assertThat(result.steps().get(0).pValue()).isGreaterThan(0.1);
  }

  /** Under the null hypothesis p-values are uniform on multiples of 1/(B+1), if replicates are fitted as samples are. */
  @Test
  @Tag("same-on-every-jdk")
  void pValues_areUniform_underTheNullHypothesis() {
    int sets = 200;
    double[] p = new double[sets];
    for (int i = 0; i < sets; i++) {
      int seed = i;
      p[i] = small(19)
          .components(1, 2)
          .estimator(e -> e.seed(seed).threads(1))
          .build()
          .test(Samples.of(TestData.normal(30, 1, 1000 + i)))
          .steps()
          .get(0)
          .pValue();
    }
    for (double level : new double[] {0.1, 0.25, 0.5, 0.75}) {
      double share = Arrays.stream(p).filter(each -> each <= level + 1e-9).count() / (double) sets;
      // Four standard deviations of the share.
      assertThat(share).isCloseTo(level, within(4 * Math.sqrt(level * (1 - level) / sets)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threads_changeNothing(int threads) {
    LikelihoodRatioBootstrapResult one = LikelihoodRatioBootstrap.builder()
        .replicates(19)
        .components(2, 4)
        .estimator(e -> e.seed(7).threads(1))
        .build()
        .test(BLOBS);
    LikelihoodRatioBootstrapResult many = LikelihoodRatioBootstrap.builder()
        .replicates(19)
        .components(2, 4)
        .estimator(e -> e.seed(7).threads(threads))
        .build()
        .test(BLOBS);

    assertThat(many.steps()).hasSameSizeAs(one.steps());
    for (int i = 0; i < one.steps().size(); i++) {
      assertThat(many.steps().get(i).replicates()).isEqualTo(one.steps().get(i).replicates());
      assertThat(many.steps().get(i).statistic()).isEqualTo(one.steps().get(i).statistic());
    }
  }

  /** Weight 2 is the row twice: the same mixtures, twice the log-likelihood, and twice as many rows drawn. */
  @Test
  void weights_count() {
    double[] twos = new double[90];
    Arrays.fill(twos, 2);
    LikelihoodRatioBootstrapResult plain = small(3).components(1, 2).build().test(BLOBS);
    LikelihoodRatioBootstrapResult weighted =
        small(3).components(1, 2).build().test(BLOBS.weighted(twos));

    double statistic = plain.steps().get(0).statistic();
    assertThat(weighted.steps().get(0).statistic())
        .isCloseTo(2 * statistic, within(1e-6 * statistic));
  }

  @Test
  void limit_andFailure_areNotConclusive() {
    LikelihoodRatioBootstrapResult limited = small(39).components(1, 2).build().test(BLOBS);
    assertThat(limited.components()).isEqualTo(2);
    assertThat(limited.isConclusive()).isFalse();
    assertThat(limited.failure()).isEmpty();

    double[][] few = {{0, 0}, {0, 1}, {1, 0}, {5, 5}, {5, 6}};
    LikelihoodRatioBootstrapResult failed =
        small(9).estimator(e -> e.covariance(CovarianceModel.VVV)).build().test(Samples.of(few));
    assertThat(failed.steps()).isEmpty();
    assertThat(failed.components()).isEqualTo(1);
    assertThat(failed.isConclusive()).isFalse();
    assertThat(failed.failure().orElseThrow()).isInstanceOf(DegenerateComponentException.class);

    LikelihoodRatioBootstrapResult two =
        small(9).components(2, 9).build().test(Samples.of(new double[][] {{0, 0}, {1, 5}, {2, 1}}));
    assertThat(two.failure()).isPresent();
  }

  @Test
  void samplesThatCannotBeFitted_areRefused() {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> small(9).build().test(Samples.of(new double[][] {{0}, {Double.NaN}})))
        .withMessageContaining("row 1");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() ->
            small(9).components(3, 4).build().test(Samples.of(new double[][] {{0}, {1}})))
        .withMessage("samples of positive weight must be at least components = 3, but were 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interruption_endsTheTest(int threads) {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> small(9).estimator(e -> e.threads(threads)).build().test(BLOBS));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void settings_areRefusedWithTheirBounds() {
    LikelihoodRatioBootstrap.Builder builder = LikelihoodRatioBootstrap.builder();
    refused(() -> builder.components(0, 3), "components must be >= 1, but was 0");
    refused(() -> builder.components(3, 3), "components must end at >= 4, but did at 3");
    refused(() -> builder.replicates(0), "replicates must be >= 1, but was 0");
    refused(() -> builder.significance(1), "significance must be in (0, 1), but was 1.0");
    refused(() -> builder.significance(Double.NaN), "significance must be in (0, 1), but was NaN");
    refused(
        () ->
            LikelihoodRatioBootstrap.builder().replicates(98).significance(0.01).build(),
        "replicates must be >= 99 for a significance of 0.01, but was 98");
    refused(
        () -> builder.estimator(e -> e.initializations(List.of())),
        "initializations must be at least 1, but were 0");
    refused(
        () -> builder.estimator(e -> e.initialization(Initialization.labels(new int[] {0, 1}))),
        "initializations must serve any number of components, but labels do not");
  }

  private static void refused(Runnable setting, String message) {
    assertThatIllegalArgumentException().isThrownBy(setting::run).withMessage(message);
  }
}
