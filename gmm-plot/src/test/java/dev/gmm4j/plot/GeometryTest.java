package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ellipses, marginal densities, histograms and axes against their definitions. */
class GeometryTest {

  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "1,1", "1,2"})
  void ellipse_pointsHaveTheMahalanobisDistance(int component, double radius) {
    MarginalMixture mixture = MarginalMixture.of(Data.SLANTED, 0, 1);
    PathIterator points = new FlatteningPathIterator(
        CovarianceEllipse.of(mixture, component, radius).getPathIterator(null), 1e-6);
    double[] point = new double[6];
    int count = 0;
    for (; !points.isDone(); points.next()) {
      if (points.currentSegment(point) != PathIterator.SEG_CLOSE) {
        double squared =
            Data.SLANTED.squaredMahalanobis(new double[] {point[0], point[1]})[component];
        // Four Bézier curves are a circle to 3 in 10 000.
        assertThat(Math.sqrt(squared)).isCloseTo(radius, within(3e-4 * radius));
        count++;
      }
    }
    assertThat(count).isGreaterThan(100);
  }

  @Test
  void marginalDensity_ofAllFeatures_isTheModels() {
    MarginalMixture mixture = MarginalMixture.of(Data.SLANTED, 0, 1);
    for (double[] row : Data.SLANTED.sample(50, 3).rows()) {
      assertThat(Math.log(mixture.density(row[0], row[1])))
          .isCloseTo(Data.SLANTED.logDensity(row), within(1e-12));
    }
  }

  @Test
  void marginalDensity_isTheIntegralOverTheOthers() {
    MarginalMixture both = MarginalMixture.of(Data.SLANTED, 1, 0);
    MarginalMixture one = MarginalMixture.of(Data.SLANTED, 1);
    for (double y : new double[] {-2, 0, 0.7, 1.5}) {
      double sum = 0;
      for (double x = -20; x < 20; x += 0.01) {
        sum += 0.01 * both.density(y, x);
      }
      assertThat(one.density(y)).isCloseTo(sum, within(1e-10));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 1000, 200_001})
  void histogram_integratesToOne(int count) {
    Histogram histogram = Histogram.of(Data.line(count), 0);

    double width = histogram.left(1) - histogram.left(0);
    assertThat(Arrays.stream(histogram.heights()).sum() * width).isCloseTo(1, within(1e-12));
  }

  @Test
  void histogram_hasTheShareOfEachBar() {
    double[] values = {0, 0.1, 0.9, 1, 2, 2.5, 3, 3, 3, 4};
    Histogram histogram = Histogram.of(Samples.of(values, 1), 0);
    int bars = histogram.heights().length;
    double width = 4.0 / bars;

    for (int bar = 0; bar < bars; bar++) {
      double from = bar * width;
      double to = bar == bars - 1 ? 4.1 : from + width;
      double count = Arrays.stream(values).map(v -> v >= from && v < to ? 1 : 0).sum();
      assertThat(histogram.heights()[bar] * 10 * width).isCloseTo(count, within(1e-9));
    }
  }

  @Test
  void histogram_weightsCount() {
    Samples weighted = Samples.of(new double[] {0, 1, 2, 9}, 1).weighted(new double[] {1, 2, 1, 0});
    Samples repeated = Samples.of(new double[] {0, 1, 1, 2}, 1);

    Histogram histogram = Histogram.of(weighted, 0);
    assertThat(histogram.range()).isEqualTo(new Range(0, 2));
    assertThat(histogram.heights()).containsExactly(Histogram.of(repeated, 0).heights());
  }

  @Test
  void histogram_ofOneValue_isOnePeak() {
    Histogram histogram = Histogram.of(Samples.of(new double[] {7, 7, 7}, 1), 0);

    assertThat(histogram.range().contains(7)).isTrue();
    assertThat(Arrays.stream(histogram.heights()).filter(h -> h > 0).count()).isEqualTo(1);
  }

  @Test
  void curve_showsANarrowPeak() {
    GaussianMixture spike = GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{0.1234}, {0}},
        Covariances.spherical(new double[] {1e-8, 1}, 1));
    DensityCurve curve = DensityCurve.of(MarginalMixture.of(spike, 0), new Range(-4, 4));

    assertThat(curve.largest()).isCloseTo(0.5 / Math.sqrt(2 * Math.PI) / 1e-4, within(1.0));
    assertThat(curve.xs()).isSorted();
  }

  @Test
  void axis_ofExtremeNumbers_hasAUnit() {
    assertThat(Axis.of("length", new Range(-3, 12)).label()).isEqualTo("length");
    assertThat(Axis.of("length", new Range(-3e-9, 12e-9)).label())
        .isEqualTo("length (\u00d7 1e-9)");
    assertThat(Axis.of("length", new Range(0, 4e12)).label()).isEqualTo("length (\u00d7 1e12)");
    Axis far = Axis.of("length", new Range(1_000_000.5, 1_000_001.5));
    assertThat(far.label()).isEqualTo("length \u2212 1000000");
    assertThat(far.inUnits(1_000_001)).isEqualTo(1);
    assertThat(Axis.of("", new Range(7e20, 7.0000001e20)).inUnits(7e20)).isBetween(-1e5, 1e5);
  }

  @Test
  void numbers_areShort() {
    assertThat(Text.number(0)).isEqualTo("0");
    assertThat(Text.number(-0.05)).isEqualTo("\u22120.05");
    assertThat(Text.number(4000)).isEqualTo("4000");
    assertThat(Text.number(1.0 / 3)).isEqualTo("0.3333");
    assertThat(Text.number(123456.7)).isEqualTo("123457");
    assertThat(Text.number(1.5e-9)).isEqualTo("1.5e-9");
    assertThat(Text.number(9.9999999e9)).isEqualTo("1e10");
    assertThat(Text.number(Double.NaN)).isEqualTo("NaN");
  }
}
