package dev.gmm4j.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.testing.NaiveBackend;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcentricSplitTest {
  private static final MixtureParameters STANDARD = MixtureParameters.of(
      new double[] {1},
      new double[2],
      Covariances.full(new double[][][] {{{1, 0}, {0, 1}}}),
      new NaiveBackend());

  @Test
  void of_gaussianSamples_isNull() {
    assertThat(ConcentricSplit.of(rows(0), STANDARD, 0)).isNull();
  }

  /** A tenth of the samples is four times as wide: the far ones are beyond the mean square of a Gaussian, 2. */
  @Test
  void of_heavyTails_dividesByDistance() {
    Samples samples = rows(10);

    int[] sides = ConcentricSplit.of(samples, STANDARD, 0);

    assertThat(sides).isNotNull();
    for (int i = 0; i < sides.length; i++) {
      double[] row = samples.block(i, 1).values();
      int offset = samples.block(i, 1).rowOffset(0);
      double square = row[offset] * row[offset] + row[offset + 1] * row[offset + 1];
      assertThat(sides[i]).isEqualTo(square > 2 ? 1 : 0);
    }
  }

  /** Where every so many samples are wide; 0 for none. */
  private static Samples rows(int every) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] rows = new double[1000][2];
    for (int i = 0; i < rows.length; i++) {
      double scale = every > 0 && i % every == 0 ? 4 : 1;
      rows[i][0] = scale * random.nextGaussian();
      rows[i][1] = scale * random.nextGaussian();
    }
    return Samples.of(rows);
  }
}
