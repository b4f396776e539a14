package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pictures have room for. */
class ViewTest {
  private static Samples samples(double width, double height) {
    return Samples.of(GaussianMixture.of(
            new double[] {0.5, 0.5},
            new double[][] {{0, 0}, {width, height}},
            Covariances.spherical(new double[] {0.25, 0.25}, 2))
        .sample(100, 3)
        .rows());
  }

  @Test
  void pairs_haveRoomForTheirEllipses() {
    Samples samples = Data.blobs(40, 3);
    GaussianMixture wide = GaussianMixture.of(
        new double[] {0.6, 0.4},
        new double[][] {{0, 0, 0}, {1, 1, 1}},
        Covariances.diagonal(new double[][] {{9, 4, 16}, {1, 30, 1}}));
    PairPlot plot = PairPlot.of(samples).model(wide);
    Range[] data = SampleScan.ranges(samples, 0, 1, 2);
    Range[] view = plot.view();

    for (int j = 0; j < 3; j++) {
      for (int k = 0; k < 2; k++) {
        double reach = 2 * Math.sqrt(wide.covariances().get(k, j, j));
        Range most = data[j].padded().grown(0.4 * data[j].padded().span());
        assertThat(view[j].max()).isGreaterThanOrEqualTo(Math.min(1.0 * k + reach, most.max()));
        assertThat(view[j].min()).isLessThanOrEqualTo(Math.max(1.0 * k - reach, most.min()));
      }
    }
    assertThat(PairPlot.of(samples).view()[0]).isEqualTo(data[0].padded());
    assertThat(plot.overlays().view()[0]).isEqualTo(data[0].padded());
    assertThat(plot.overlays(ScatterPlot.Overlay.CONTOURS).view()[0].span())
        .isGreaterThan(view[0].span());
  }

  /** Equal units: what is flat is one above the other, what is high is narrow. */
  @ParameterizedTest
  @CsvSource({"10, 4", "4, 4", "4, 10"})
  void clusters_useTheirCanvas(double width, double height) {
    Samples samples = samples(width, height);
    GaussianMixture model = GaussianMixture.fit(samples, 2);
    Figure figure = ClusterPlot.of(samples, model).figure();
    List<org.w3c.dom.Element> points = Svg.elements(Svg.of(figure).group("samples"), "circle");
    double across = extent(points, "cx") * extent(points, "cy");

    // The two panels' data has its share of the picture.
    assertThat(2 * across / (figure.width() * (double) figure.height())).isGreaterThan(0.35);
  }

  @Test
  void clusters_inASizeOfTheCallers_areArrangedForIt() {
    Samples samples = samples(10, 4);
    GaussianMixture model = GaussianMixture.fit(samples, 2);
    double high = extent(
        Svg.elements(
            Svg.of(ClusterPlot.of(samples, model).size(700, 700).figure()).group("samples"),
            "circle"),
        "cx");
    double flat = extent(
        Svg.elements(
            Svg.of(ClusterPlot.of(samples, model).size(1400, 400).figure()).group("samples"),
            "circle"),
        "cx");

    assertThat(high).isGreaterThan(400);
    assertThat(flat).isBetween(300.0, 650.0);
  }

  private static double extent(List<org.w3c.dom.Element> points, String attribute) {
    double[] values = points.stream()
        .mapToDouble(point -> Double.parseDouble(point.getAttribute(attribute)))
        .sorted()
        .toArray();
    return values[values.length - 1] - values[0];
  }
}
