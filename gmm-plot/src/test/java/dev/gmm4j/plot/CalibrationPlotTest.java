package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.classification.CalibrationCurve;
import org.junit.jupiter.api.Test;

class CalibrationPlotTest {
  private static final CalibrationCurve CURVE = CalibrationCurve.of(
      new double[] {0.55, 0.58, 0.95, 0.96, 0.97, 0.98},
      new boolean[] {true, false, true, true, true, true},
      10);

  @Test
  void picture_hasACurveAndTheDiagonal() {
    Figure figure = CalibrationPlot.of(CURVE).title("Calibration").figure();
    Svg svg = Svg.of(figure);

    assertThat(figure.title()).isEqualTo("Calibration");
    assertThat(figure.description()).contains("probabilities of 6 rows in 2 groups");
    assertThat(Svg.elements(svg.group("calibration curve"), "circle")).hasSize(2);
    assertThat(svg.groups()).contains("probabilities that are right", "95 % intervals");
  }

  /** Wilson's interval of 8 of 10, and of all of 4, which R's binom.wilson gives. */
  @Test
  void interval_isThatOfWilson() {
    Range eight = CalibrationPlot.interval(0.8, 10);
    assertThat(eight.min()).isCloseTo(0.4901625, within(1e-6));
    assertThat(eight.max()).isCloseTo(0.9433178, within(1e-6));
    Range all = CalibrationPlot.interval(1, 4);
    assertThat(all.min()).isCloseTo(0.5101092, within(1e-6));
    assertThat(all.max()).isEqualTo(1, within(1e-12));
  }
}
