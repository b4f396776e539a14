package dev.gmm4j.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import org.junit.jupiter.api.Test;

class OtherProgramTest {
  @Test
  void mixture_isReadFromWeightsMeansAndCovariances() {
    GaussianMixture mixture = OtherProgram.mixture("0.25 0.75 1 2 3 4 1 0.5 0.5 2 3 0 0 4", 2, 2);

    assertThat(mixture.weights()).containsExactly(0.25, 0.75);
    assertThat(mixture.means()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    assertThat(mixture.covariances().matrix(0)).isDeepEqualTo(new double[][] {{1, 0.5}, {0.5, 2}});
    assertThat(mixture.covariances().matrix(1)).isDeepEqualTo(new double[][] {{3, 0}, {0, 4}});
  }
}
