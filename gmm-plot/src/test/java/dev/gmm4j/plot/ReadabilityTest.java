package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.awt.Color;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing hides what a picture is about, and pictures can be compared. */
class ReadabilityTest {
  private static MarginalMixture mixture(double x, double y, double variance) {
    GaussianMixture model = GaussianMixture.of(
        new double[] {1},
        new double[][] {{x, y}},
        Covariances.spherical(new double[] {variance}, 2));
    return MarginalMixture.of(model, 0, 1);
  }

  private static Projection projection() {
    Range range = new Range(0, 10);
    return new Projection(
        Axis.of("x", range), Axis.of("y", range), new Rectangle2D.Double(50, 20, 400, 300));
  }

  @ParameterizedTest
  @CsvSource({"5,5", "0,0", "10,10", "10,0", "0,10"})
  void numberOfACollapsedComponent_isBesideItsMean(double x, double y) {
    Projection projection = projection();
    Point2D place = MixtureLayers.place(mixture(x, y, 1e-6), 0, projection);
    Point2D mean = new Point2D.Double(projection.x(x), projection.y(y));

    assertThat(place.distance(mean)).isBetween(12.0, 30.0);
    assertThat(projection.area().contains(place)).isTrue();
  }

  @Test
  void numberOfAWideComponent_isAtItsMean() {
    Projection projection = projection();

    assertThat(MixtureLayers.place(mixture(5, 4, 1), 0, projection))
        .isEqualTo(new Point2D.Double(projection.x(5), projection.y(4)));
  }

  @Test
  void pointAtACollapsedMean_isSeen() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{0, 0}, {4, 4}},
        Covariances.spherical(new double[] {1, 1e-9}, 2));
    Figure figure = ScatterPlot.of(Samples.of(new double[][] {{0, 1}, {1, 0}, {4, 4}}))
        .model(model)
        .overlays(ScatterPlot.Overlay.ELLIPSES)
        .figure();
    List<org.w3c.dom.Element> points =
        Svg.elements(Svg.of(figure).group("samples of component 1"), "circle");
    int x = (int) Double.parseDouble(points.get(0).getAttribute("cx"));
    int y = (int) Double.parseDouble(points.get(0).getAttribute("cy"));
    Color seen = new Color(figure.toImage(1).getRGB(x + 3, y + 2));

    // Orange, a little of white in it: neither the ink of a number nor its light seam.
    assertThat(seen.getRed()).isGreaterThan(seen.getBlue() + 100);
  }

  @Test
  void animationOfMany_showsSomeOfThem() {
    GaussianMixture model = Data.SLANTED;
    List<EmRecording.Step> steps = List.of(new EmRecording.Step(0, 0, model));
    assertThat(EmAnimation.of(Data.slanted(60_000), steps).figure().description())
        .contains("scatter of 50000 samples");
    assertThat(EmAnimation.of(Data.slanted(50_000), steps).figure().description())
        .contains("scatter of 50000 samples");
    assertThat(EmAnimation.of(Data.slanted(49_999), steps).figure().description())
        .contains("scatter of 49999 samples");
  }

  @Test
  void subsample_hasOneOfEachStretchOfRows() {
    int n = 200_003;
    double[] rows = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i] = i;
      weights[i] = 1 + i % 7;
    }
    Samples some = StratifiedSubsample.of(Samples.of(rows, 1).weighted(weights), 1000);
    RowBlock block = some.block(0, 1000);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      double row = block.values()[block.rowOffset(i)];
      assertThat(row).isBetween(i * 200.003 - 1, (i + 1) * 200.003);
      assertThat(block.weight(i)).isEqualTo(1 + (int) row % 7);
      sum += row;
    }
    // Uniform within the stretches, so the deviation of the mean is 200 / sqrt(12 * 1000) = 1.8.
    assertThat(sum / 1000).isCloseTo(n / 2.0, within(8.0));
    assertThat(StratifiedSubsample.of(some, 1000)).isSameAs(some);
    assertThat(StratifiedSubsample.of(Samples.of(rows, 1), 13).isWeighted()).isFalse();
  }

  @Test
  void view_isWhatTheAxesShow() {
    ScatterPlot plot = ScatterPlot.of(Data.slanted(30)).aspect(Aspect.FREE).view(-20, 30, -8, 9);
    Panel panel = plot.panel("");
    assertThat(panel.x().range()).isEqualTo(new Range(-20, 30));
    assertThat(panel.y().range()).isEqualTo(new Range(-8, 9));
    Panel density = DensityPlot.of(Data.line(30)).view(-9, 9, 0.5).panel("");
    assertThat(density.x().range()).isEqualTo(new Range(-9, 9));
    assertThat(density.y().range()).isEqualTo(new Range(0, 0.5));

    assertThatThrownBy(() -> plot.view(1, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x must begin below its end and both be finite, but they were 1.0 and 1.0");
    assertThatThrownBy(() -> plot.view(0, 1, 0, Double.NaN))
        .hasMessage("y must begin below its end and both be finite, but they were 0.0 and NaN");
  }

  @Test
  void legend_hasLinesOfLikeLength() {
    Legend legend = new Legend();
    for (int i = 0; i < 7; i++) {
      legend.area("entry " + i, Color.RED);
    }
    assertThat(legend.arrangement(2000)).containsExactly(7);
    // Six would fit into a line.
    double six = 6 * (Text.width("entry 0", Text.BODY) + 28) + 5 * 18 + 20;
    assertThat(legend.arrangement(six)).hasSize(2).allMatch(entries -> entries >= 3);
    assertThat(legend.arrangement(1)).containsExactly(1, 1, 1, 1, 1, 1, 1);
  }
}
