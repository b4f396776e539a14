package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationCurveTest {

  /** scikit-learn 1.9.1: calibration_curve(n_bins=5) and brier_score_loss of these numbers. */
  @Test
  void curve_isThatOfOthers() {
    double[] probabilities = {0.05, 0.2, 0.2, 0.35, 0.5, 0.55, 0.61, 0.8, 0.95, 1.0};
    boolean[] happened = {false, false, true, false, true, false, true, true, true, true};
    CalibrationCurve curve = CalibrationCurve.of(probabilities, happened, 5);

    assertThat(curve.probabilities())
        .containsExactly(new double[] {0.15, 0.35, 0.525, 0.705, 0.975}, within(1e-15));
    assertThat(curve.shares()).containsExactly(new double[] {1.0 / 3, 0, 0.5, 1, 1}, within(1e-15));
    assertThat(curve.counts()).containsExactly(3, 1, 2, 2, 2);
    assertThat(curve.brierScore()).isCloseTo(0.15521, within(1e-15));
    // (3 (1/3 - 0.15) + 0.35 + 2 0.025 + 2 0.295 + 2 0.025) / 10
    assertThat(curve.expectedError()).isCloseTo(0.159, within(1e-15));
  }

  @Test
  void decisions_areOfTheLikeliestClass() {
    double[][] probabilities = {{0.9, 0.1}, {0.3, 0.7}, {0.6, 0.4}, {Double.NaN, Double.NaN}, {1, 0}
    };
    Labels labels = Labels.of(List.of("a", "b"), new int[] {0, 0, 0, 1, Labels.UNKNOWN});
    CalibrationCurve curve = CalibrationCurve.ofDecisions(probabilities, labels, 2);

    assertThat(curve.counts()).containsExactly(3);
    assertThat(curve.probabilities()).containsExactly(new double[] {2.2 / 3}, within(1e-15));
    assertThat(curve.shares()).containsExactly(2.0 / 3);
  }

  @Test
  void whatIsNoProbability_isRefused() {
    assertThatThrownBy(() -> CalibrationCurve.of(new double[] {1.5}, new boolean[1], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("probabilities[0] must be in [0, 1], but was 1.5");
    assertThatThrownBy(() -> CalibrationCurve.of(new double[] {0.5}, new boolean[2], 2))
        .hasMessage("happened must be as many as probabilities = 1, but were 2");
  }
}
