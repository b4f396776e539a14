package dev.gmm4j.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentMergingTest {
  private static final Samples SAMPLES =
      Samples.of(TestData.blobs(150, 2, 3, 2, 8).rows());
  private static final GaussianMixture MODEL = GaussianMixtureEstimator.builder()
      .components(5)
      .covariance(CovarianceModel.VVI)
      .build()
      .fit(SAMPLES)
      .model();

  /** Samples at 0 belong to the first two components by a quarter and three quarters, those at 100 to the third. */
  @Test
  void entropies_areThoseByHand() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.125, 0.5, 0.375},
        new double[][] {{0}, {100}, {0}},
        Covariances.spherical(new double[] {1, 1, 1}, 1));
    Samples samples =
        Samples.of(new double[][] {{0}, {100}, {0}, {0}}).weighted(new double[] {1, 7, 1, 2});
    ComponentMerging merging = ComponentMerging.of(model, samples);
    double entropy = -4 * (0.25 * Math.log(0.25) + 0.75 * Math.log(0.75));

    assertThat(merging.entropy(3)).isCloseTo(entropy, within(1e-12));
    assertThat(merging.entropy(2)).isCloseTo(0, within(1e-12));
    assertThat(merging.entropy(1)).isZero();
    ComponentMerging.Merge merge = merging.merges().get(0);
    assertThat(merge.clusters()).isEqualTo(3);
    assertThat(merge.first()).isZero();
    assertThat(merge.second()).isEqualTo(2);
    assertThat(merge.entropyDrop()).isCloseTo(entropy, within(1e-12));
    assertThat(merge.weight()).isCloseTo(4, within(1e-12));
    assertThat(merging.clusters(3)).containsExactly(0, 1, 2);
    assertThat(merging.clusters(2)).containsExactly(0, 1, 0);
    assertThat(merging.clusters(1)).containsExactly(0, 0, 0);
    assertThat(merging.predict(samples, 2)).containsExactly(0, 1, 0, 0);
    assertThat(merging.responsibilities(samples, 2)[0][0]).isCloseTo(1, within(1e-12));
    assertThat(merging.elbow()).isEmpty();
  }

  /** Each step is the best of all pairs, tried one by one on the responsibilities themselves. */
  @Test
  void steps_areTheBestOfAllPairs() {
    ComponentMerging merging = ComponentMerging.of(MODEL, SAMPLES);
    double[][] z = MODEL.responsibilities(SAMPLES);

    assertThat(merging.merges()).hasSize(4);
    for (ComponentMerging.Merge merge : merging.merges()) {
      int count = merge.clusters();
      double before = entropy(z);
      assertThat(merging.entropy(count)).isCloseTo(before, within(1e-9 * before));
      double least = Double.POSITIVE_INFINITY;
      for (int g = 0; g < count; g++) {
        for (int h = g + 1; h < count; h++) {
          least = Math.min(least, entropy(merged(z, g, h)));
        }
      }
      z = merged(z, merge.first(), merge.second());
      assertThat(entropy(z)).isCloseTo(least, within(1e-9));
      assertThat(merge.entropyDrop()).isCloseTo(before - least, within(1e-9));
      double[][] soft = merging.responsibilities(SAMPLES, count - 1);
      int[] labels = merging.predict(SAMPLES, count - 1);
      for (int i = 0; i < z.length; i++) {
        assertThat(soft[i]).containsExactly(z[i], within(1e-12));
        assertThat(soft[i][labels[i]]).isEqualTo(Arrays.stream(soft[i]).max().orElseThrow());
      }
    }
  }

  private static double[][] merged(double[][] z, int first, int second) {
    return Arrays.stream(z)
        .map(row -> {
          double[] merged = new double[row.length - 1];
          for (int g = 0; g < row.length; g++) {
            merged[g == second ? first : g > second ? g - 1 : g] += row[g];
          }
          return merged;
        })
        .toArray(double[][]::new);
  }

  private static double entropy(double[][] z) {
    double entropy = 0;
    for (double[] row : z) {
      for (double p : row) {
        entropy -= p > 0 ? p * Math.log(p) : 0;
      }
    }
    return entropy;
  }

  /** The soft integrated completed likelihood is BIC and twice the entropy. */
  @Test
  void entropyOfAllComponents_isThatOfTheCriterion() {
    SelectionCandidate candidate = ModelSelection.builder()
        .models(List.of(CovarianceModel.VVI))
        .components(4, 4)
        .build()
        .select(SAMPLES)
        .best();
    ComponentMerging merging = ComponentMerging.of(candidate.fit().orElseThrow().model(), SAMPLES);

    assertThat(candidate.value(SelectionCriterion.BIC) + 2 * merging.entropy(4))
        .isCloseTo(candidate.value(SelectionCriterion.ICL_SOFT), within(1e-8));
  }

  @Test
  void threads_changeNothing() {
    Samples many = Samples.of(TestData.blobs(20_000, 2, 3, 2, 9).rows());
    ComponentMerging one =
        ComponentMerging.of(MODEL.using(Backends.standard().automatic(), 1), many);
    ComponentMerging three =
        ComponentMerging.of(MODEL.using(Backends.standard().automatic(), 3), many);

    assertThat(three.merges()).isEqualTo(one.merges());
  }

  @Test
  void oneComponent_mergesWithNone() {
    ComponentMerging merging = ComponentMerging.of(GaussianMixture.fit(SAMPLES, 1), SAMPLES);

    assertThat(merging.merges()).isEmpty();
    assertThat(merging.entropy(1)).isZero();
    assertThat(merging.predict(SAMPLES, 1)).containsOnly(0);
  }

  @Test
  void wrongRequests_areRefused() {
    ComponentMerging merging = ComponentMerging.of(MODEL, SAMPLES);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> merging.clusters(6))
        .withMessage("clusters must be in [1, 5], but were 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> merging.entropy(0))
        .withMessage("clusters must be in [1, 5], but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentMerging.of(MODEL, Samples.of(new double[1][3])))
        .withMessage("samples must have 2 columns, as the model has features, but had 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> ComponentMerging.of(MODEL, Samples.of(new double[][] {{0, Double.NaN}})));
  }

  @Test
  void elbow_isWhereTwoLinesMeet() {
    assertThat(Elbow.of(new double[] {0, 1, 2, 12, 22, 32})).isEqualTo(2);
    assertThat(Elbow.of(new double[] {0, 10, 20, 21, 22})).isEqualTo(2);
    assertThat(Elbow.of(new double[] {0, 0.1, 5.2, 9.9, 15})).isEqualTo(1);
    // Not the bend alone counts, but what both lines leave: by hand 0 + 0.005 at index 3, more
    // elsewhere.
    assertThat(Elbow.of(new double[] {1, 2, 3, 4, 2, 0.1, -2})).isEqualTo(3);
  }
}
