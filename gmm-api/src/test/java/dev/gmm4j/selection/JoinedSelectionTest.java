package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.TestData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two selections as one. */
class JoinedSelectionTest {
  private static final Samples SAMPLES =
      Samples.of(TestData.blobs(120, 2, 3, 4, 1).rows());

  @Test
  void selections_ofPartsOfTheCandidates_areThatOfAll() {
    ModelSelectionResult whole =
        select(SAMPLES, 1, 4, CovarianceModel.VVI, CovarianceModel.EEE, CovarianceModel.VVV);
    ModelSelectionResult few =
        select(SAMPLES, 1, 2, CovarianceModel.VVI, CovarianceModel.EEE, CovarianceModel.VVV);
    ModelSelectionResult many =
        select(SAMPLES, 2, 4, CovarianceModel.VVV, CovarianceModel.VVI, CovarianceModel.EEE);
    ModelSelectionResult joined = many.joined(few);

    assertThat(joined.candidates())
        .extracting(SelectionCandidate::toString)
        .containsExactly(
            whole.candidates().stream().map(SelectionCandidate::toString).toArray(String[]::new));
    assertThat(joined.best()).hasToString(whole.best().toString());
    assertThat(joined.bestFit().bic()).isEqualTo(whole.bestFit().bic());
    assertThat(joined.seconds()).isEqualTo(many.seconds() + few.seconds());
  }

  /** The first one's fit has begun badly and stops after an iteration. */
  @Test
  void candidateInBoth_isTheBetterOne() {
    ModelSelectionResult bad = selection(3, 3, CovarianceModel.VVV)
        .estimator(estimator -> estimator.maxIterations(1).search(Search.NONE))
        .build()
        .select(SAMPLES);
    ModelSelectionResult good = select(SAMPLES, 3, 3, CovarianceModel.VVV);
    double best = good.bestFit().bic();

    assertThat(bad.bestFit().bic()).isGreaterThan(best);
    assertThat(bad.joined(good).bestFit().bic()).isEqualTo(best);
    assertThat(good.joined(bad).bestFit().bic()).isEqualTo(best);
  }

  @Test
  void selectionsOfOthers_areRefused() {
    ModelSelectionResult one = select(SAMPLES, 1, 1, CovarianceModel.VVV);
    Samples fewer = Samples.of(TestData.blobs(60, 2, 3, 4, 1).rows());
    Samples wider = Samples.of(TestData.normal(120, 3, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.joined(select(fewer, 1, 1, CovarianceModel.VVV)))
        .withMessage("other must be of samples of total weight 120.0, but was of 60.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.joined(select(wider, 1, 1, CovarianceModel.VVV)))
        .withMessage("other must be of 2 features, but was of 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.joined(selection(1, 1, CovarianceModel.VVV)
            .criterion(SelectionCriterion.AIC)
            .build()
            .select(SAMPLES)))
        .withMessage("other must be chosen by bic, but was by aic");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.joined(selection(1, 1, CovarianceModel.VVV)
            .estimator(estimator -> estimator.initialization(Initialization.hierarchical()))
            .build()
            .select(SAMPLES)))
        .withMessage("other must have the initializations [k-means], but had [hierarchical]");
  }

  private static ModelSelectionResult select(
      Samples samples, int from, int to, CovarianceModel... models) {
    return selection(from, to, models).build().select(samples);
  }

  private static ModelSelection.Builder selection(int from, int to, CovarianceModel... models) {
    return ModelSelection.builder()
        .estimator(estimator -> estimator.initialization(Initialization.kMeans()))
        .components(from, to)
        .models(List.of(models));
  }
}
