package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlobsTest {

  @Test
  void samples_areTheSame_onAnyJdk() {
    // What JDK 17 gave; all of it comes from java.util.Random, whose numbers are specified.
    double[] expected = {
      -1.2392827006963612,
      0.11574562743560357,
      2.300064526282497,
      -0.2903527414865852,
      2.1011177238409213,
      -0.8905313946951627
    };

    double[] rows = Blobs.of(new Shape(3, 2, 2), Overlap.OVERLAPPING, 1).rows();

    // Math.exp may differ by a unit in the last place.
    assertThat(rows).containsExactly(expected, within(1e-15));
    assertThat(Blobs.of(new Shape(3, 2, 2), Overlap.OVERLAPPING, 2).rows()).isNotEqualTo(rows);
  }

  @Test
  void separatedComponents_shareNoSample_inHighDimension() {
    // A sample has one component, of 4.
    assertThat(activeShare(Overlap.SEPARATED)).isBetween(0.25, 0.26);
  }

  @Test
  void overlappingComponents_shareAllSamples_inHighDimension() {
    assertThat(activeShare(Overlap.OVERLAPPING)).isGreaterThan(0.99);
  }

  private static double activeShare(Overlap overlap) {
    Blobs blobs = Blobs.of(new Shape(2000, 32, 4), overlap, 1);
    LinearAlgebraBackend backend = RequestedBackend.get(RequestedBackend.EJML);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(4)
        .initialization(Initialization.parameters(blobs.start(backend)))
        .maxIterations(3)
        .backend(backend)
        .build()
        .fit(blobs.samples());
    return Arrays.stream(fit.model().responsibilities(blobs.samples()))
        .flatMapToDouble(Arrays::stream)
        .map(r -> r > 1e-16 ? 1 : 0)
        .average()
        .orElseThrow();
  }
}
