package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import dev.gmm4j.testing.TestData.Blobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a start can be given, what is refused, and what it is called. */
class InitialPartsTest {
  private static final int COMPONENTS = 3;
  private static final Blobs BLOBS = TestData.blobs(601, 2, COMPONENTS, 4, 17);
  private static final double[][] MEANS = {{-3, 1}, {0, 4}, {5, -2}};
  private static final double[] WEIGHTS = {0.5, 0.3, 0.2};
  private static final double[][][] PRECISIONS = {
    {{2, 0.5}, {0.5, 1}}, {{1, 0}, {0, 4}}, {{0.5, -0.1}, {-0.1, 0.25}}
  };

  private static GaussianMixtureEstimator.Builder start(Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .initialization(initialization)
        .maxIterations(0);
  }

  @Test
  void otherNumbersOfComponentsOrFeatures_areRefusedByName() {
    Samples samples = Samples.of(BLOBS.rows());
    Initialization means = Initialization.means(MEANS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(means).components(2).build().fit(samples))
        .withMessage("components of the initial means must be 2, but were 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(Initialization.means(new double[3][5])).build().fit(samples))
        .withMessage("features of the initial means must be 2, but were 5");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> start(Initialization.kMeans().withWeights(0.5, 0.5)).build().fit(samples))
        .withMessage("components of the initial weights must be 3, but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(Initialization.kMeans()
                .withCovariances(Covariances.spherical(new double[] {1, 1}, 2)))
            .build()
            .fit(samples))
        .withMessage("components of the initial covariances must be 3, but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(Initialization.kMeans()
                .withCovariances(Covariances.spherical(new double[] {1, 1, 1}, 3)))
            .build()
            .fit(samples))
        .withMessage("features of the initial covariances must be 2, but were 3");
    for (Initialization given : List.of(means, Initialization.kMeans().withWeights(WEIGHTS))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ModelSelection.builder(start(given).build()))
          .withMessage("initializations must serve any number of components, but " + given.label()
              + " do not");
    }
  }

  @Test
  void partsThatDoNotAgree_areRefusedWhereTheyAreGiven() {
    Initialization means = Initialization.means(MEANS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> means.withWeights(0.5, 0.5))
        .withMessage("components of weights must be 3, as of means, but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> means.withCovariances(Covariances.spherical(new double[] {1, 1, 1}, 4)))
        .withMessage("features of covariances must be 2, as of means, but were 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> means.withPrecisions(new double[][][] {{{1, 0}, {0, 1}}}))
        .withMessage("components of covariances must be 3, as of means, but were 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.kMeans().withPrecisions(PRECISIONS).withWeights(0.5, 0.5))
        .withMessage("components of weights must be 3, as of covariances, but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.kMeans().withWeights(0.5, 0.5).withPrecisions(PRECISIONS))
        .withMessage("components of covariances must be 2, as of weights, but were 3");
  }

  @Test
  void valuesOutOfRange_areRefusedByName() {
    Initialization base = Initialization.kMeans();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.means(new double[][] {{1, 2}, {3, Double.NaN}}))
        .withMessage("means[1][1] must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.means(new double[][] {{1, 2}, {3}}))
        .withMessage("means[1] must have 2 numbers, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.means(new double[0][]))
        .withMessage("means must have at least 1 row, but had 0");
    assertThatNullPointerException()
        .isThrownBy(() -> Initialization.means(new double[][] {{1}, null}))
        .withMessage("means[1] must not be null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withWeights(1, 0))
        .withMessage("weights[1] must be > 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withWeights(0.6, 0.5))
        .withMessage("weights must sum to 1, but summed to 1.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withWeights())
        .withMessage("weights must be at least 1 number, but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withPrecisions(new double[][][] {{{1, 0.5}, {0, 1}}}))
        .withMessageStartingWith("precisions[0] must be symmetric, but");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            base.withPrecisions(new double[][][] {{{1, 0}, {0, 1}}, {{1, 2}, {2, 1}}}))
        .withMessage("precisions[1] must be positive definite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withPrecisions(new double[][][] {{{1, Double.NaN}, {0, 1}}}))
        .withMessage("precisions[0][0][1] must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            base.withCovariances(Covariances.full(new double[][][] {{{1, 1}, {1, 1}}})))
        .withMessage("covariances[0] must be positive definite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.withCovariances(Covariances.tied(new double[][] {{-1}}, 2)))
        .withMessage("covariances must be positive definite");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            base.withCovariances(Covariances.diagonal(new double[][] {{1, 1}, {1, 0}})))
        .withMessage("covariances[1] must be positive definite, but has variance 0.0");
  }

  @Test
  void labelAndCode_sayWhatIsGiven() {
    Covariances covariances = Covariances.spherical(new double[] {1, 2, 3}, 2);
    Initialization means = Initialization.means(MEANS);

    assertThat(List.of(
            means.label(),
            means.withWeights(WEIGHTS).label(),
            Initialization.kMeans().withCovariances(covariances).label(),
            means.withCovariances(covariances).withWeights(WEIGHTS).label()))
        .containsExactly(
            "means",
            "means with weights",
            "k-means with covariances",
            "means with weights and covariances");
    assertThat(means.withWeights(WEIGHTS).withCovariances(covariances).code())
        .isEqualTo("Initialization.means(means).withWeights(weights).withCovariances(covariances)");
    assertThat(List.of(
            means.identity(),
            Initialization.means(new double[][] {{-3, 2}, {0, 8}, {5, -4}}).identity(),
            means.withWeights(WEIGHTS).identity(),
            means.withWeights(0.3, 0.5, 0.2).identity(),
            means.withCovariances(covariances).identity()))
        .doesNotHaveDuplicates();
    assertThat(means.fitsAnyComponents()).isFalse();
    assertThat(means.dependsOnRows()).isFalse();
    assertThat(Initialization.labels(BLOBS.labels()).withWeights(WEIGHTS).dependsOnRows())
        .isTrue();
    assertThat(Initialization.kMeans().withWeights(WEIGHTS).isRandom()).isTrue();
  }

  @Test
  void serialized_isTheSame() throws Exception {
    Samples samples = Samples.of(BLOBS.rows());
    for (Initialization initialization : List.of(
        Initialization.means(MEANS),
        Initialization.means(MEANS).withWeights(WEIGHTS),
        Initialization.kMeans().withPrecisions(PRECISIONS),
        Initialization.hierarchical().withWeights(WEIGHTS).withPrecisions(PRECISIONS))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(initialization);
      }
      Initialization read;
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        read = (Initialization) in.readObject();
      }

      assertThat(read.identity()).isEqualTo(initialization.identity());
      assertThat(read.code()).isEqualTo(initialization.code());
      assertThat(Expect.bits(start(read).build().fit(samples)))
          .isEqualTo(Expect.bits(start(initialization).build().fit(samples)));
    }
  }
}
