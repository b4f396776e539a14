package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DistributionPlotTest {
  private static final GaussianMixture NORMAL = GaussianMixture.of(
      new double[] {1}, new double[][] {{0}}, Covariances.spherical(new double[] {1}, 1));

  /** The standard normal quantiles of 1/6, 1/2 and 5/6, where the mixture is right. */
  private static final Samples RIGHT =
      Samples.of(new double[][] {{0.967421566101701}, {0}, {-0.967421566101701}});

  @Test
  void quantiles_ofTheMixturesOwn_lieOnTheDiagonal() {
    Figure figure = DistributionPlot.quantiles(RIGHT, NORMAL).figure();
    Svg svg = Svg.of(figure);
    List<Element> points = Svg.elements(svg.group("samples"), "circle");

    assertThat(figure.description()).contains("quantiles of 3 samples of x0");
    assertThat(svg.groups()).contains("equal quantiles");
    assertThat(points).hasSize(3);
    // Equal steps to the right and up: the axes have one scale.
    for (int i = 1; i < 3; i++) {
      double right = number(points.get(i), "cx") - number(points.get(i - 1), "cx");
      double up = number(points.get(i - 1), "cy") - number(points.get(i), "cy");
      assertThat(right).isPositive();
      assertThat(up).isCloseTo(right, within(0.05));
    }
  }

  @Test
  void cumulative_hasBothDistributions() {
    Svg svg = Svg.of(DistributionPlot.cumulative(RIGHT, NORMAL).name("time").figure());
    List<Element> points = Svg.elements(svg.group("samples"), "circle");

    assertThat(svg.groups()).contains("distribution function");
    // Probabilities of 1/6, 1/2 and 5/6 are equally far apart.
    assertThat(number(points.get(0), "cy") - number(points.get(1), "cy"))
        .isCloseTo(number(points.get(1), "cy") - number(points.get(2), "cy"), within(0.05));
  }

  /** A row of weight 2 has the probability of the middle of two rows. */
  @Test
  void weights_areFrequencies_andManySamplesAreThinned() {
    Samples twice = Samples.of(new double[][] {{0}, {1}}).weighted(new double[] {2, 0});
    double[][] many = new double[3 * DistributionPlot.MOST][1];
    for (int i = 0; i < many.length; i++) {
      many[i][0] = (i + 0.5) / many.length;
    }

    assertThat(Svg.elements(
            Svg.of(DistributionPlot.quantiles(twice, NORMAL).figure()).group("samples"), "circle"))
        .hasSize(1);
    assertThat(Svg.elements(
            Svg.of(DistributionPlot.cumulative(Samples.of(many), NORMAL).figure())
                .group("samples"),
            "circle"))
        .hasSize(DistributionPlot.MOST);
  }

  @Test
  void whatCannotBeDrawn_isRefused() {
    Samples pairs = Samples.of(new double[][] {{0, 1}, {1, 2}});
    GaussianMixture flat = GaussianMixture.of(
        new double[] {1}, new double[][] {{0, 0}}, Covariances.spherical(new double[] {1}, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistributionPlot.quantiles(pairs, NORMAL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DistributionPlot.quantiles(pairs, flat).figure())
        .withMessage("samples have 2 columns: choose one with column(index)");
    assertThat(DistributionPlot.quantiles(pairs, flat).column(1).figure().description())
        .contains("x1");
    assertThatThrownBy(() -> DistributionPlot.cumulative(
                Samples.of(new double[][] {{Double.NaN}}).withMissingValues(), NORMAL)
            .figure())
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("no sample has a value in column 0");
  }

  private static double number(Element circle, String attribute) {
    return Double.parseDouble(circle.getAttribute(attribute));
  }
}
