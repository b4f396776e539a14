package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Trimming;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Selections whose candidates all leave out the same share of the samples. */
class TrimmedSelectionTest {
  private static final double[][] ROWS = rows();

  /** Returns three clusters of 80 rows each, and 20 outliers, most of them in a clump that looks like a fourth. */
  private static double[][] rows() {
    Random random = new Random(4);
    double[][] centres = {{0, 0}, {9, 0}, {0, 9}};
    double[][] rows = new double[260][2];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        rows[i][j] = i < 240
            ? centres[i % 3][j] + random.nextGaussian()
            : (i < 255 ? 40 + 20 * random.nextGaussian() : 400 * random.nextGaussian());
      }
    }
    return rows;
  }

  private static ModelSelection.Builder selection(Trimming trimming) {
    return ModelSelection.builder()
        .estimator(e -> e.trimming(trimming).maxEigenvalueRatio(20))
        .components(2, 4)
        .models(List.of(CovarianceModel.EEE, CovarianceModel.VVV));
  }

  @Test
  void numberOfClusters_isFound_despiteOutliers() {
    for (Trimming trimming : List.of(Trimming.mixture(20 / 260.0), Trimming.hard(20 / 260.0))) {
      ModelSelectionResult result = selection(trimming).build().select(Samples.of(ROWS));
      assertThat(result.best().components()).isEqualTo(3);
      assertThat(result.initializations()).containsOnly("concentration");
      for (SelectionCandidate candidate : result.candidates()) {
        // The criterion is that of as many samples for all candidates.
        GaussianMixtureFit fit = candidate.fit().orElseThrow();
        assertThat(fit.trimmed().keptWeight()).isEqualTo(240);
        assertThat(fit.trimmed().trimming()).isEqualTo(trimming);
        double nu = fit.model().freeParameters();
        assertThat(candidate.value(SelectionCriterion.BIC))
            .isCloseTo(-2 * fit.logLikelihood() + nu * Math.log(240), within(1e-9));
        assertThat(candidate.value(SelectionCriterion.AICC))
            .isCloseTo(fit.aic() + 2 * nu * (nu + 1) / (240 - nu - 1), within(1e-9));
      }
    }
  }

  @Test
  void classificationLoss_isThatOfTheKeptSamples() {
    ModelSelectionResult result = selection(Trimming.mixture(20 / 260.0))
        .components(List.of(3))
        .criterion(SelectionCriterion.ICL_SOFT)
        .build()
        .select(Samples.of(ROWS));
    GaussianMixtureFit fit = result.bestFit();
    GaussianMixture model = fit.model();
    double hard = 0;
    double soft = 0;
    for (int i = 0; i < ROWS.length; i++) {
      if (!fit.trimmed().contains(i)) {
        double[] z = model.responsibilities(ROWS[i]);
        hard += Math.log(Arrays.stream(z).max().orElseThrow());
        soft += Arrays.stream(z).filter(v -> v > 0).map(v -> v * Math.log(v)).sum();
      }
    }
    assertThat(result.best().value(SelectionCriterion.ICL_HARD))
        .isCloseTo(fit.bic() - 2 * hard, within(1e-9 * Math.abs(fit.bic())));
    assertThat(result.best().value(SelectionCriterion.ICL_SOFT))
        .isCloseTo(fit.bic() - 2 * soft, within(1e-9 * Math.abs(fit.bic())));
  }

  @Test
  void criteriaThatMeanNothing_areRefused() {
    Trimming hard = Trimming.hard(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> selection(hard).criterion(SelectionCriterion.CROSS_VALIDATION).build())
        .withMessage(
            "criterion cv cannot go with trimming, as folds have outliers too, but trimming"
                + " was Trimming.hard(0.1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> selection(hard).criterion(SelectionCriterion.ICL_HARD).build())
        .withMessage(
            "criterion must be bic for the hard form of trimming, whose log-likelihood is that"
                + " of the classification, but was icl");
    ModelSelectionResult result =
        selection(hard).components(List.of(2)).build().select(Samples.of(ROWS));
    assertThat(result.best().value(SelectionCriterion.ICL_HARD)).isNaN();
    assertThat(result.best().value(SelectionCriterion.ICL_SOFT)).isNaN();
  }

  @Test
  void initializations_thatWereSet_stay() {
    ModelSelection selection = selection(Trimming.mixture(0.1))
        .estimator(e -> e.initialization(Initialization.kMeans()))
        .build();
    assertThat(selection.initializations(2))
        .extracting(Initialization::label)
        .containsExactly("k-means");
  }
}
