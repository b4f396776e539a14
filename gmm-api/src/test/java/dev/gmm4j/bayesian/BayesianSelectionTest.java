package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.Search;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Bounds of iris for each number of components, against an independent implementation (concentration 1). */
class BayesianSelectionTest {
  private static final BayesianMixtureEstimator ESTIMATOR = BayesianMixtureEstimator.builder(
          Bayes.settings(CovarianceType.FULL, 1)
              .initialization(Initialization.kMeans())
              .restarts(2)
              // A search leaves no more than two occupied of three.
              .search(Search.NONE)
              .build())
      .weightPrior(WeightPrior.dirichlet().withConcentration(1))
      .build();

  @Test
  void iris_full_twoComponentsAreBest() {
    BayesianSelection.Result result = BayesianSelection.of(
            ESTIMATOR, List.of(CovarianceType.FULL), List.of(1, 2, 3))
        .select(Bayes.IRIS);
    double[] expected = {-415.843, -324.522, -332.326};

    assertThat(result.candidates()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(result.candidates().get(i).comparableElbo())
          .isCloseTo(expected[i], Offset.offset(6e-4));
    }
    assertThat(result.best().orElseThrow().components()).isEqualTo(2);
    assertThat(result.ranking())
        .extracting(BayesianSelection.Candidate::components)
        .containsExactly(2, 3, 1);
  }

  @Test
  void types_areComparedToo() {
    BayesianSelection.Result result = BayesianSelection.of(
            ESTIMATOR, List.of(CovarianceType.SPHERICAL, CovarianceType.TIED), List.of(2, 1))
        .select(Bayes.IRIS);

    assertThat(result.candidates())
        .extracting(candidate -> candidate.type().label() + candidate.components())
        .containsExactly("tied1", "tied2", "spherical1", "spherical2");
    assertThat(result.best().orElseThrow().type()).isEqualTo(CovarianceType.TIED);
  }

  @Test
  void nothingToCompare_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesianSelection.of(ESTIMATOR, List.of(), List.of(1)))
        .withMessageContaining("types must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesianSelection.of(ESTIMATOR, List.of(CovarianceType.FULL), List.of(0)))
        .withMessageContaining("components must be >= 1, but was 0");
  }
}
