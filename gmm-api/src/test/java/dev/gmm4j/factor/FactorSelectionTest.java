package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorSelectionTest {
  private static final Samples IRIS = Samples.of(Published.rows("iris", 4));
  private static final FactorMixtureEstimator ESTIMATOR = FactorMixtureEstimator.builder(
          GaussianMixtureEstimator.builder().backend(new NaiveBackend()).build())
      .build();

  @Test
  void candidates_areThoseOfTheEstimatorItself_bestFirst() {
    FactorSelection.Result result = FactorSelection.of(
            ESTIMATOR, List.of(FactorModel.UUC, FactorModel.UCU), List.of(2, 3), List.of(2, 1))
        .select(IRIS);

    assertThat(result.candidates()).hasSize(8);
    FactorSelection.Candidate best = result.best().orElseThrow();
    FactorMixtureFit alone = ESTIMATOR.toBuilder()
        .estimator(settings -> settings.components(best.components()))
        .model(best.model())
        .factors(best.factors())
        .build()
        .fit(IRIS);
    assertThat(best.bic()).isEqualTo(alone.bic());
    assertThat(result.ranking())
        .extracting(FactorSelection.Candidate::bic)
        .isSorted()
        .hasSize(6);
  }

  @Test
  void tooManyFactors_failByName() {
    FactorSelection.Candidate candidate = FactorSelection.of(
            ESTIMATOR, List.of(FactorModel.UUU), List.of(2), List.of(2))
        .select(IRIS)
        .candidates()
        .get(0);

    assertThat(candidate.bic()).isNaN();
    assertThat(candidate.failure()).hasMessage("factors must be <= 1 for model uuu, but was 2");
  }

  @Test
  void nothingToCompare_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FactorSelection.of(ESTIMATOR, List.of(FactorModel.UUU), List.of(1), List.of()))
        .withMessage("factors must be at least 1, but were 0");
  }
}
