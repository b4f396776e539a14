package dev.gmm4j.classification;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of the mixtures of all classes as one mixture, those of a class after those of the class before. */
final class JointMixture {
  private JointMixture() {}

  /**
   * Returns the mixture over classes, whose covariances have the smallest type that holds all.
   *
   * @param priors of the classes, of rows that are no noise
   * @param mixtures that of each class; of the same number of features, and without noise
   * @param noise beside the classes, or null for none
   */
  static GaussianMixture of(
      double[] priors,
      List<GaussianMixture> mixtures,
      @Nullable UniformNoise noise,
      LinearAlgebraBackend backend,
      int threads) {
    double ofClasses = noise == null ? 1 : 1 - noise.weight();
    int components = mixtures.stream().mapToInt(GaussianMixture::components).sum();
    double[] weights = new double[components];
    double[][] means = new double[components][];
    int k = 0;
    for (int c = 0; c < priors.length; c++) {
      GaussianMixture mixture = mixtures.get(c);
      for (int own = 0; own < mixture.components(); own++, k++) {
        weights[k] = ofClasses * priors[c] * mixture.weight(own);
        means[k] = mixture.mean(own);
      }
    }
    return GaussianMixture.of(weights, means, covariances(mixtures, components), noise, backend)
        .using(backend, threads);
  }

  private static Covariances covariances(List<GaussianMixture> mixtures, int components) {
    int d = mixtures.get(0).dimension();
    CovarianceType type = type(mixtures);
    if (type == CovarianceType.TIED) {
      return Covariances.of(type, components, d, mixtures.get(0).covariances().toArray());
    }
    double[] values = new double[type.size(components, d)];
    int at = 0;
    for (GaussianMixture mixture : mixtures) {
      Covariances own = mixture.covariances();
      for (int k = 0; k < own.components(); k++) {
        at = write(own, k, type, values, at);
      }
    }
    return Covariances.of(type, components, d, values);
  }

  private static int write(
      Covariances own, int k, CovarianceType type, double[] values, int offset) {
    int d = own.dimension();
    int at = offset;
    switch (type) {
      case SPHERICAL -> values[at++] = own.get(k, 0, 0);
      case DIAGONAL -> {
        for (int i = 0; i < d; i++) {
          values[at++] = own.get(k, i, i);
        }
      }
      case FULL, TIED -> {
        for (int i = 0; i < d * d; i++) {
          values[at++] = own.get(k, i / d, i % d);
        }
      }
    }
    return at;
  }

  private static CovarianceType type(List<GaussianMixture> mixtures) {
    CovarianceType first = mixtures.get(0).covarianceType();
    boolean same = mixtures.stream().allMatch(each -> each.covarianceType() == first);
    if (same && first != CovarianceType.TIED) {
      return first;
    }
    if (same) {
      double[] matrix = mixtures.get(0).covariances().toArray();
      return mixtures.stream().allMatch(each -> Arrays.equals(each.covariances().toArray(), matrix))
          ? CovarianceType.TIED
          : CovarianceType.FULL;
    }
    return mixtures.stream().allMatch(each -> each.covarianceType().isAxisAligned())
        ? CovarianceType.DIAGONAL
        : CovarianceType.FULL;
  }
}
