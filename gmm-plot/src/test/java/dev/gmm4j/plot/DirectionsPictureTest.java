package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.DiscriminantDirections;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.AffineTransform;
import dev.gmm4j.distribution.MixtureMoments;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Samples and mixtures projected onto discriminant directions. */
class DirectionsPictureTest {
  private static final double[][] MEANS = {{0, 0, 0}, {4, 1, 0}, {0, 5, 1}};

  private static final GaussianMixture THREE =
      GaussianMixture.of(new double[] {0.5, 0.3, 0.2}, MEANS, Covariances.full(new double[][][] {
        {{1, 0.3, 0}, {0.3, 1, 0.2}, {0, 0.2, 2}},
        {{0.5, 0, 0.1}, {0, 1.5, 0}, {0.1, 0, 1}},
        {{1, 0, 0}, {0, 0.7, 0.1}, {0, 0.1, 0.4}}
      }));

  private static final GaussianMixture TIED_PAIR = GaussianMixture.of(
      new double[] {0.5, 0.5},
      new double[][] {{0, 0, 0}, {3, 0, 0}},
      Covariances.tied(new double[][] {{1, 0, 0}, {0, 4, 0.5}, {0, 0.5, 1}}, 2));

  private static Samples three() {
    return Samples.of(THREE.sample(60, 1).rows());
  }

  private static ScatterPlot projected(GaussianMixture model, Samples samples) {
    return ScatterPlot.of(samples).model(model).directions(Directions.mostApart());
  }

  private static String picture(ScatterPlot plot) {
    return plot.figure().description();
  }

  /** The mixture that is drawn is the exact marginal of the linear map, at the place of the samples. */
  @Test
  void plane_isThatOfTheFirstTwoDirections() {
    DiscriminantDirections found = DiscriminantDirections.of(THREE, 1);
    AffineTransform map = found.transform(2);
    GaussianMixture exact = map.apply(THREE);
    Plane plane = Directions.mostApart().plane(Clustering.of(THREE));
    MarginalMixture drawn = plane.of(THREE);
    double[] row = {1.5, -2, 0.7};

    assertThat(new double[] {plane.place(0, row, 0), plane.place(1, row, 0)})
        .containsExactly(map.apply(row), within(1e-14));
    assertThat(Directions.mostApart().coefficients(THREE))
        .isDeepEqualTo(new double[][] {found.direction(0), found.direction(1)});
    for (int k = 0; k < 3; k++) {
      assertThat(drawn.mean(k, 1)).isCloseTo(exact.mean(k)[1], within(1e-14));
      assertThat(drawn.covariance(k)[0][1])
          .isCloseTo(exact.covariances().get(k, 0, 1), within(1e-14));
    }
    assertThat(Math.log(drawn.density(1, 2)))
        .isCloseTo(exact.logDensity(new double[] {1, 2}), within(1e-12));
  }

  @Test
  void axes_tellTheShareOfEigenvalues() {
    double[] eigenvalues = DiscriminantDirections.of(THREE, 1).eigenvalues();
    String first =
        Text.fixed(100 * eigenvalues[0] / (eigenvalues[0] + eigenvalues[1]), 1) + " % of";

    assertThat(picture(projected(THREE, three())))
        .contains("direction 1 (" + first + " eigenvalues) across and direction 2 (");
  }

