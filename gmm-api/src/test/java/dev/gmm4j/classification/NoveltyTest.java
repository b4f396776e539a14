package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.ConformalDetector;
import dev.gmm4j.distribution.DensityLevels;
import dev.gmm4j.noise.InitialNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of iris that are of none of the known classes: the figures of docs/classification.md. */
class NoveltyTest {
  private static final LabelledData IRIS = LabelledData.of("iris");
  private static final Samples SETOSA = some(IntStream.range(0, 50).toArray());
  private static final int[] KNOWN = IntStream.range(25, 75).map(i -> 2 * i).toArray();
  private static final Samples FITTED = some(KNOWN);
  private static final Samples HELD_OUT =
      some(IntStream.range(25, 75).map(i -> 2 * i + 1).toArray());
  private static final Labels LABELS = Labels.of(
      List.of("versicolor", "virginica"),
      Arrays.stream(KNOWN).map(i -> i < 100 ? 0 : 1).toArray());

  private static Samples some(int[] rows) {
    return Samples.of(Arrays.stream(rows).mapToObj(i -> IRIS.rows()[i]).toArray(double[][]::new));
  }

  private static MixtureClassifierEstimator.Builder edda(String model) {
    return MixtureClassifierEstimator.builder().model(CovarianceModel.valueOf(model));
  }

  private static long rejected(int[] decided) {
    return Arrays.stream(decided).filter(c -> c == DecisionRule.REJECTED).count();
  }

  /** The labels of the known rows, beside all others. */
  private static Labels partial() {
    int[] labels = new int[150];
    Arrays.fill(labels, Labels.UNKNOWN);
    Arrays.stream(KNOWN).forEach(i -> labels[i] = i < 100 ? 0 : 1);
    return Labels.of(List.of("versicolor", "virginica"), labels);
  }

  @Test
  void unknownClass_isSurelyOneOfTheKnown() {
    MixtureClassifier classifier = edda("EEE").build().classifier(FITTED, LABELS);

    assertThat(List.of(classifier.probabilities(SETOSA)))
        .allSatisfy(row -> assertThat(Math.max(row[0], row[1])).isGreaterThan(0.99));
  }

  @ParameterizedTest
  @CsvSource({"EEE", "VEV", "VVV"})
  void eachRemedy_findsIt(String model) {
    MixtureClassifier classifier = edda(model).build().classifier(FITTED, LABELS);
    DecisionRule rule = DecisionRule.LIKELIEST.withMinLogDensity(
        DensityLevels.sampled(classifier.mixtureOverClasses(), 100_000, 1)
            .outliers(0.01)
            .threshold());
    assertThat(rejected(classifier.predict(SETOSA, rule))).isEqualTo(50);
    assertThat(rejected(classifier.predict(HELD_OUT, rule))).isEqualTo(2);

    MixtureClassifier noisy =
        edda(model).noise(InitialNoise.share(0.02)).build().classifier(FITTED, LABELS);
    assertThat(rejected(noisy.predict(SETOSA))).isEqualTo(50);
    assertThat(rejected(noisy.predict(HELD_OUT))).isEqualTo(2);

    assertThat(ConformalDetector.calibrated(classifier.mixtureOverClasses(), HELD_OUT)
            .areOutliers(SETOSA, 0.02))
        .containsOnly(true);

    MixtureClassifier other =
        edda(model).otherClass("new").build().classifier(IRIS.samples(), partial());
    int[] decided = other.predict(IRIS.samples());
    assertThat(Arrays.copyOf(decided, 50)).containsOnly(2);
    assertThat(Arrays.copyOfRange(decided, 50, 150)).doesNotContain(2);

    MixtureClassifier found =
        edda(model).noise(InitialNoise.share(0.1)).build().classifier(IRIS.samples(), partial());
    assertThat(Objects.requireNonNull(found.noise()).weight()).isBetween(0.37, 0.39);
    assertThat(rejected(found.predict(SETOSA))).isEqualTo(50);
    assertThat(rejected(found.predict(HELD_OUT))).isBetween(3L, 4L);
  }
}
