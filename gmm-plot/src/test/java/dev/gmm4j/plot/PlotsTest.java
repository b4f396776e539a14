package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** What each kind of picture shows. */
class PlotsTest {

  @Test
  void scatter_axesAreNamedByTheHeader() {
    Samples samples = Data.blobs(30, 4);
    Figure figure =
        ScatterPlot.of(samples).names("a", "b", "c", "d").columns(3, 1).figure();

    assertThat(figure.description()).contains("d across and b up");
  }

  @Test
  void scatter_equalUnits_makeCirclesRound() {
    GaussianMixture round = GaussianMixture.of(
        new double[] {1}, new double[][] {{0, 0}}, Covariances.spherical(new double[] {1}, 2));
    Samples samples = Samples.of(round.sample(200, 5).rows());
    Figure figure =
        ScatterPlot.of(samples).model(round).aspect(Aspect.EQUAL).size(700, 400).figure();

    Element group = Svg.of(figure).group("1\u03c3 and 2\u03c3 ellipses of component 0");
    Rectangle2D bounds = bounds(Svg.elements(group, "path").get(0));
    assertThat(bounds.getWidth() / bounds.getHeight()).isCloseTo(1, within(0.01));
  }

  @Test
  void scatter_sizeByCertainty_shrinksUnsurePoints() {
    Samples samples = Data.slanted(400);
    Svg svg =
        Svg.of(ScatterPlot.of(samples).model(Data.SLANTED).sizeByCertainty().figure());

    double[] drawn = Svg.elements(svg.group("samples of component 0"), "circle").stream()
        .mapToDouble(circle -> Double.parseDouble(circle.getAttribute("r")))
        .toArray();
    double[] expected = Arrays.stream(Data.SLANTED.responsibilities(samples))
        .mapToDouble(r -> r[0])
        .filter(r -> r > 0.5)
        .map(certainty -> Clusters.radius(Clusters.radius(400), certainty))
        .toArray();
    Arrays.sort(drawn);
    Arrays.sort(expected);
    assertThat(drawn).hasSameSizeAs(expected).containsExactly(expected, within(0.0051));
    assertThat(drawn[drawn.length - 1]).isGreaterThan(1.5 * drawn[0]);
  }

  @Test
  void scatter_flagged_areRinged() {
    Samples samples = Data.slanted(50);
    boolean[] flags = new boolean[50];
    flags[3] = true;
    flags[17] = true;
    Svg svg = Svg.of(ScatterPlot.of(samples).flag(flags, "outliers").figure());

    assertThat(Svg.elements(svg.group("outliers"), "circle")).hasSize(2);
  }

  @Test
  void scatter_ofMany_isShaded() {
    int n = Clusters.MOST_POINTS + 1;
    Figure figure = ScatterPlot.of(Data.slanted(n)).model(Data.SLANTED).figure();
    Svg svg = Svg.of(figure);

    assertThat(svg.groups()).contains("samples").doesNotContain("samples of component 0");
    assertThat(Svg.elements(svg.group("samples"), "image")).hasSize(1);
    assertThat(Svg.of(ScatterPlot.of(Data.slanted(n - 1)).figure()).elements("image"))
        .isEmpty();
  }

  @Test
  void shading_isDarkerWhereThereIsMore() {
    DensityShading shading = new DensityShading(new Range(0, 1), new Range(0, 1));
    shading.add(0, 0, 1, Color.RED);
    shading.add(1, 1, 1000, Color.BLUE);
    shading.add(1, 0, 500, Color.RED);
    shading.add(1, 0, 500, Color.BLUE);
    BufferedImage image = shading.image();
    int last = DensityShading.CELLS - 1;

    assertThat(new Color(image.getRGB(0, last), true)).isEqualTo(new Color(255, 0, 0, 46));
    assertThat(new Color(image.getRGB(last, 0), true)).isEqualTo(new Color(0, 0, 255, 255));
    assertThat(new Color(image.getRGB(last, last), true)).isEqualTo(new Color(128, 0, 128, 255));
    assertThat(image.getRGB(0, 0) >>> 24).isEqualTo(0);
  }

