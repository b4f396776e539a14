package dev.gmm4j.bayesian;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Mixtures drawn from a posterior: weights, then of each component a covariance, then a mean given that. Wishart matrices
 * by Bartlett's decomposition. Not thread-safe.
 */
final class PosteriorDraws {
  private final MixturePosterior posterior;
  private final int dimension;

  /** Lower Cholesky factors of {@code A_k}; empty along the axes. */
  private final double[][][] roots;

  private PosteriorDraws(MixturePosterior posterior) {
    this.posterior = posterior;
    this.dimension = posterior.dimension();
    int matrices = switch (posterior.covarianceType()) {
      case FULL -> posterior.components();
      case TIED -> 1;
      case DIAGONAL, SPHERICAL -> 0;
    };
    roots = new double[matrices][][];
    for (int k = 0; k < matrices; k++) {
      roots[k] = CholeskyRoot.of(posterior.covariances(), k);
      for (double[] row : roots[k]) {
        for (int j = 0; j < dimension; j++) {
          row[j] *= Math.sqrt(posterior.degreesOfFreedom(k));
        }
      }
    }
  }

  /** The parameters of a mixture drawn. */
  record Draw(double[] weights, double[][] means, Covariances covariances) {}

  static GaussianMixture[] of(MixturePosterior posterior, int count, long seed) {
    Arguments.atLeast("count", count, 0);
    LinearAlgebraBackend backend = Backends.standard().automatic();
    return parameters(posterior, count, seed)
        .map(draw -> GaussianMixture.of(draw.weights(), draw.means(), draw.covariances(), backend))
        .toArray(GaussianMixture[]::new);
  }

  /** Returns parameters drawn, which costs a small part of what mixtures of them do. */
  static Stream<Draw> parameters(MixturePosterior posterior, int count, long seed) {
    PosteriorDraws draws = new PosteriorDraws(posterior);
    return IntStream.range(0, count).mapToObj(i -> draws.draw(Randomness.of(seed, i)));
  }

  private Draw draw(Randomness stream) {
    double[] weights = posterior.weights().draw(stream.nextLong());
    RandomVariates random = new RandomVariates(stream);
    int components = posterior.components();
    CovarianceType type = posterior.covarianceType();
    double[][] means = new double[components][];
    double[] values = new double[type.size(components, dimension)];
    double[][] root = new double[0][];
    for (int k = 0; k < components; k++) {
      if (type.isAxisAligned()) {
        means[k] = alongAxes(k, random, values);
      } else {
        if (k < roots.length) {
          root = covarianceRoot(k, random);
          store(root, k, values);
        }
        means[k] = mean(k, root, random);
      }
    }
    return new Draw(weights, means, Covariances.of(type, components, dimension, values));
  }

  /** Draws the variances of a component, stores them, and returns a mean drawn given them. */
  private double[] alongAxes(int k, RandomVariates random, double[] values) {
    double[] mean = posterior.mean(k);
    boolean isSpherical = posterior.covarianceType() == CovarianceType.SPHERICAL;
    double nu = posterior.degreesOfFreedom(k);
    for (int j = 0; j < dimension; j++) {
      int at = isSpherical ? k : k * dimension + j;
      if (!isSpherical || j == 0) {
        double freedom = isSpherical ? dimension * nu : nu;
        // A / χ²: the inverse scale is that of the covariance times the degrees of freedom.
        values[at] = posterior.covariances().get(k, j, j) * freedom / random.chiSquared(freedom);
      }
      mean[j] += Math.sqrt(values[at] / posterior.meanPrecision(k)) * random.gaussian();
    }
    return mean;
  }

  /** Returns {@code M} with {@code M Mᵀ} a covariance drawn: {@code L B⁻ᵀ} with Bartlett's lower triangle {@code B}. */
  private double[][] covarianceRoot(int k, RandomVariates random) {
    int d = dimension;
    double nu = posterior.degreesOfFreedom(k);
    double[][] bartlett = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        bartlett[i][j] = random.gaussian();
      }
      bartlett[i][i] = Math.sqrt(random.chiSquared(nu - i));
    }
    double[][] root = new double[d][];
    for (int i = 0; i < d; i++) {
      // Row i of M is L's row i times B⁻ᵀ: B solved for it.
      double[] row = Arrays.copyOf(roots[k][i], d);
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < j; l++) {
          row[j] -= bartlett[j][l] * row[l];
        }
        row[j] /= bartlett[j][j];
      }
      root[i] = row;
    }
    return root;
  }

  private void store(double[][] root, int k, double[] values) {
    int d = dimension;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          sum += root[i][l] * root[j][l];
        }
        values[(k * d + i) * d + j] = sum;
      }
    }
  }

  private double[] mean(int k, double[][] root, RandomVariates random) {
    double[] mean = posterior.mean(k);
    double[] normal = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      normal[j] = random.gaussian() / Math.sqrt(posterior.meanPrecision(k));
    }
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        mean[i] += root[i][j] * normal[j];
      }
    }
    return mean;
  }
}
