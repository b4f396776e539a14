package dev.gmm4j.backend.vector;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorStatistics;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One number for the bits of many results. */
final class Digest {
  private static final int[] ORDERS = {3, 8, 40};
  private static final int SAMPLES = 60;

  private Digest() {}

  /** Does all dense operations, and fits a mixture of each covariance type and one of factor analysers. */
  static int ofAllOperations() {
    int digest = 0;
    for (int n : ORDERS) {
      digest = 31 * digest + ofDenseOperations(new VectorBackend(), n);
    }
    for (CovarianceType type : CovarianceType.values()) {
      digest = 31 * digest + ofFit(type, 2, 3, 1);
    }
    // So far apart, with so many features, that rows are sorted by component.
    digest = 31 * digest + ofFit(CovarianceType.FULL, 6, 28, 9);
    return 31 * digest + ofFactors();
  }

  private static int ofDenseOperations(LinearAlgebraBackend backend, int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[] a = random.doubles((long) n * n).toArray();
    double[] weights = random.doubles(n).toArray();
    double[] product = new double[n * n];
    backend.multiply(Transpose.NO, Transpose.YES, n, n, n, a, a, product);
    double[] gram = new double[n * n];
    backend.weightedGram(n, n, a.clone(), weights, gram);
    for (int i = 0; i < n; i++) {
      gram[i * n + i] += 1;
    }
    double[] factor = new double[n * n];
    backend.cholesky(n, gram, factor);
    double[] inverse = new double[n * n];
    backend.invertLower(n, factor, inverse);
    double[] down = new double[n * n];
    backend.solveLower(Transpose.NO, n, n, factor, a, down);
    double[] up = new double[n * n];
    backend.solveLower(Transpose.YES, n, n, factor, a, up);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, gram, values, vectors);
    return Arrays.deepHashCode(
        new double[][] {product, gram, factor, inverse, down, up, values, vectors});
  }

  private static int ofFit(CovarianceType type, int components, int features, int distance) {
    double[][] rows = new double[components / 2 * SAMPLES][];
    SplittableRandom random = new SplittableRandom(SAMPLES);
    for (int i = 0; i < rows.length; i++) {
      int shift = i % components * distance;
      rows[i] = random.doubles(features).map(x -> x + shift).toArray();
    }
    Samples samples = Samples.of(rows);
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(components)
        .covarianceType(type)
        .maxIterations(12)
        .search(Search.NONE)
        .backend("vector")
        .build()
        .fit(samples)
        .model();
    return Arrays.deepHashCode(new Object[] {model.weights(), model.means(), model.score(samples)});
  }

  private static int ofFactors() {
    double[][] rows = new double[SAMPLES][];
    SplittableRandom random = new SplittableRandom(SAMPLES);
    for (int i = 0; i < rows.length; i++) {
      int shift = i % 2;
      rows[i] = random.doubles(19).map(x -> x + shift).toArray();
    }
    FactorMixture model = FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(2)
            .maxIterations(12)
            .search(Search.NONE)
            .backend("vector")
            .build())
        .factors(3)
        .statistics(FactorStatistics.FACTORS)
        .build()
        .fit(Samples.of(rows))
        .model();
    return Arrays.deepHashCode(new Object[] {model.weights(), model.loadings(0)});
  }
}