  @Test
  void clusters_haveTwoPanelsOfTheSameSamples() {
    Samples samples = Data.slanted(70);
    Svg svg = Svg.of(ClusterPlot.of(samples, Data.SLANTED).names("u", "v").figure());

    double[] left = xs(Svg.elements(svg.group("samples"), "circle"));
    List<Element> coloured = Svg.elements(svg.group("samples of component 0"), "circle");
    coloured.addAll(Svg.elements(svg.group("samples of component 1"), "circle"));
    double[] right = xs(coloured);
    assertThat(right).hasSameSizeAs(left);
    double shift = right[0] - left[0];
    for (int i = 0; i < left.length; i++) {
      assertThat(right[i] - left[i]).isCloseTo(shift, within(0.021));
    }
  }

  @Test
  void density_curveAndBarsHaveTheScaleOfTheAxis() {
    Samples samples = Data.line(500);
    Svg svg = Svg.of(DensityPlot.of(samples).model(Data.LINE).figure());
    Histogram histogram = Histogram.of(samples, 0);

    Rectangle2D curve =
        bounds(Svg.elements(svg.group("density of the mixture"), "path").get(0));
    double highestBar = Svg.elements(svg.group("histogram"), "path").stream()
        .mapToDouble(bar -> bounds(bar).getHeight())
        .max()
        .orElseThrow();
    double peak = Math.exp(Data.LINE.logDensity(new double[] {-2}));
    assertThat(highestBar / curve.getHeight()).isCloseTo(histogram.largest() / peak, within(0.02));
  }

  @Test
  void density_collapsedComponent_leavesTheHistogramVisible() {
    GaussianMixture spiked = GaussianMixture.of(
        new double[] {0.1, 0.9},
        new double[][] {{0}, {0}},
        Covariances.spherical(new double[] {1e-12, 4}, 1));
    Svg svg = Svg.of(DensityPlot.of(Data.line(500)).model(spiked).size(600, 400).figure());

    double highestBar =
        bounds(Svg.elements(svg.group("histogram"), "path").get(0)).getHeight();
    assertThat(highestBar).isBetween(0.2 * 400, 0.33 * 400);
  }

  @Test
  void density_rug_isForFew() {
    assertThat(Svg.of(DensityPlot.of(Data.line(2000)).figure()).groups()).contains("rug");
    assertThat(Svg.of(DensityPlot.of(Data.line(2001)).figure()).groups()).doesNotContain("rug");
  }

  @Test
  void density_besideTheTruth_hasATableInTheOrderOfMeans() {
    GaussianMixture swapped = GaussianMixture.of(
        new double[] {0.7, 0.3},
        new double[][] {{3.1}, {-1.9}},
        Covariances.spherical(new double[] {4, 0.36}, 1));
    Figure figure =
        DensityPlot.of(Data.line(100)).model(swapped).truth(Data.LINE).figure();

    assertThat(figure.description())
        .contains("[1, \u22122, \u22121.9, 0.5, 0.6, 0.25, 0.3], [0, 3, 3.1, 2, 2, 0.75, 0.7]");
    assertThat(Svg.of(figure).groups()).contains("table of means", "true density");
  }

  @Test
  void pairs_haveAPanelForEachTwoColumns() {
    Samples samples = Data.blobs(60, 4);
    Svg svg = Svg.of(PairPlot.of(samples).names("a", "b", "c", "d").figure());

    assertThat(svg.groups())
        .contains("histogram of a", "scatter, a across and d up", "scatter, c across and d up")
        .doesNotContain("scatter, d across and a up");
    assertThat(svg.groups().stream().filter(name -> name.startsWith("scatter"))).hasSize(6);
    assertThat(svg.elements("circle")).hasSize(6 * 60);
  }