  @Test
  void lambda_looksAtCovariances() {
    ScatterPlot plot = ScatterPlot.of(three()).model(THREE).directions(Directions.lambda(0));
    double[] eigenvalues = DiscriminantDirections.of(THREE, 0).eigenvalues();
    double share = eigenvalues[0] / Arrays.stream(eigenvalues).sum();

    assertThat(picture(plot)).contains("direction 1 (" + Text.fixed(100 * share, 1));
    assertThatThrownBy(() -> Directions.lambda(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lambda must be in [0, 1], but was 1.5");
  }

  /** Within groups, crimcoords have a mean variance of 1 and no covariance. */
  @Test
  void crimcoords_areThoseOfComponents() {
    MarginalMixture drawn = Directions.crimcoords().plane(Clustering.of(THREE)).of(THREE);
    double[][] mean = new double[2][2];
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          mean[i][j] += THREE.weight(k) * drawn.covariance(k)[i][j];
        }
      }
    }
    assertThat(mean[0]).containsExactly(new double[] {1, 0}, within(1e-10));
    assertThat(mean[1]).containsExactly(new double[] {0, 1}, within(1e-10));
  }

  /** With tied covariances two components differ in one direction; the other axis is uncorrelated with it. */
  @Test
  void oneDirection_isJoinedByTheLargestRemainingVariance() {
    Plane plane = Directions.mostApart().plane(Clustering.of(TIED_PAIR));
    double[][] total = MixtureMoments.of(TIED_PAIR).covariance();
    double[][] directions = new double[2][3];
    for (int j = 0; j < 3; j++) {
      double[] unit = new double[3];
      unit[j] = 1;
      directions[0][j] = plane.place(0, unit, 0);
      directions[1][j] = plane.place(1, unit, 0);
    }
    double covariance = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        covariance += directions[0][i] * total[i][j] * directions[1][j];
      }
    }
    assertThat(directions[0]).containsExactly(new double[] {1, 0, 0}, within(1e-9));
    assertThat(covariance).isCloseTo(0, within(1e-12));
    // The first principal component of two correlated features, in units of deviations 2 and 1; the
    // power method ends where
    // no picture would show a difference.
    assertThat(directions[1][2] / directions[1][1]).isCloseTo(2, within(1e-5));
    assertThat(plane.label(0, null)).isEqualTo("direction 1 (100.0 % of eigenvalues)");
    assertThat(plane.label(1, null)).isEqualTo("largest remaining variance");
  }

  @Test
  void oneComponent_isShownInTheDirectionsOfLargestVariance() {
    GaussianMixture one = GaussianMixture.of(
        new double[] {1}, new double[][] {{1, 2, 3}}, Covariances.diagonal(new double[][] {{4, 1, 1}
        }));

    assertThat(picture(projected(one, three())))
        .contains("largest variance across and largest remaining variance up");
  }

  @Test
  void spherical_andTwoFeatures_areDrawn() {
    GaussianMixture round = GaussianMixture.of(
        new double[] {0.5, 0.25, 0.25}, MEANS, Covariances.spherical(new double[] {1, 2, 3}, 3));

    assertThat(picture(projected(round, three()))).contains("direction 2 (");
    assertThat(picture(projected(Data.SLANTED, Data.slanted(30)))).contains("direction 1 (");
  }

  @Test
  void noise_hasNoDirection() {
    UniformNoise noise =
        new UniformNoise(0.2, NoiseRegion.of(new double[] {-9, -9, -9}, new double[] {9, 9, 9}));
    GaussianMixture noisy = GaussianMixture.of(
        new double[] {0.4, 0.24, 0.16}, THREE.means(), THREE.covariances(), noise, THREE.backend());

    Plane plane = Directions.mostApart().plane(Clustering.of(noisy));

    assertThat(plane.label(0, null))
        .isEqualTo(Directions.mostApart().plane(Clustering.of(THREE)).label(0, null));
    assertThat(picture(projected(noisy, three()))).contains("noise");
  }

  /** A sample that lacks a value is hollow, at the place of the mean that the model expects. */
  @Test
  void missingValues_areImputed() {
    double nan = Double.NaN;
    Samples holes = Samples.of(
            new double[][] {{0, 0, 0}, {4, 1, 0}, {nan, 5, 1}, {nan, nan, nan}, {0, 5, 0}})
        .withMissingValues();
    Svg svg = Svg.of(projected(THREE, holes).figure());

    assertThat(circles(svg, "samples of component 0")).hasSize(1);
    assertThat(circles(svg, "samples of component 2"))
        .extracting(circle -> circle.getAttribute("fill").equals("none"))
        .containsExactlyInAnyOrder(true, false);
  }

  private static List<Element> circles(Svg svg, String group) {
    return Svg.elements(svg.group(group), "circle");
  }

  @Test
  void withoutAModel_orOfOtherFeatures_isRefused() {
    assertThatThrownBy(
            () -> ScatterPlot.of(three()).directions(Directions.mostApart()).figure())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directions need a model");
    Directions other = Directions.of(DiscriminantDirections.of(Data.SLANTED, 0.5));
    assertThatThrownBy(
            () -> ScatterPlot.of(three()).model(THREE).directions(other).figure())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("directions must be of 3 features, as the model has, but were of 2");
  }

  /** Lines between regions are where the two likeliest components are equally likely. */
  @Test
  void regions_endWhereTwoAreEquallyLikely() {
    GaussianMixture pair = GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{-2, 0}, {2, 0}},
        Covariances.tied(new double[][] {{1, 0}, {0, 1}}, 2));
    GroupDensities densities =
        new GroupDensities(MarginalMixture.of(pair, 0, 1), Clustering.of(pair));

    assertThat(densities.likeliest(-0.1, 3)).isZero();
    assertThat(densities.likeliest(0.1, -3)).isEqualTo(1);
    assertThat(densities.lead(1, 0, 2)).isCloseTo(0, within(1e-12));
    assertThat(densities.uncertainty(0, 1)).isCloseTo(0.5, within(1e-12));
    // Far away densities underflow, and probabilities do not.
    assertThat(densities.likeliest(1e4, 0)).isEqualTo(1);
    assertThat(densities.uncertainty(1e4, 0)).isZero();
  }

  @Test
  void regions_andUncertainty_areLayers() {
    Samples samples = three();
    ScatterPlot plot = ScatterPlot.of(samples)
        .model(THREE)
        .directions(Directions.mostApart())
        .overlays(ScatterPlot.Overlay.REGIONS, ScatterPlot.Overlay.UNCERTAINTY);
    Svg svg = Svg.of(plot.figure());

    assertThat(svg.groups()).contains("regions", RegionLayers.UNCERTAINTY, RegionLayers.BOUNDARY);
    assertThat(Svg.elements(svg.group(RegionLayers.BOUNDARY), "path")).isNotEmpty();
    assertThat(Svg.of(projected(THREE, samples).figure()).groups())
        .doesNotContain("regions", RegionLayers.BOUNDARY);
  }

  @Test
  void classifier_hasTheColoursOfClasses() {
    Samples samples = three();
    int[] truth = THREE.predict(samples);
    Labels labels =
        Labels.of(IntStream.of(truth).mapToObj(k -> k == 2 ? "b & c" : "a").toList());
    MixtureClassifier classifier = MixtureClassifierEstimator.builder()
        .model(CovarianceModel.VVV)
        .components(2, 2)
        .build()
        .fit(samples, labels)
        .classifier();
    Figure figure = ScatterPlot.of(samples)
        .classifier(classifier)
        .directions(Directions.crimcoords())
        .sizeByCertainty()
        .figure();

    assertThat(Svg.of(figure).groups()).contains("samples of a", "samples of b & c");
    // Two components a class, so four ellipses, and one crimcoord of two classes.
    assertThat(Svg.of(figure).groups()).contains("1\u03c3 and 2\u03c3 ellipses of component 3");
    assertThat(figure.description()).contains("direction 1 (100.0 % of eigenvalues) across");
    assertThat(ClusterPlot.of(samples, classifier)
            .directions(Directions.mostApart())
            .figure()
            .description())
        .contains("direction 1 (");
  }

  @Test
  void manySamples_areShaded() {
    Samples many = Samples.of(THREE.sample(10_001, 1).rows());

    assertThat(Svg.of(projected(THREE, many).figure()).groups()).contains("samples");
  }

  @Test
  void draws_ofAPosterior_areThinLinesInPairsAndClusters() {
    Samples samples = three();
    Figure pairs = PairPlot.of(samples).model(THREE).draws(THREE, THREE).figure();
    Figure clusters =
        ClusterPlot.of(samples, THREE).columns(0, 1).draws(THREE, THREE).figure();

    // Under each of three panels two draws of three components.
    Svg svg = Svg.of(pairs);
    assertThat(svg.elements("g").stream()
            .filter(group -> group.getFirstChild().getTextContent().equals(MixtureLayers.DRAWS))
            .filter(group -> Svg.elements(group, "path").size() == 6))
        .hasSize(3);
    assertThat(Svg.of(clusters).groups()).contains(MixtureLayers.DRAWS);
  }
}
