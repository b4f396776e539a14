package dev.gmm4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.testing.NaiveBackend;
import org.junit.jupiter.api.Test;

class KernelParametersTest {
  /** A few roundings of numbers below 10. */
  private static final double TOLERANCE = 1e-14;

  /** Two components of two features, of deviations 2 and 4, and 1 and 1/2. */
  private static final PrecisionFactors FACTORS =
      PrecisionFactors.axisAligned(2, 2, new double[] {0.5, 0.25, 1, 2});

  private static KernelParameters parameters(double... logWeights) {
    return new KernelParameters(
        logWeights, new double[] {1, 2, 3, 4}, FACTORS, new double[2], new double[] {1, 1});
  }

  @Test
  void sizes_areCheckedAgainstThoseOfWeightsAndCentre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelParameters(
            new double[2], new double[3], FACTORS, new double[2], new double[2]))
        .withMessage("means must be 4 numbers, but were 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KernelParameters(
            new double[2], new double[4], FACTORS, new double[2], new double[3]))
        .withMessage("variances must be 2 numbers, but were 3");
  }

  @Test
  void sizes_areThoseOfTheArrays() {
    KernelParameters parameters = parameters(0, 0);

    assertThat(parameters.components()).isEqualTo(2);
    assertThat(parameters.gaussianComponents()).isEqualTo(2);
    assertThat(parameters.dimension()).isEqualTo(2);
  }

  @Test
  void logCoefficient_isTheWeightedLogDensityAtTheMean() {
    KernelParameters parameters = parameters(Math.log(3), Math.log(0.5));

    // π / (2π σ₁σ₂) for each component.
    assertThat(parameters.logCoefficient(0))
        .isCloseTo(Math.log(3 / (2 * Math.PI * 2 * 4)), within(TOLERANCE));
    assertThat(parameters.logCoefficient(1))
        .isCloseTo(Math.log(0.5 / (2 * Math.PI * 1 * 0.5)), within(TOLERANCE));
  }

  @Test
  void componentWithoutWeight_hasNoDensity() {
    assertThat(parameters(0, Double.NEGATIVE_INFINITY).logCoefficient(1))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void logTotalWeight_isThatOfTheSum_whereWeightsOverflow() {
    assertThat(parameters(Math.log(3), Math.log(0.5)).logTotalWeight())
        .isCloseTo(Math.log(3.5), within(TOLERANCE));
    assertThat(parameters(2000, 2000).logTotalWeight())
        .isCloseTo(2000 + Math.log(2), within(2000 * TOLERANCE));
    assertThat(parameters(Double.NEGATIVE_INFINITY, -2000).logTotalWeight()).isEqualTo(-2000);
  }

  @Test
  void uniformComponent_isNotGaussian_andItsCoefficientIsItsLogDensity() {
    KernelParameters parameters = new KernelParameters(
        new double[] {0, 0, Math.log(7)},
        new double[6],
        FACTORS.withUniform(-3),
        new double[2],
        new double[2]);

    assertThat(parameters.components()).isEqualTo(3);
    assertThat(parameters.gaussianComponents()).isEqualTo(2);
    assertThat(parameters.logCoefficient(2)).isCloseTo(Math.log(7) - 3, within(TOLERANCE));
  }

  @Test
  void parametersOfAMixture_areItsComponents_andItsNoiseTheLast() {
    // Noise of density 1/8 on a box of 2 by 4.
    UniformNoise noise =
        new UniformNoise(0.2, NoiseRegion.of(new double[] {0, 0}, new double[] {2, 4}));
    KernelParameters parameters = MixtureParameters.of(
            new double[] {0.2, 0.6},
            new double[] {1, 2, 5, -2},
            Covariances.diagonal(new double[][] {{4, 16}, {1, 0.25}}),
            new NaiveBackend())
        .with(noise)
        .kernelParameters();

    assertThat(parameters.components()).isEqualTo(3);
    assertThat(parameters.gaussianComponents()).isEqualTo(2);
    assertThat(parameters.logCoefficient(0))
        .isCloseTo(Math.log(0.2 / (2 * Math.PI * 2 * 4)), within(TOLERANCE));
    assertThat(parameters.logCoefficient(2)).isCloseTo(Math.log(0.2 / 8), within(TOLERANCE));
    assertThat(parameters.logTotalWeight()).isCloseTo(0, within(TOLERANCE));
    // The components' means, weighted by 1/4 and 3/4.
    assertThat(parameters.centre()).containsExactly(new double[] {4, -1}, within(TOLERANCE));
    assertThat(parameters.variances())
        .containsExactly(new double[] {0.2 * 4 + 0.6, 0.2 * 16 + 0.6 * 0.25}, within(TOLERANCE));
  }
}
