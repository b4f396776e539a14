package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contours lie on their level, close where they should, and enclose the mass they say. */
class ContourLinesTest {
  private static final MarginalMixture MIXTURE = MarginalMixture.of(Data.SLANTED, 0, 1);

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 1e-3, 0.01, 0.05, 0.1})
  void points_haveTheLevel(double level) {
    List<double[]> lines =
        ContourLines.of(MIXTURE, new Range(-8, 9), new Range(-6, 6)).lines(level);

    assertThat(lines).isNotEmpty();
    for (double[] line : lines) {
      for (int i = 0; i < line.length; i += 2) {
        assertThat(MIXTURE.density(line[i], line[i + 1])).isCloseTo(level, within(1e-9 * level));
      }
    }
  }

  @Test
  void lines_insideTheWindow_areClosed() {
    List<double[]> lines =
        ContourLines.of(MIXTURE, new Range(-8, 9), new Range(-6, 6)).lines(0.05);

    // One round each component.
    assertThat(lines).hasSize(2);
    for (double[] line : lines) {
      assertThat(line[0]).isEqualTo(line[line.length - 2]);
      assertThat(line[1]).isEqualTo(line[line.length - 1]);
    }
  }

  @Test
  void lines_cutByTheWindow_endOnItsBorder() {
    List<double[]> lines = new ContourLines(
            (x, y) -> x * x + y * y, new Range(0, 2), new Range(0, 2), 37, 41)
        .lines(1);

    assertThat(lines).hasSize(1);
    double[] line = lines.get(0);
    assertThat(Math.min(line[0], line[1])).isEqualTo(0);
    assertThat(Math.min(line[line.length - 2], line[line.length - 1])).isEqualTo(0);
    for (int i = 0; i < line.length; i += 2) {
      assertThat(Math.hypot(line[i], line[i + 1])).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void saddle_isTwoLinesThatDoNotCross() {
    List<double[]> lines =
        new ContourLines((x, y) -> x * y, new Range(-1, 1), new Range(-1, 1), 15, 15).lines(1e-3);

    assertThat(lines).hasSize(2);
    for (double[] line : lines) {
      double side = Math.signum(line[0]);
      for (int i = 0; i < line.length; i += 2) {
        assertThat(line[i] * side).isPositive();
        assertThat(line[i] * line[i + 1]).isCloseTo(1e-3, within(1e-10));
      }
    }
  }

  @Test
  void level_thatIsNotReached_givesNothing() {
    ContourLines grid = ContourLines.of(MIXTURE, new Range(-8, 9), new Range(-6, 6));

    assertThat(grid.lines(10)).isEmpty();
    assertThat(grid.at(10).getBounds2D().isEmpty()).isTrue();
  }

  @Test
  void massLevels_ofOneComponent_areThoseOfTheFormula() {
    // Outside radius r of a standard normal in two dimensions lies exp(-r²/2), which is also the
    // density there.
    MarginalMixture single = MarginalMixture.of(
        dev.gmm4j.GaussianMixture.of(
            new double[] {1},
            new double[][] {{5, -3}},
            dev.gmm4j.covariance.Covariances.full(new double[][][] {{{4, 1}, {1, 2}}})),
        0,
        1);
    double peak = single.density(5, -3);
    double[] shares = {0.1, 0.5, 0.9, 0.99};
    double[] levels = HighestDensityLevels.of(single, shares);

    for (int i = 0; i < shares.length; i++) {
      assertThat(levels[i] / peak).isCloseTo(1 - shares[i], within(2e-4));
    }
  }

  @Test
  void massLevels_ofAMixture_encloseTheirShareOfSamples() {
    double[][] rows = Data.SLANTED.sample(40_000, 9).rows();
    for (double share : MixtureLayers.SHARES) {
      double level = HighestDensityLevels.of(MIXTURE, share)[0];
      long inside = java.util.Arrays.stream(rows)
          .filter(row -> MIXTURE.density(row[0], row[1]) >= level)
          .count();

      // Four standard errors.
      assertThat(inside / 40_000.0)
          .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / 40_000) + 1e-3));
    }
  }
}
