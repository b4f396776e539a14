package dev.gmm4j.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.Covariances;
import dev.gmm4j.GaussianMixture;
import org.junit.jupiter.api.Test;

/** The E-step table of the one-dimensional worked example, as it is printed in tutorials. */
class WorkedExampleTest {

  @Test
  void responsibilities_equalPrintedTable() {
    double third = 1.0 / 3;
    GaussianMixture model = GaussianMixture.of(
        new double[] {third, third, third},
        new double[][] {{-5}, {8}, {1.5}},
        Covariances.full(new double[][][] {{{25}}, {{9}}, {{1}}}),
        new EjmlBackend());

    double[][] table = model.responsibilities(GoldCase.load("worked-example-1d").samples());

    // Half a unit of the last printed digit.
    assertThat(table[0][0]).isCloseTo(0.0297644006, within(5e-11));
    assertThat(table[0][1]).isCloseTo(0.970235407, within(5e-10));
    assertThat(table[0][2]).isCloseTo(1.91912550e-07, within(5e-16));
    assertThat(table[59][0]).isCloseTo(0.0853513721, within(5e-11));
    assertThat(table[59][1]).isCloseTo(0.0240396004, within(5e-11));
    assertThat(table[59][2]).isCloseTo(0.890609028, within(5e-10));
  }
}
