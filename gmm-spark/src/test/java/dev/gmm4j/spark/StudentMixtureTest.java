package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentMixtureFit;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mixtures of t distributions on a cluster. */
class StudentMixtureTest {
  private static final double[][] ROWS = contaminated();
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = TestData.local(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static double[][] contaminated() {
    double[][] rows = TestData.blobs(1500, 3, 2, 5);
    Random random = new Random(6);
    for (int i = 0; i < rows.length; i += 20) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] += 15 * random.nextGaussian();
      }
    }
    return rows;
  }

  private static StudentMixtureEstimator.Builder estimator(CovarianceModel covariance) {
    return StudentMixtureEstimator.builder(GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(covariance)
        .initialization(Initialization.parameters(TestData.initial(ROWS, 2)))
        .maxIterations(8)
        .tolerance(0)
        .build());
  }

  private static SparkSamples there(double[][] rows, int partitions) {
    return SparkSamples.ofArrays(TestData.rdd(spark, rows, partitions));
  }

  /** Moments are full, pooled and diagonal. */
  @ParameterizedTest
  @CsvSource({"VVV, 1", "VVV, 40", "EEE, 3", "VVI, 2"})
  void fit_equalsThatOfOneMachine(CovarianceModel covariance, int partitions) {
    StudentMixtureEstimator estimator = estimator(covariance).build();

    StudentMixtureFit here = estimator.fit(Samples.of(ROWS));
    StudentMixtureFit there = estimator.fit(there(ROWS, partitions));

    assertAgree(here, there);
    assertThat(there.samples()).isEqualTo(ROWS.length);
  }

  @Test
  void fit_ofFreeDegreesOfFreedom_withAStartOfItsOwn_equalsThatOfOneMachine() {
    StudentMixtureEstimator estimator = estimator(CovarianceModel.VVV)
        .estimator(settings -> settings.initialization(Initialization.kMeans()))
        .degreesOfFreedom(DegreesOfFreedom.free())
        .build();

    assertAgree(estimator.fit(Samples.of(ROWS)), estimator.fit(there(ROWS, 3)));
  }

  /** Sums differ by their order alone: 1500 rows and eight iterations of rounding. */
  private static void assertAgree(StudentMixtureFit here, StudentMixtureFit there) {
    assertThat(there.logLikelihood())
        .isCloseTo(here.logLikelihood(), relative(here.logLikelihood()));
    for (int k = 0; k < 2; k++) {
      double nu = here.model().degreesOfFreedom()[k];
      assertThat(nu).isBetween(1.0, 20.0);
      assertThat(there.model().degreesOfFreedom()[k]).isCloseTo(nu, relative(nu));
      assertThat(there.model().weights()[k]).isCloseTo(here.model().weights()[k], within(1e-10));
    }
  }

  private static Offset<Double> relative(double value) {
    return within(1e-10 * Math.abs(value));
  }

  @Test
  void fit_ofSamePartitions_hasTheSameBits() {
    StudentMixtureEstimator estimator = estimator(CovarianceModel.VVV).build();

    assertThat(estimator.fit(there(ROWS, 5)).model())
        .isEqualTo(estimator.fit(there(ROWS, 5)).model());
  }

  @Test
  void fit_refusesByNameWhatItCannot() {
    StudentMixtureEstimator estimator = estimator(CovarianceModel.VVV).build();
    StudentMixtureEstimator prior = estimator.toBuilder()
        .estimator(settings -> settings.prior(ConjugatePrior.defaults()))
        .build();

    assertThatThrownBy(() -> estimator.fit(there(ROWS, 2).withMissingValues()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have no missing values in a fit of t distributions");
    assertThatThrownBy(() -> prior.fit(there(ROWS, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have neither a prior nor trimming");
  }
}
