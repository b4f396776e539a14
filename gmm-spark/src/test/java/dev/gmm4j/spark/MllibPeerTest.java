package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.GaussianMixtureModel;
import org.apache.spark.mllib.linalg.Matrices;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.stat.distribution.MultivariateGaussian;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class MllibPeerTest {

  /** MLlib has one model, full covariances, which it fits in linear space: on data like this to the same place. */
  @Test
  void iterations_areThoseOfMllib() throws Exception {
    double[][] rows = TestData.blobs(800, 3, 3, 8);
    GaussianMixture initial = TestData.initial(rows, 3);
    try (SparkSession spark = TestData.local(2)) {
      JavaRDD<double[]> rdd = TestData.rdd(spark, rows, 3);
      JavaRDD<Vector> vectors = rdd.map(Vectors::dense);
      GaussianMixtureModel theirs = new org.apache.spark.mllib.clustering.GaussianMixture()
          .setK(3)
          .setConvergenceTol(0)
          .setMaxIterations(6)
          .setInitialModel(converted(initial))
          .run(vectors);

      GaussianMixture ours = GaussianMixtureEstimator.builder()
          .components(3)
          .initialization(Initialization.parameters(initial))
          .maxIterations(6)
          .tolerance(0)
          .regularization(0)
          .build()
          .fit(SparkSamples.ofArrays(rdd))
          .model();

      for (int k = 0; k < 3; k++) {
        // MLlib adds 2e-16 to each density: small ones are off by more than rounding.
        assertThat(theirs.weights()[k]).isCloseTo(ours.weight(k), within(1e-8));
        for (int j = 0; j < 3; j++) {
          assertThat(theirs.gaussians()[k].mu().apply(j)).isCloseTo(ours.mean(k)[j], within(1e-6));
          assertThat(theirs.gaussians()[k].sigma().apply(j, 0))
              .isCloseTo(ours.covariances().get(k, j, 0), within(1e-6));
        }
      }
    }
  }

  private static GaussianMixtureModel converted(GaussianMixture mixture) {
    MultivariateGaussian[] gaussians = new MultivariateGaussian[mixture.components()];
    int d = mixture.dimension();
    Arrays.setAll(gaussians, k -> {
      double[] sigma = new double[d * d];
      Arrays.setAll(sigma, i -> mixture.covariances().get(k, i / d, i % d));
      return new MultivariateGaussian(Vectors.dense(mixture.mean(k)), Matrices.dense(d, d, sigma));
    });
    return new GaussianMixtureModel(mixture.weights(), gaussians);
  }
}
