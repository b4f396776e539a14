package dev.gmm4j.internal.kernel;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of the composed kernel share. */
final class KernelFixture {
  static final NaiveBackend BACKEND = new NaiveBackend();

  private KernelFixture() {}

  /** Components, features and covariance type. */
  record Case(int components, int dimension, CovarianceType type) {
    NaiveMixture mixture() {
      return TestData.mixture(components, dimension, type, 31L * components + dimension);
    }

    MixtureKernel kernel() {
      return MixtureKernels.of(BACKEND, dimension, components);
    }
  }

  /** One and two, primes, all covariance types; 7 of 65 features are more than are whitened at once. */
  static Stream<Case> cases() {
    List<int[]> sizes = List.of(
        new int[] {1, 1},
        new int[] {1, 3},
        new int[] {2, 1},
        new int[] {2, 2},
        new int[] {3, 5},
        new int[] {5, 13},
        new int[] {7, 20},
        new int[] {7, 65});
    return Stream.of(CovarianceType.values())
        .flatMap(type -> sizes.stream().map(size -> new Case(size[0], size[1], type)));
  }

  /** One, two, three, primes, and about a block; fewer where features are many. */
  static int[] rowCounts(int blockRows, int dimension) {
    return dimension > 20
        ? new int[] {1, 67, blockRows}
        : new int[] {1, 2, 3, 13, 63, 64, 65, blockRows - 1, blockRows};
  }

  static KernelParameters parameters(NaiveMixture mixture, CovarianceType type) {
    return MixtureParameters.of(
            mixture.weights().clone(),
            TestData.flat(mixture.means()),
            mixture.covariancesOf(type),
            BACKEND)
        .kernelParameters();
  }

  /** The rows as part of a longer array, so that a kernel that ignores the offset is found out. */
  static RowBlock block(double[][] rows, double[] weights) {
    int d = rows[0].length;
    double[] padded = new double[(rows.length + 2) * d];
    java.util.Arrays.fill(padded, 1e30);
    System.arraycopy(TestData.flat(rows), 0, padded, d, rows.length * d);
    return new RowBlock(padded, d, rows.length, d, weights);
  }

  /** Compares statistics with sums over all rows, each sum relative to the sum of its terms' magnitudes. */
  static void expectStatistics(
      SufficientStatistics actual,
      double[][] rows,
      double[] sampleWeights,
      double[][] responsibilities,
      double tolerance) {
    int components = actual.components();
    int d = actual.dimension();
    NaiveMixture.Sum[] pooled = sums(d * d);
    NaiveMixture.Sum[] pooledSizes = sums(d * d);
    for (int k = 0; k < components; k++) {
      NaiveMixture.Sum mass = new NaiveMixture.Sum();
      NaiveMixture.Sum[] first = sums(d);
      NaiveMixture.Sum[] firstSizes = sums(d);
      NaiveMixture.Sum[] second = sums(d * d);
      NaiveMixture.Sum[] secondSizes = sums(d * d);
      for (int i = 0; i < rows.length; i++) {
        double part = (sampleWeights == null ? 1 : sampleWeights[i]) * responsibilities[i][k];
        mass.add(part);
        for (int a = 0; a < d; a++) {
          double left = rows[i][a] - actual.centres()[k * d + a];
          add(first[a], firstSizes[a], part * left);
          for (int b = 0; b < d; b++) {
            double product = part * left * (rows[i][b] - actual.centres()[k * d + b]);
            add(second[a * d + b], secondSizes[a * d + b], product);
            add(pooled[a * d + b], pooledSizes[a * d + b], product);
          }
        }
      }
      Expect.close("weight " + k, actual.weights()[k], mass.value(), tolerance, 1e-300);
      for (int a = 0; a < d; a++) {
        expect("first", actual.first()[k * d + a], first[a], firstSizes[a], tolerance);
      }
      expectSecond(actual, k, second, secondSizes, tolerance);
    }
    if (actual.moments() == Moments.POOLED) {
      for (int ab = 0; ab < d * d; ab++) {
        expect("pooled", actual.second()[ab], pooled[ab], pooledSizes[ab], tolerance);
      }
    }
  }

  private static void expectSecond(
      SufficientStatistics actual,
      int k,
      NaiveMixture.Sum[] second,
      NaiveMixture.Sum[] sizes,
      double tolerance) {
    int d = actual.dimension();
    for (int a = 0; a < d; a++) {
      if (actual.moments() == Moments.DIAGONAL) {
        int aa = a * d + a;
        expect("diagonal", actual.second()[k * d + a], second[aa], sizes[aa], tolerance);
      }
      for (int b = 0; b < d && actual.moments() == Moments.FULL; b++) {
        int ab = a * d + b;
        expect("full", actual.second()[k * d * d + ab], second[ab], sizes[ab], tolerance);
      }
    }
  }

  private static void add(NaiveMixture.Sum sum, NaiveMixture.Sum sizes, double value) {
    sum.add(value);
    sizes.add(Math.abs(value));
  }

  private static void expect(
      String what,
      double actual,
      NaiveMixture.Sum expected,
      NaiveMixture.Sum sizes,
      double tolerance) {
    // Subnormal sums have no relative precision.
    Expect.close(what, actual, expected.value(), tolerance, Math.max(1e-300, sizes.value()));
  }

  private static NaiveMixture.Sum[] sums(int count) {
    NaiveMixture.Sum[] sums = new NaiveMixture.Sum[count];
    java.util.Arrays.setAll(sums, i -> new NaiveMixture.Sum());
    return sums;
  }
}
