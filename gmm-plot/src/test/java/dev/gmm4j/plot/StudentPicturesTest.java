package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.student.StudentMixture;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of mixtures of t distributions: their geometry against its definition, and what is drawn. */
class StudentPicturesTest {
  private static final StudentMixture HEAVY = StudentMixture.of(Data.SLANTED, new double[] {3, 8});
  private static final StudentMixture LINE = StudentMixture.of(Data.LINE, new double[] {1, 5});
  private static final StudentMixture THREE = StudentMixture.of(
      new double[] {0.5, 0.5},
      new double[][] {{0, 0, 1}, {6, 5, -4}},
      Covariances.spherical(new double[] {1, 2}, 3),
      new double[] {2, 4});
  private static final String ELLIPSES = "ellipses of 39 % and of 86 % of component ";

  private static StudentMixture alone(double nu) {
    return StudentMixture.of(
        new double[] {1},
        new double[][] {{5, -3}},
        Covariances.full(new double[][][] {{{4, 1}, {1, 2}}}),
        new double[] {nu});
  }

  private static Samples samples(StudentMixture model, int count) {
    return Samples.of(model.sample(count, 7).rows());
  }

  @Test
  void marginalDensity_isTheModels() {
    MarginalMixture both = MarginalMixture.of(THREE, 2, 0);
    MarginalMixture one = MarginalMixture.of(THREE, 1);
    StudentMixture modelOfBoth = THREE.marginal(2, 0);
    StudentMixture modelOfOne = THREE.marginal(1);
    for (double[] row : THREE.sample(50, 3).rows()) {
      double logDensity = modelOfBoth.logDensity(new double[] {row[2], row[0]});
      assertThat(Math.log(both.density(row[2], row[0]))).isCloseTo(logDensity, within(1e-12));
      assertThat(Math.log(one.density(row[1])))
          .isCloseTo(modelOfOne.logDensity(new double[] {row[1]}), within(1e-12));
      double sum = Math.exp(both.logComponentDensity(0, row[2], row[0]))
          + Math.exp(both.logComponentDensity(1, row[2], row[0]));
      assertThat(Math.log(sum)).isCloseTo(logDensity, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0.95,199.5", "4,0.95,6.9443", "10,0.95,4.1028", "4,0.99,18.000", "30,0.99,5.3903"})
  void radius_isThatOfTheFDistribution(double nu, double share, double quantile) {
    // Quantiles of F(2, ν) from published tables, and the distance of as large a share of a normal
    // distribution.
    double deviations = Math.sqrt(-2 * Math.log(1 - share));
    double radius = MarginalMixture.of(alone(nu), 0, 1).radius(0, deviations);
    assertThat(radius * radius).isCloseTo(2 * quantile, within(1e-4 * 2 * quantile));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3, 30})
  void ellipses_holdTheSharesOfTheirNames(double nu) {
    StudentMixture model = alone(nu);
    MarginalMixture mixture = MarginalMixture.of(model, 0, 1);
    double[][] rows = model.sample(20_000, 5).rows();
    for (int deviations = 1; deviations <= 2; deviations++) {
      double share = 1 - Math.exp(-0.5 * deviations * deviations);
      double radius = mixture.radius(0, deviations);
      long inside = Arrays.stream(rows)
          .filter(row -> model.squaredMahalanobis(row)[0] <= radius * radius)
          .count();
      // Four standard errors.
      assertThat(inside / 20_000.0)
          .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / 20_000)));
    }
  }

  @Test
  void contourLevels_encloseTheirShareOfSamples() {
    MarginalMixture mixture = MarginalMixture.of(HEAVY, 0, 1);
    double[][] rows = HEAVY.sample(40_000, 9).rows();
    for (double share : MixtureLayers.SHARES) {
      double level = HighestDensityLevels.of(mixture, share)[0];
      long inside = Arrays.stream(rows)
          .filter(row -> mixture.density(row[0], row[1]) >= level)
          .count();
      // Four standard errors.
      assertThat(inside / 40_000.0)
          .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / 40_000) + 1e-3));
    }
  }

  @Test
  void reachOfContour_isWhereOneComponentHasTheLevel() {
    MarginalMixture mixture = MarginalMixture.of(alone(4), 0, 1);
    double level = MixtureLayers.outermost(mixture);
    Range reach = mixture.reachOfContour(0, level);
    // The outermost contour's ellipse reaches radius times the deviation of the feature; 3 % more
    // for others.
    double radius = mixture.radius(0, Math.sqrt(-2 * Math.log(0.01)));
    assertThat(reach.max()).isCloseTo(5 + 1.03 * radius * 2, within(0.02 * radius));
    assertThat(reach.min()).isCloseTo(5 - 1.03 * radius * 2, within(0.02 * radius));
  }

  @Test
  void manyDegreesOfFreedom_lookNearlyGaussian() {
    MarginalMixture heavy =
        MarginalMixture.of(StudentMixture.of(Data.SLANTED, new double[] {1000, 1000}), 0, 1);
    MarginalMixture gaussian = MarginalMixture.of(Data.SLANTED, 0, 1);
    assertThat(heavy.radius(0, 2)).isCloseTo(gaussian.radius(0, 2), within(3e-3));
    assertThat(heavy.density(0.5, 0.2)).isCloseTo(gaussian.density(0.5, 0.2), within(1e-3));
    assertThat(gaussian.radius(0, 2)).isEqualTo(2);
  }

  @Test
  void scatter_hasEllipsesContoursAndColours() {
    Samples samples = samples(HEAVY, 200);
    Figure figure = ScatterPlot.of(samples).model(HEAVY).figure();
    Svg svg = Svg.of(figure);
    assertThat(svg.groups())
        .contains("density contours", "contour around 99 % of the mixture")
        .contains(ELLIPSES + 0, ELLIPSES + 1);
    assertThat(figure.description())
        .contains("39 % of a component", "86 % of a component", "component 0 (70.0 %)")
        .doesNotContain("\u03c3");
    long first =
        Arrays.stream(HEAVY.predict(samples)).filter(label -> label == 0).count();
    assertThat(Svg.elements(svg.group("samples of component 0"), "circle"))
        .hasSize(Math.toIntExact(first));
  }

  @Test
  void pairs_haveEllipsesDensitiesAndCrosses() {
    Samples samples = samples(THREE, 100);
    boolean[] crossed = new boolean[100];
    crossed[3] = true;
    crossed[70] = true;
    Figure figure = PairPlot.of(samples).model(THREE).cross(crossed, "trimmed").figure();
    Svg svg = Svg.of(figure);
    // In three scatters, and in the legend.
    assertThat(svg.groups().stream().filter("trimmed"::equals)).hasSize(4);
    assertThat(Svg.elements(svg.group("trimmed"), "path")).hasSize(2);
    assertThat(svg.groups().stream().filter((ELLIPSES + 1)::equals)).hasSize(3);
    assertThat(svg.groups().stream().filter("density of component 1"::equals)).hasSize(3);
    assertThat(figure.description()).contains("trimmed", "39 % of a component");
  }

  @Test
  void pairs_refuseCrossesOfOtherSamples() {
    Samples samples = samples(THREE, 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairPlot.of(samples).cross(new boolean[9], "trimmed"))
        .withMessage("flagged must be as many as samples = 10, but were 9");
  }

  @Test
  void clusters_andDensity_areDrawn() {
    Samples samples = samples(HEAVY, 100);
    boolean[] crossed = new boolean[100];
    crossed[1] = true;
    Svg clusters =
        Svg.of(ClusterPlot.of(samples, HEAVY).cross(crossed, "outliers").figure());
    assertThat(clusters.groups()).contains("density contours", ELLIPSES + 0, "outliers");
    Svg density = Svg.of(DensityPlot.of(samples(LINE, 100)).model(LINE).figure());
    assertThat(density.groups())
        .contains("density of the mixture", "density of component 0", "density of component 1");
  }

  @Test
  void densityCurve_followsThePeakAmongFarSamples() {
    DensityCurve curve = DensityCurve.of(MarginalMixture.of(LINE, 0), new Range(-1e4, 1e4));
    double peak = IntStream.range(-100, 100)
        .mapToDouble(i -> Math.exp(LINE.logDensity(new double[] {3 + i / 100.0})))
        .max()
        .orElseThrow();
    assertThat(curve.largest()).isGreaterThanOrEqualTo(0.999 * peak);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1})
  void heaviestTails_canBeDrawn(double nu) {
    StudentMixture model = StudentMixture.of(Data.SLANTED, new double[] {nu, nu});
    Samples samples = Data.slanted(60);
    assertThat(ScatterPlot.of(samples).model(model).figure().toImage(0.5).getWidth())
        .isEqualTo(340);
    assertThat(PairPlot.of(samples).model(model).figure().toSvg()).doesNotContain("NaN");
  }

  @Test
  void manySamples_areShadedInTheColoursOfTheirComponents() {
    Svg svg = Svg.of(ScatterPlot.of(samples(HEAVY, 10_001)).model(HEAVY).figure());
    assertThat(Svg.elements(svg.group("samples"), "image")).hasSize(1);
  }

  @Test
  void regions_endWhereTheModelChangesItsMind() {
    MarginalMixture mixture = MarginalMixture.of(HEAVY, 0, 1);
    GroupDensities densities = new GroupDensities(mixture, Clustering.of(MixtureView.of(HEAVY)));
    for (double[] row : HEAVY.sample(100, 2).rows()) {
      assertThat(densities.likeliest(row[0], row[1])).isEqualTo(HEAVY.predict(row));
    }
  }

  @Test
  void directions_areRefused() {
    Samples samples = samples(THREE, 20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.of(samples)
            .model(THREE)
            .directions(Directions.mostApart())
            .figure())
        .withMessage(
            "directions need a Gaussian mixture, but the model is a mixture of t distributions");
  }

  @Test
  void rowsThatLackAValue_areNotShown() {
    Samples samples = Samples.of(new double[][] {{0, 1}, {1, Double.NaN}}).withMissingValues();
    assertThat(ScatterPlot.of(samples).model(HEAVY).figure().description())
        .contains("1 row lacks a value: not shown");
  }

  @Test
  void modelOfOtherFeatures_isRefused() {
    Samples samples = Data.slanted(10);
    String message = "model must have 2 features, as the samples have columns, but had 3";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.of(samples).model(THREE))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairPlot.of(samples).model(THREE))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensityPlot.of(samples).model(THREE))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterPlot.of(samples, THREE))
        .withMessage(message);
  }

  @Test
  void gaussianMixture_keepsItsNames() {
    GaussianMixture model = Data.SLANTED;
    assertThat(Svg.of(ScatterPlot.of(Data.slanted(10)).model(model).figure()).groups())
        .contains("1\u03c3 and 2\u03c3 ellipses of component 0");
  }
}
