package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit with the settings and the initializations of a candidate, or with the one that won alone, is the candidate's fit. */
class SelectionCellsTest {
  private static final Map<String, Initialization> INITIALIZATIONS = Map.of(
      "hierarchical", Initialization.hierarchical(),
      "short-em", Initialization.shortEm(),
      "k-means", Initialization.kMeans());

  static Stream<Samples> samples() {
    double[][] weighted = TestData.blobs(150, 3, 3, 2, 11).rows();
    return Stream.of(
        Samples.of(Published.rows("iris", 4)),
        Samples.of(weighted).weighted(TestData.weights(weighted.length, 5)));
  }

  private static GaussianMixtureEstimator settings() {
    return ModelSelection.defaultEstimator().toBuilder()
        .initializations(List.of(
            Initialization.hierarchical(), Initialization.shortEm(), Initialization.kMeans()))
        .restarts(2)
        .seed(7)
        .regularization(Regularization.relative(1e-6))
        .threads(2)
        .build();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fits_areThoseOfTheCandidates_toTheBit(Samples samples) {
    ModelSelectionResult result =
        ModelSelection.builder(settings()).components(1, 3).build().select(samples);

    assertThat(result.candidates()).hasSize(3 * CovarianceModel.values().length);
    for (SelectionCandidate candidate : result.candidates()) {
      GaussianMixtureEstimator ofAll = settings().toBuilder()
          .components(candidate.components())
          .covariance(candidate.covariance())
          .threads(3)
          .build();
      GaussianMixtureFit fit = candidate.fit().orElse(null);
      if (fit == null) {
        assertThatExceptionOfType(GmmException.class).isThrownBy(() -> ofAll.fit(samples));
        continue;
      }
      String winner = result.initializations().get(fit.bestRestart().index());
      GaussianMixtureEstimator ofWinner = ofAll.toBuilder()
          .initialization(INITIALIZATIONS.get(winner))
          .threads(1)
          .build();
      assertSame(candidate, winner, ofWinner.fit(samples), fit);
      if (candidate.components() > 1) {
        assertSame(candidate, "all", ofAll.fit(samples), fit);
      }
    }
    // Some are won by each kind, or the comparison says little.
    assertThat(result.candidates().stream()
            .filter(candidate -> candidate.components() > 1)
            .flatMap(candidate -> candidate.fit().stream())
            .map(fit -> result.initializations().get(fit.bestRestart().index()))
            .distinct())
        .contains("hierarchical", "short-em");
  }

  private static void assertSame(
      SelectionCandidate candidate,
      String initializations,
      GaussianMixtureFit actual,
      GaussianMixtureFit expected) {
    String what = candidate + " from " + initializations;
    assertThat(Expect.bits(actual.model())).as(what).isEqualTo(Expect.bits(expected.model()));
    assertThat(actual.bestRestart().trace())
        .as(what)
        .isEqualTo(expected.bestRestart().trace());
    assertThat(actual.bic()).as(what).isEqualTo(candidate.value(SelectionCriterion.BIC));
  }
}