  @Test
  void trace_showsAllRestarts() {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .restarts(4)
        .initialization(Initialization.randomSamples())
        .build()
        .fit(Data.slanted(100));
    Figure figure = TracePlot.of(fit).figure();

    assertThat(Svg.of(figure).groups())
        .contains("restart 0", "restart 1", "restart 2", "restart 3");
    assertThat(figure.description())
        .contains(
            "best restart, " + fit.bestRestart().index(), Text.number(fit.logLikelihood(), 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void trace_ofFewIterations_isDrawn(int iterations) {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .maxIterations(iterations - 1)
        .build()
        .fit(Data.slanted(40));

    assertThat(Svg.of(TracePlot.of(fit).figure()).groups()).contains("restart 0");
  }

  @Test
  void criterion_ringsTheBest() {
    CriterionPlot plot = CriterionPlot.of("BIC")
        .curve("full", new int[] {1, 2, 3}, new double[] {30, 20, 25})
        .curve("tied", new int[] {1, 2, 3}, new double[] {31, Double.NaN, 19});

    assertThat(plot.figure().description()).contains("best: tied, 3");
    assertThat(plot.largestIsBest().figure().description()).contains("best: tied, 1");
    Svg svg = Svg.of(plot.figure());
    assertThat(Svg.elements(svg.group("full"), "circle")).hasSize(3);
    Element ring = Svg.elements(svg.group("best"), "circle").get(0);
    Rectangle2D mark = bounds(Svg.elements(svg.group("tied"), "path").get(1));
    assertThat(Double.parseDouble(ring.getAttribute("cx")))
        .isCloseTo(mark.getCenterX(), within(0.1));
    assertThat(Double.parseDouble(ring.getAttribute("cy")))
        .isCloseTo(mark.getCenterY(), within(0.1));
  }

  @Test
  void focusedCriterion_leavesOutWhatIsFarOff() {
    int[] components = {1, 2, 3, 4};
    CriterionPlot plot = CriterionPlot.of("BIC")
        .curve("far", components, new double[] {1000, 1001, 1002, 1003})
        .curve("near", components, new double[] {31, 20, 10, 12})
        .curve("nearer", components, new double[] {30, 15, 9, 14})
        .curve("other", components, new double[] {33, 22, 14, 18});
    Figure whole = plot.figure();
    Svg svg = Svg.of(plot.focused().figure());

    assertThat(whole.description()).contains("best: nearer, 3; legend");
    assertThat(plot.figure().description())
        .contains("best: nearer, 3; outside the frame: far; legend: far (outside), near,");
    double best = ringHeight(svg);
    double other = bounds(Svg.elements(svg.group("other"), "path").get(1)).getCenterY();
    assertThat(best - other).isGreaterThan(100);
    // Nothing is left out where that gains little.
    CriterionPlot even =
        CriterionPlot.of("BIC").curve("full", components, new double[] {4, 3, 2, 1});
    assertThat(even.focused().figure().toSvg()).isEqualTo(even.figure().toSvg());
  }

  private static double ringHeight(Svg svg) {
    return Double.parseDouble(Svg.elements(svg.group("best"), "circle").get(0).getAttribute("cy"));
  }

  @Test
  void criterion_ringsTheBestThatIsGiven() {
    CriterionPlot plot = CriterionPlot.of("BIC")
        .curve("full", new int[] {1, 2, 3}, new double[] {30, 20, 25})
        .curve("tied", new int[] {1, 2, 3}, new double[] {31, 24, 26})
        .best("tied", 2);
    Svg svg = Svg.of(plot.figure());

    assertThat(plot.figure().description()).contains("best: tied, 2");
    Rectangle2D mark = bounds(Svg.elements(svg.group("tied"), "path").get(2));
    assertThat(ringHeight(svg)).isCloseTo(mark.getCenterY(), within(0.1));
  }

  @Test
  void criterion_ringsWhatItIsTold() {
    CriterionPlot plot = CriterionPlot.of("entropy")
        .against("clusters")
        .curve("entropy", new int[] {1, 2, 3}, new double[] {0, 20, 25});

    assertThat(plot.ring("elbow", 2).figure().description())
        .startsWith("entropy against the number of clusters, elbow: 2; legend");
    assertThat(plot.noRing().figure().description())
        .startsWith("entropy against the number of clusters; legend: entropy");
  }

  @Test
  void images_areInRowsAndDarkWhereLarge() {
    double[][] images = {{0, 4, 8, 2}, {8, 8, 0, 0}, {0, 0, 0, 0}};
    Figure figure = ImageGrid.of(images, 2).columns(2).figure();
    BufferedImage image = figure.toImage(1);

    // Margin 12, images of 2 x 80 pixels, gap 3.
    assertThat(image.getRGB(40, 40) & 0xff).isEqualTo(255);
    assertThat(image.getRGB(130, 40) & 0xff).isEqualTo(128);
    assertThat(image.getRGB(40, 130) & 0xff).isEqualTo(0);
    assertThat(image.getRGB(130, 130) & 0xff).isEqualTo(191);
    assertThat(image.getRGB(175 + 40, 40) & 0xff).isEqualTo(0);
    assertThat(image.getRGB(40, 175 + 40) & 0xff).isEqualTo(255);
    assertThat(figure.width()).isEqualTo(12 + 160 + 3 + 160 + 12);
    assertThat(figure.height()).isEqualTo(figure.width());
  }

  @Test
  void kMeans_circlesHoldTheirMembers_inTheMixturesColours() {
    Samples samples = Data.blobs(200, 2);
    KMeansFit kMeans = KMeans.builder(3).restarts(3).build().fit(samples);
    GaussianMixture model = GaussianMixture.fit(samples, 3);
    Svg svg = Svg.of(KMeansPlot.of(samples, kMeans, model).figure());

    assertThat(LabelAgreement.between(model.predict(samples), kMeans.predict(samples))
            .accuracy())
        .isGreaterThan(0.95);
    for (int k = 0; k < 3; k++) {
      Element circle = Svg.elements(svg.group("circle of cluster " + k), "path").get(0);
      Rectangle2D bounds = bounds(circle);
      assertThat(bounds.getWidth() / bounds.getHeight()).isCloseTo(1, within(0.01));
      double farthest = 0;
      for (Element point : Svg.elements(svg.group("samples of component " + k), "circle")) {
        double dx = Double.parseDouble(point.getAttribute("cx")) - bounds.getCenterX();
        double dy = Double.parseDouble(point.getAttribute("cy")) - bounds.getCenterY();
        farthest = Math.max(farthest, Math.hypot(dx, dy));
      }
      assertThat(farthest / (bounds.getWidth() / 2)).isCloseTo(1, within(0.01));
    }
  }

  @Test
  void bars_areAsLongAsTheirNumbers() {
    Svg svg = Svg.of(
        BarPlot.of("seconds").bar("one", 1).bar("three", 3).bar("none", 0).figure());

    double one = bounds(Svg.elements(svg.group("one"), "path").get(0)).getWidth();
    double three = bounds(Svg.elements(svg.group("three"), "path").get(0)).getWidth();
    assertThat(three / one).isCloseTo(3, within(0.01));
  }

  @Test
  void bars_logarithmic_areAsLongAsTheirLogarithms() {
    Svg svg = Svg.of(BarPlot.of("seconds")
        .logarithmic()
        .bar("small", "a", 0.001)
        .bar("small", "b", 0.01)
        .bar("large", "a", 0.1)
        .figure());

    double[] widths = List.of("small, a", "small, b", "large, a").stream()
        .mapToDouble(
            name -> bounds(Svg.elements(svg.group(name), "path").get(0)).getWidth())
        .toArray();
    assertThat(widths[2] - widths[1]).isCloseTo(widths[1] - widths[0], within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-12, 1e-3, 1, 1e6, 1e200})
  void scatter_ofAnyScale_isDrawn(double scale) {
    double[][] rows = Data.SLANTED.sample(20, 2).rows();
    for (double[] row : rows) {
      row[0] *= scale;
      row[1] = 1e6 + row[1] / scale;
    }

    assertThat(Svg.of(ScatterPlot.of(Samples.of(rows)).figure()).elements("circle"))
        .hasSize(20);
  }

  @Test
  void scatter_ofOneSample_isDrawn() {
    assertThat(Svg.of(ScatterPlot.of(Samples.of(new double[][] {{3, 4}})).figure())
            .elements("circle"))
        .hasSize(1);
    assertThat(Svg.of(DensityPlot.of(Samples.of(new double[][] {{3}})).figure()).groups())
        .contains("histogram");
  }

  private static double[] xs(List<Element> circles) {
    return circles.stream()
        .mapToDouble(circle -> Double.parseDouble(circle.getAttribute("cx")))
        .sorted()
        .toArray();
  }

  /** The bounds of a path's points, which for ellipses and polygons are its own. */
  private static Rectangle2D bounds(Element path) {
    return SvgShape.parse(path.getAttribute("d")).getBounds2D();
  }

  /** Reads back what {@link SvgPath} writes. */
  private static final class SvgShape {
    private static final Pattern COMMAND = Pattern.compile("([MLQCZ])([^MLQCZ]*)");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+");

    static Shape parse(String d) {
      Path2D shape = new Path2D.Double();
      Matcher commands = COMMAND.matcher(d);
      while (commands.find()) {
        String command = commands.group(1);
        double[] n = NUMBER
            .matcher(commands.group(2))
            .results()
            .mapToDouble(number -> Double.parseDouble(number.group()))
            .toArray();
        switch (command.charAt(0)) {
          case 'M' -> shape.moveTo(n[0], n[1]);
          case 'L' -> shape.lineTo(n[0], n[1]);
          case 'Q' -> shape.quadTo(n[0], n[1], n[2], n[3]);
          case 'C' -> shape.curveTo(n[0], n[1], n[2], n[3], n[4], n[5]);
          default -> shape.closePath();
        }
      }
      return shape;
    }
  }
}
