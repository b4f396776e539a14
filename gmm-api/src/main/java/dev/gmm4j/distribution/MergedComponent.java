package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Some components of a mixture as one Gaussian of their weight, mean and covariance. */
final class MergedComponent {
  private final LinearAlgebraBackend backend;
  private final int[] members;
  private final double weight;
  private final double[] mean;
  private final double[][] covariance;
  private final double logDeterminant;

  private MergedComponent(
      LinearAlgebraBackend backend,
      int[] members,
      double weight,
      double[] mean,
      double[][] covariance) {
    this.backend = backend;
    this.members = members;
    this.weight = weight;
    this.mean = mean;
    this.covariance = covariance;
    int d = mean.length;
    double[] flat = Arrays.stream(covariance).flatMapToDouble(Arrays::stream).toArray();
    this.logDeterminant =
        GaussianOverlaps.logDeterminant(GaussianOverlaps.factor(backend, members[0], d, flat), d);
  }

  static MergedComponent of(GaussianMixture model, int component) {
    int d = model.dimension();
    MemoryLimit.square(
        "covariances of " + d + " features", d, "reduce a mixture of fewer features");
    return new MergedComponent(
        model.backend(),
        new int[] {component},
        model.weight(component),
        model.mean(component),
        model.covariances().matrix(component));
  }

  MergedComponent with(MergedComponent other) {
    double sum = weight + other.weight;
    double share = weight / sum;
    double otherShare = other.weight / sum;
    int d = mean.length;
    double[] merged = new double[d];
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      merged[i] = mean[i] + otherShare * (other.mean[i] - mean[i]);
      for (int j = 0; j <= i; j++) {
        double between = (other.mean[i] - mean[i]) * (other.mean[j] - mean[j]);
        matrix[i][j] = share * covariance[i][j]
            + otherShare * other.covariance[i][j]
            + share * otherShare * between;
        matrix[j][i] = matrix[i][j];
      }
    }
    int[] all = IntStream.concat(IntStream.of(members), IntStream.of(other.members))
        .sorted()
        .toArray();
    return new MergedComponent(backend, all, sum, merged, matrix);
  }

  /** Returns Runnalls' bound on what merging adds to the divergence. */
  double costOfMerging(MergedComponent other) {
    MergedComponent both;
    try {
      both = with(other);
    } catch (NotPositiveDefiniteException e) {
      // So far apart that the covariance of both is singular in double precision.
      return Double.POSITIVE_INFINITY;
    }
    double cost = 0.5
        * (weight * (both.logDeterminant - logDeterminant)
            + other.weight * (both.logDeterminant - other.logDeterminant));
    return Math.max(cost, 0);
  }

  int[] members() {
    return members;
  }

  double weight() {
    return weight;
  }

  double[] mean() {
    return mean;
  }

  double[][] covariance() {
    return covariance;
  }
}
