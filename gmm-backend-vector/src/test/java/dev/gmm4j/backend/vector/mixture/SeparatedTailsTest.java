package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.backend.vector.mixture.layout.LinearDiscriminants;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** t distributions so far apart that the fused kernel sorts rows and gives components up, against the composed kernel. */
class SeparatedTailsTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().get("ejml");
  private static final int ROWS = 205;

  private final SplittableRandom random = new SplittableRandom(5);

  /** Components of correlated features whose locations are some hundred deviations apart, with degrees of freedom of their own. */
  private StudentKernelParameters parameters(int d, int components, double[] degrees) {
    double[] scales = new double[components * d * d];
    for (int k = 0; k < components; k++) {
      double variance = random.nextDouble(0.5, 2);
      for (int i = 0; i < d * d; i++) {
        scales[k * d * d + i] = i / d == i % d ? variance : 0.3 * variance;
      }
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    double[] locations = new double[components * d];
    Arrays.setAll(locations, i -> 60 * random.nextGaussian());
    double[] nu = new double[components];
    Arrays.setAll(nu, k -> degrees[k % degrees.length]);
    return StudentParameters.of(
            weights,
            locations,
            Covariances.of(CovarianceType.FULL, components, d, scales),
            nu,
            BACKEND)
        .studentKernelParameters();
  }

  /** Rows of components by turns, of which one in ten lies amid two of them and one in twenty far from all. */
  private RowBlock rows(StudentKernelParameters parameters, boolean weighted) {
    int d = parameters.dimension();
    double[] means = parameters.gaussian().means();
    double[] values = new double[ROWS * d];
    for (int i = 0; i < ROWS; i++) {
      int k = random.nextInt(parameters.components());
      int l = random.nextInt(10) == 0 ? random.nextInt(parameters.components()) : k;
      double far = random.nextInt(20) == 0 ? 1e5 : 0;
      for (int j = 0; j < d; j++) {
        values[i * d + j] =
            0.5 * (means[k * d + j] + means[l * d + j]) + random.nextGaussian() + far;
      }
    }
    return new RowBlock(
        values, 0, ROWS, d, weighted ? random.doubles(ROWS, 0, 3).toArray() : null);
  }

  /** As the kernel decides it. */
  private static void assertSorts(StudentKernelParameters parameters) {
    int components = parameters.components();
    double[] negligible = new double[components];
    Arrays.fill(negligible, -Math.log(StudentKernel.NEGLIGIBLE / components));
    StudentReach reach = new StudentReach(components, 1);
    reach.use(parameters);
    LinearDiscriminants discriminants = new LinearDiscriminants(parameters.dimension(), components);
    discriminants.use(parameters.gaussian());
    assertThat(discriminants.pay(reach.typical(negligible))).as("sorting pays").isTrue();
  }

  private static void assertClose(double[] actual, double[] expected) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).containsExactly(expected, within(1e-11 * largest));
  }

  private static SufficientStatistics statistics(
      StudentKernel kernel, StudentKernelParameters parameters, RowBlock rows) {
    SufficientStatistics statistics = SufficientStatistics.ofStudent(
        parameters.gaussian().means(),
        parameters.components(),
        parameters.dimension(),
        Moments.FULL);
    kernel.accumulate(kernel.load(rows), statistics);
    return statistics;
  }

  @ParameterizedTest
  @CsvSource({"13, 8, false", "17, 6, true", "32, 16, false", "40, 3, true"})
  void allResults_areThoseOfTheComposedKernel(int d, int components, boolean weighted) {
    for (double[] degrees : new double[][] {{4}, {1, 12, 3}}) {
      StudentKernelParameters parameters = parameters(d, components, degrees);
      assertSorts(parameters);
      RowBlock rows = rows(parameters, weighted);
      StudentKernel fused = new VectorStudentKernel(d, components);
      StudentKernel composed = MixtureKernels.ofStudent(BACKEND, d, components);
      fused.use(parameters);
      composed.use(parameters);

      SufficientStatistics actual = statistics(fused, parameters, rows);
      SufficientStatistics expected = statistics(composed, parameters, rows);
      assertClose(new double[] {actual.logLikelihood()}, new double[] {expected.logLikelihood()});
      assertClose(actual.weights(), expected.weights());
      assertClose(actual.momentWeights(), expected.momentWeights());
      assertClose(actual.tails(), expected.tails());
      assertClose(actual.first(), expected.first());
      assertClose(actual.second(), expected.second());

      double[] densities = new double[ROWS];
      double[] expectedDensities = new double[ROWS];
      double[] responsibilities = new double[ROWS * components];
      double[] expectedResponsibilities = new double[ROWS * components];
      fused.responsibilities(fused.load(rows), densities, responsibilities);
      composed.responsibilities(composed.load(rows), expectedDensities, expectedResponsibilities);
      assertClose(densities, expectedDensities);
      assertClose(responsibilities, expectedResponsibilities);
    }
  }
}
