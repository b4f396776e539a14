package dev.gmm4j.bench;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.Random;

/**
 * Samples of a random mixture, and initial parameters near it. The same shape, overlap and seed give the same numbers
 * on any JDK.
 *
 * @param shape their size
 * @param rows {@code n*d} numbers, row-major
 * @param startMeans {@code K*d} numbers, row-major: the true centres, moved a little
 */
public record Blobs(Shape shape, double[] rows, double[] startMeans) {
  private static final double START_DEVIATION = 0.3;

  /** Draws samples. */
  public static Blobs of(Shape shape, Overlap overlap, long seed) {
    Random random = new Random(seed);
    int d = shape.dimension();
    double[] centres = new double[shape.components() * d];
    double[][] factors = new double[shape.components()][];
    Arrays.setAll(centres, i -> overlap.centreDeviation(d) * random.nextGaussian());
    Arrays.setAll(factors, k -> overlap.factor(random, d));
    double[] rows = new double[Math.multiplyExact(shape.rows(), d)];
    double[] noise = new double[d];
    for (int i = 0; i < shape.rows(); i++) {
      int k = random.nextInt(shape.components());
      Arrays.setAll(noise, j -> random.nextGaussian());
      for (int j = 0; j < d; j++) {
        rows[i * d + j] = centres[k * d + j] + dot(factors[k], j * d, noise, j + 1);
      }
    }
    double[] startMeans = centres.clone();
    for (int i = 0; i < startMeans.length; i++) {
      startMeans[i] += START_DEVIATION * random.nextGaussian() / Math.sqrt(d);
    }
    return new Blobs(shape, rows, startMeans);
  }

  /** Returns the samples. */
  public Samples samples() {
    return Samples.of(rows, shape.dimension());
  }

  /** Returns the initial parameters: equal weights, unit variances. */
  public GaussianMixture start(LinearAlgebraBackend backend) {
    return start(shape, startMeans, backend);
  }

  /** Returns initial parameters of equal weights and unit variances about some means. */
  public static GaussianMixture start(
      Shape shape, double[] startMeans, LinearAlgebraBackend backend) {
    int d = shape.dimension();
    double[] weights = new double[shape.components()];
    Arrays.fill(weights, 1.0 / weights.length);
    double[] variances = new double[weights.length];
    Arrays.fill(variances, 1);
    double[][] means = new double[weights.length][];
    Arrays.setAll(means, k -> Arrays.copyOfRange(startMeans, k * d, (k + 1) * d));
    return GaussianMixture.of(weights, means, Covariances.spherical(variances, d), backend);
  }

  private static double dot(double[] matrix, int from, double[] vector, int length) {
    double sum = 0;
    for (int j = 0; j < length; j++) {
      sum += matrix[from + j] * vector[j];
    }
    return sum;
  }
}
