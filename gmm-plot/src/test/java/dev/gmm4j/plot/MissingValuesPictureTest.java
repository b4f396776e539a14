package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Samples with missing values: hollow where a model expects them, or left out. */
class MissingValuesPictureTest {
  private static final double NAN = Double.NaN;
  private static final String IMPUTED = "imputed: mean given what is observed";
  private static final GaussianMixture APART = GaussianMixture.of(
      new double[] {0.5, 0.5}, new double[][] {{0, 0}, {9, 9}}, Covariances.full(new double[][][] {
        {{1, 0.5}, {0.5, 1}}, {{1, 0}, {0, 1}}
      }));

  private static Samples samples() {
    return Samples.of(
            new double[][] {{0, 1}, {1, 0}, {1, NAN}, {9, 8}, {NAN, 10}, {NAN, NAN}, {8, 9}})
        .withMissingValues();
  }

  /** Points that are filled, or that are not, of a group. */
  private static List<Element> circles(Svg svg, String group, boolean filled) {
    return Svg.elements(svg.group(group), "circle").stream()
        .filter(circle -> circle.getAttribute("fill").equals("none") != filled)
        .toList();
  }

  @Test
  void scatter_drawsImputedPointsHollow() {
    Figure figure = ScatterPlot.of(samples()).model(APART).view(-4, 14, -4, 14).figure();
    Svg svg = Svg.of(figure);
    assertThat(circles(svg, "samples of component 0", true)).hasSize(2);
    assertThat(circles(svg, "samples of component 0", false)).hasSize(1);
    assertThat(circles(svg, "samples of component 1", true)).hasSize(2);
    assertThat(circles(svg, "samples of component 1", false)).hasSize(1);
    assertThat(figure.description()).contains(IMPUTED);

    // At the mean, on the scale of the points at 1 and 0.
    double mean = Imputation.of(APART).means(samples()).block(2, 1).values()[1];
    List<Element> whole = circles(svg, "samples of component 0", true);
    double one = height(whole.get(0));
    double zero = height(whole.get(1));
    assertThat(height(circles(svg, "samples of component 0", false).get(0)))
        .isCloseTo(zero + mean * (one - zero), within(0.05));
  }

  private static double height(Element circle) {
    return Double.parseDouble(circle.getAttribute("cy"));
  }

  @Test
  void scatterWithoutModel_leavesThemOutAndSaysSo() {
    Figure figure = ScatterPlot.of(samples()).figure();
    assertThat(Svg.elements(Svg.of(figure).group("samples"), "circle")).hasSize(4);
    assertThat(figure.description()).contains("2 rows lack a value: not shown");
  }

  @Test
  void clusters_andPairs_markThem() {
    assertThat(ClusterPlot.of(samples(), APART).figure().description()).contains(IMPUTED);
    assertThat(PairPlot.of(samples()).model(APART).figure().description()).contains(IMPUTED);
  }

  @Test
  void density_isThatOfObservedValues() {
    Figure figure = DensityPlot.of(samples()).column(0).model(APART).figure();
    assertThat(figure.description()).contains("1 row lacks a value: not shown");
    Figure whole = DensityPlot.of(
            Samples.of(new double[][] {{0, 1}, {1, 0}, {1, 2}, {9, 8}, {8, 9}}))
        .column(0)
        .model(APART)
        .figure();
    assertThat(Svg.elements(Svg.of(figure).group("histogram"), "rect").size())
        .isEqualTo(Svg.elements(Svg.of(whole).group("histogram"), "rect").size());
  }

  @Test
  void manySamples_areShadedWithoutThem() {
    double[][] rows = APART.sample(11_000, 3).rows();
    rows[5][1] = NAN;
    rows[6][0] = NAN;
    Figure figure =
        ScatterPlot.of(Samples.of(rows).withMissingValues()).model(APART).figure();
    assertThat(figure.description()).contains("2 rows lack a value: not shown");
  }

  @Test
  void mergedComponents_leaveOutSamplesWithoutAnyValue() {
    ComponentMerging merging =
        ComponentMerging.of(APART, Samples.of(new double[][] {{0, 1}, {9, 8}, {1, 0}}));
    Svg svg = Svg.of(ScatterPlot.of(samples()).merged(merging, 2).figure());
    assertThat(svg.elements("circle").size()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void samplesWithoutHoles_lookTheSame() {
    Samples plain = Data.slanted(40);
    assertThat(ScatterPlot.of(plain.withMissingValues())
            .model(Data.SLANTED)
            .figure()
            .toSvg())
        .isEqualTo(ScatterPlot.of(plain).model(Data.SLANTED).figure().toSvg());
  }

  @Test
  void nanWithoutTheWord_isStillRefused() {
    Samples refused = Samples.of(new double[][] {{0, 1}, {1, NAN}});
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> ScatterPlot.of(refused).figure())
        .withMessageContaining("row 1 column 1 was NaN");
  }

  @Test
  void columnWithoutAnyValue_isRefused() {
    Samples empty = Samples.of(new double[][] {{0, NAN}, {1, NAN}}).withMissingValues();
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> ScatterPlot.of(empty).figure())
        .withMessage("column 1 must have a value in some row of positive weight");
  }
}
