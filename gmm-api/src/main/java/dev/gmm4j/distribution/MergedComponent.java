package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.internal.matching.WeightedGaussian;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Some components of a mixture as one Gaussian of their weight, mean and covariance. */
final class MergedComponent {
  private final LinearAlgebraBackend backend;
  private final int[] members;
  private final WeightedGaussian gaussian;
  private final double logDeterminant;

  private MergedComponent(LinearAlgebraBackend backend, int[] members, WeightedGaussian gaussian) {
    this.backend = backend;
    this.members = members;
    this.gaussian = gaussian;
    this.logDeterminant = gaussian.logDeterminant(backend, members[0]);
  }

  static MergedComponent of(GaussianMixture model, int component) {
    int d = model.dimension();
    MemoryLimit.square(
        "covariances of " + d + " features", d, "reduce a mixture of fewer features");
    double[] covariance = Arrays.stream(model.covariances().matrix(component))
        .flatMapToDouble(Arrays::stream)
        .toArray();
    return new MergedComponent(
        model.backend(),
        new int[] {component},
        new WeightedGaussian(
            model.weight(component), model.mean(component), CovarianceType.FULL, covariance));
  }

  MergedComponent with(MergedComponent other) {
    int[] all = IntStream.concat(IntStream.of(members), IntStream.of(other.members))
        .sorted()
        .toArray();
    return new MergedComponent(backend, all, gaussian.with(other.gaussian));
  }

  /** Returns Runnalls' bound on what merging adds to the divergence. */
  double costOfMerging(MergedComponent other) {
    return gaussian.costOfMerging(other.gaussian, logDeterminant, other.logDeterminant, backend);
  }

  int[] members() {
    return members;
  }

  double weight() {
    return gaussian.weight();
  }

  double[] mean() {
    return gaussian.mean();
  }

  double[][] covariance() {
    int d = gaussian.mean().length;
    double[][] matrix = new double[d][];
    for (int i = 0; i < d; i++) {
      matrix[i] = Arrays.copyOfRange(gaussian.covariance(), i * d, (i + 1) * d);
    }
    return matrix;
  }
}
