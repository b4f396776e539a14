package dev.gmm4j.internal.initialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Classes of one feature, as mclust's {@code qclass} makes them. */
class QuantileInitializationTest {
  private static int[] classes(int count, double... values) {
    return QuantileInitialization.classes(Samples.of(values, 1), count);
  }

  private static Samples islands() {
    return Samples.of(Published.numbers("islands.csv"), 1);
  }

  /** R's {@code quantile(1:10, 1:3/4)} is 3.25, 5.5 and 7.75. */
  @Test
  void classes_liesBetweenQuantiles() {
    assertThat(classes(4, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1))
        .containsExactly(3, 3, 3, 2, 2, 1, 1, 0, 0, 0);
    assertThat(classes(1, 3, 1, 2)).containsExactly(0, 0, 0);
    assertThat(classes(3, 3, 1, 2)).containsExactly(2, 0, 1);
  }

  /** R's {@code summary(islands)} has the quartiles 20.5, 41 and 183.25. */
  @Test
  void classesOfIslands_areThoseOfTheirQuartiles() {
    double[] areas = Published.numbers("islands.csv");
    int[] expected = Arrays.stream(areas)
        .mapToInt(area -> (area >= 20.5 ? 1 : 0) + (area >= 41 ? 1 : 0) + (area >= 183.25 ? 1 : 0))
        .toArray();

    assertThat(classes(4, areas)).isEqualTo(expected);
  }

  @Test
  void ties_areInOneClass_andNoClassIsEmpty() {
    assertThat(classes(3, 1, 1, 1, 1, 1, 1, 2, 3)).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    assertThat(classes(2, 0.0, -0.0, 5, 5, 5)).containsExactly(0, 0, 1, 1, 1);
    double[] nearlyAllEqual = new double[30_000];
    for (int i = 0; i < 4; i++) {
      nearlyAllEqual[i] = i + 1;
    }
    assertThat(Arrays.stream(classes(3, nearlyAllEqual)).distinct()).hasSize(3);
  }

  @Test
  void moreClassesThanNumbers_leaveTheLastEmpty() {
    assertThat(classes(4, 2, 1, 2, 1)).containsExactly(1, 0, 1, 0);
  }

  @Test
  void weights_countAsRepeatedRows_whateverTheirUnit() {
    double[] values = {5, 1, 2, 8, 3, 9, 4};
    double[] weights = {1, 4, 2, 1, 1, 3, 2};
    double[] repeated = {5, 1, 1, 1, 1, 2, 2, 8, 3, 9, 9, 9, 4, 4};
    int[] first = {0, 1, 5, 7, 8, 9, 12};
    for (int count = 1; count <= 5; count++) {
      int[] ofRepeated = classes(count, repeated);
      int[] expected = Arrays.stream(first).map(i -> ofRepeated[i]).toArray();
      for (double unit : new double[] {1, 0.3, 1e-9}) {
        double[] scaled = Arrays.stream(weights).map(weight -> weight * unit).toArray();
        assertThat(QuantileInitialization.classes(Samples.of(values, 1).weighted(scaled), count))
            .as("%d classes, weights times %s", count, unit)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void moreFeatures_areRefused() {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(1)
        .initialization(Initialization.quantiles())
        .backend(new NaiveBackend())
        .build();

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> estimator.fit(Samples.of(new double[][] {{1, 2}, {3, 4}})))
        .withMessage("initialization by quantiles needs samples of 1 feature, but they have 2");
  }

  /** More rows than are looked at: the classes of some, evenly drawn, stand for all. */
  @Test
  void manySamples_beginNearTheirQuantiles() {
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> (i * 7919L % values.length) / (double) values.length);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(4)
        .initialization(Initialization.quantiles())
        .maxIterations(0)
        .build()
        .fit(Samples.of(values, 1));

    for (int k = 0; k < 4; k++) {
      assertThat(Math.abs(fit.model().mean(k)[0] - (0.125 + 0.25 * k))).isLessThan(5e-3);
    }
  }

  /** mclust 6 finds 621.22 for V with four components: from clusters and short runs there was nothing or a worse optimum. */
  @Test
  void selection_findsFourGroupsOfIslands() {
    ModelSelectionResult result = ModelSelection.builder().build().select(islands());

    SelectionCandidate four = result.candidate(CovarianceModel.VII, 4).orElseThrow();
    assertThat(four.value(SelectionCriterion.BIC)).isLessThan(621.225);
    assertThat(result.best().value(SelectionCriterion.BIC)).isLessThan(621.225);
    assertThat(result.initializations()).containsExactly("hierarchical", "quantiles", "short-em");

    GaussianMixtureFit again = ModelSelection.defaultEstimator().toBuilder()
        .components(4)
        .covariance(CovarianceModel.VII)
        .initialization(Initialization.quantiles())
        .build()
        .fit(islands());
    assertThat(Expect.bits(again.model()))
        .isEqualTo(Expect.bits(four.fit().orElseThrow().model()));
  }

  @Test
  void givenInitializations_areNotAddedTo() {
    ModelSelection selection = ModelSelection.builder(ModelSelection.defaultEstimator().toBuilder()
            .initialization(Initialization.hierarchical())
            .build())
        .components(1, 2)
        .build();

    assertThat(selection.initializations(1)).hasSize(1);
    assertThat(selection.select(islands()).initializations()).containsExactly("hierarchical");
    assertThat(ModelSelection.builder().build().initializations(2))
        .extracting(Initialization::label)
        .containsExactly("hierarchical", "short-em");
  }
}
