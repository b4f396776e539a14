package dev.gmm4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Generated groups have the sizes, centres and deviations that were asked for. */
class BlobsTest {

  @Test
  void around_hasTheGivenMoments() {
    double[][] centres = {{-20, 5}, {30, 0}};
    double[] deviations = {0.5, 3};
    int[] counts = {20_000, 10_000};
    LabelledSamples blobs = Blobs.around(centres, deviations, counts, 7);

    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 2; j++) {
        double[] values = column(blobs, k, j);
        assertThat(values).hasSize(counts[k]);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
            Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        // Five standard errors.
        assertThat(mean).isCloseTo(centres[k][j], within(5 * deviations[k] / Math.sqrt(counts[k])));
        assertThat(Math.sqrt(variance) / deviations[k])
            .isCloseTo(1, within(5 / Math.sqrt(2.0 * counts[k])));
      }
    }
  }

  @Test
  void around_mixesTheGroups() {
    int[] labels = Blobs.around(
            new double[][] {{0}, {1}}, new double[] {1, 1}, new int[] {500, 500}, 3)
        .labels();

    int changes = 0;
    for (int i = 1; i < labels.length; i++) {
      changes += labels[i] == labels[i - 1] ? 0 : 1;
    }
    // 499.5 are expected of a random order, with a standard deviation of 16.
    assertThat(changes).isBetween(420, 580);
  }

  @Test
  void around_deviationZero_givesTheCentres() {
    LabelledSamples blobs =
        Blobs.around(new double[][] {{1, 2}, {3, 4}}, new double[] {0, 0}, new int[] {1, 2}, 0);

    for (int i = 0; i < 3; i++) {
      assertThat(blobs.rows()[i])
          .containsExactly(blobs.labels()[i] == 0 ? new double[] {1, 2} : new double[] {3, 4});
    }
  }

  @Test
  void random_sharesSamplesEvenly() {
    LabelledSamples blobs = Blobs.random(11, 2, 3, 1.5, 42);

    int[] counts = new int[3];
    for (int label : blobs.labels()) {
      counts[label]++;
    }
    assertThat(counts).containsExactly(4, 4, 3);
  }

  @Test
  void random_centresLieInTheBox_andDoNotDependOnTheCount() {
    double[][] few = centres(Blobs.random(20, 3, 20, 0, 5), 20);
    double[][] many = centres(Blobs.random(200, 3, 20, 0, 5), 20);

    assertThat(few).isDeepEqualTo(many);
    double[] all = Arrays.stream(few).flatMapToDouble(Arrays::stream).toArray();
    assertThat(Arrays.stream(all).min().orElseThrow()).isBetween(-10.0, -7.0);
    assertThat(Arrays.stream(all).max().orElseThrow()).isBetween(7.0, 10.0);
  }

  @Test
  void random_seedDecides() {
    assertThat(Blobs.random(50, 2, 3, 1, 9).rows())
        .isDeepEqualTo(Blobs.random(50, 2, 3, 1, 9).rows());
    assertThat(Blobs.random(50, 2, 3, 1, 9).rows()[0])
        .isNotEqualTo(Blobs.random(50, 2, 3, 1, 10).rows()[0]);
  }

  @Test
  void random_noSample_isEmpty() {
    assertThat(Blobs.random(0, 2, 3, 1, 0).rows()).isEmpty();
  }

  @Test
  void wrongArguments_areNamed() {
    assertThatThrownBy(() -> Blobs.random(10, 2, 0, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groups must be >= 1, but was 0");
    assertThatThrownBy(() -> Blobs.random(10, 2, 3, -1, 0))
        .hasMessage("deviation must be finite and >= 0, but was -1.0");
    assertThatThrownBy(() ->
            Blobs.around(new double[][] {{0}, {1, 2}}, new double[2], new int[2], 0))
        .hasMessage("centres[1] must have 1 numbers, but had 2");
    assertThatThrownBy(() -> Blobs.around(new double[][] {{0}}, new double[2], new int[1], 0))
        .hasMessage("deviations must be 1 numbers, but were 2");
    assertThatThrownBy(() -> Blobs.around(new double[][] {{0}}, new double[1], new int[] {-1}, 0))
        .hasMessage("counts[0] must be >= 0, but was -1");
  }

  private static double[] column(LabelledSamples samples, int label, int column) {
    double[] values = new double[samples.rows().length];
    int size = 0;
    for (int i = 0; i < values.length; i++) {
      if (samples.labels()[i] == label) {
        values[size++] = samples.rows()[i][column];
      }
    }
    return Arrays.copyOf(values, size);
  }

  private static double[][] centres(LabelledSamples samples, int groups) {
    double[][] centres = new double[groups][];
    for (int i = 0; i < samples.labels().length; i++) {
      centres[samples.labels()[i]] = samples.rows()[i];
    }
    return centres;
  }
}
