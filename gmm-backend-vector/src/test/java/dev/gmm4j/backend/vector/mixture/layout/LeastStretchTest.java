package dev.gmm4j.backend.vector.mixture.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastStretchTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().get("ejml");

  private final SplittableRandom random = new SplittableRandom(8);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 12})
  void square_isAtMostTheSmallestEigenvalue_andNearIt(int d) {
    double[] factor = new double[d * d];
    double[] scales = random.doubles(d, 0.1, 10).toArray();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        factor[i * d + j] = i == j ? random.nextDouble(0.2, 3) : random.nextGaussian();
      }
    }
    KernelParameters parameters = new KernelParameters(
        new double[1],
        new double[d],
        PrecisionFactors.triangular(1, d, factor),
        new double[d],
        new double[d]);
    double smallest = smallestEigenvalue(factor, scales);

    assertThat(new LeastStretch(parameters, scales).square(0))
        .isLessThanOrEqualTo(smallest * (1 + 1e-9))
        .isGreaterThan(0.8 * smallest);
  }

  /** That of {@code S⁻¹ Wᵀ W S⁻¹}. */
  private static double smallestEigenvalue(double[] factor, double[] scales) {
    int d = scales.length;
    double[] product = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          product[i * d + j] += factor[l * d + i] * factor[l * d + j] / (scales[i] * scales[j]);
        }
      }
    }
    double[] eigenvalues = new double[d];
    BACKEND.symmetricEigen(d, product, eigenvalues, new double[d * d]);
    return Arrays.stream(eigenvalues).min().orElseThrow();
  }
}
