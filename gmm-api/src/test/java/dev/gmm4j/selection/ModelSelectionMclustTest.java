package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Published;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All models of one to nine components, against mclust's default selection. */
@Tag("same-on-every-jdk")
class ModelSelectionMclustTest {

  @ParameterizedTest
  @CsvSource({"faithful, 2, EEE, 3, -2314.3162956658", "iris, 4, VEV, 2, -561.7284621151"})
  void selection_choosesAsMclust_andIsWorseInNoCandidate(
      String data, int columns, CovarianceModel chosen, int components, double bic) {
    Map<String, Double> mclust = Published.mclustBic(data);
    ModelSelectionResult result =
        ModelSelection.builder().build().select(Samples.of(Published.rows(data, columns)));

    assertThat(result.candidates()).hasSize(9 * 14);
    for (SelectionCandidate candidate : result.candidates()) {
      double theirs = mclust.get(candidate.toString());
      if (Double.isNaN(theirs)) {
        continue; // mclust found none
      }
      assertThat(candidate.failure()).as(candidate.toString()).isEmpty();
      double gain = (-candidate.value(SelectionCriterion.BIC) - theirs) / 2;
      assertThat(gain).as("log-likelihood above mclust's of %s", candidate).isGreaterThan(-0.05);
      if (candidate.components() == 1) {
        assertThat(gain).as(candidate.toString()).isCloseTo(0, within(1e-7));
      }
    }
    SelectionCandidate best = result.best();
    assertThat(best.covariance()).isEqualTo(chosen);
    assertThat(best.components()).isEqualTo(components);
    // mclust stops earlier; its likelihood is not quite at the maximum.
    assertThat(-best.value(SelectionCriterion.BIC)).isBetween(bic - 1e-6, bic + 0.03);
  }

  /** In mclust's sign -561.728875651 and -566.467287. */
  @Test
  void integratedLikelihood_isThatOfMclust() {
    ModelSelectionResult result = ModelSelection.builder()
        .criterion(SelectionCriterion.ICL_HARD)
        .components(1, 3)
        .build()
        .select(Samples.of(Published.rows("iris", 4)));

    assertThat(result.best().toString()).isEqualTo("VEV, 2");
    assertThat(result.best().value(SelectionCriterion.ICL_HARD))
        .isCloseTo(561.728875651, within(1e-5));
    SelectionCandidate second = result.ranking(SelectionCriterion.ICL_HARD).get(1);
    assertThat(second.toString()).isEqualTo("VEV, 3");
    assertThat(second.value(SelectionCriterion.ICL_HARD)).isCloseTo(566.467287, within(0.03));
  }

  /** mclust's initialization alone leads to its results. */
  @Test
  void hierarchicalInitialization_isAsGoodAsThatOfMclust() {
    Map<String, Double> mclust = Published.mclustBic("faithful");
    ModelSelectionResult result = ModelSelection.builder()
        .estimator(e -> e.initialization(Initialization.hierarchical()))
        .build()
        .select(Samples.of(Published.rows("faithful", 2)));

    for (SelectionCandidate candidate : result.candidates()) {
      double theirs = mclust.get(candidate.toString());
      double gain = (-candidate.value(SelectionCriterion.BIC) - theirs) / 2;
      assertThat(gain).as(candidate.toString()).isGreaterThan(-0.05);
    }
  }
}
