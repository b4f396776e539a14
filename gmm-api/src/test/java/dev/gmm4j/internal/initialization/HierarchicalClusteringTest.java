package dev.gmm4j.internal.initialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.initialization.GaussianAgglomeration.Criterion;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchicalClusteringTest {

  /** Merges are those of a search that evaluates the whole criterion for each pair, from the rows themselves. */
  @ParameterizedTest
  @CsvSource({
    "ELLIPSOIDS, 2, 1, 1",
    "ELLIPSOIDS, 7, 1, 2",
    "ELLIPSOIDS, 13, 2, 3",
    "ELLIPSOIDS, 23, 3, 4",
    "ELLIPSOIDS, 31, 2, 5",
    "ELLIPSOIDS, 9, 8, 6",
    "ELLIPSOIDS, 8, 13, 7",
    "EQUAL_BALLS, 17, 1, 8",
    "EQUAL_BALLS, 23, 3, 9",
    "BALLS, 17, 1, 10",
    "BALLS, 23, 3, 11",
  })
  void merges_areThoseThatCostTheLeast(Criterion criterion, int n, int d, long seed) {
    for (double[] weights : new double[][] {filled(n), TestData.weights(n, seed)}) {
      double[][] rows = TestData.normal(n, d, seed);
      double mean = Arrays.stream(weights).average().orElseThrow();
      double[] scaled = Arrays.stream(weights).map(weight -> weight / mean).toArray();
      MergeTree tree = GaussianAgglomeration.run(
          new DecorrelatedRows(d, TestData.flat(rows), scaled), criterion, () -> {});

      List<List<Integer>> clusters = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        clusters.add(List.of(i));
      }
      double offset = trace(rows, scaled, all(n), weight(scaled, all(n))) / d;
      for (int k = n; k >= 1; k--) {
        assertThat(tree.labels(k)).as("%d clusters", k).isEqualTo(labels(clusters, n));
        double before = sum(criterion, clusters, rows, scaled, offset);
        clusters = cheapestMerger(criterion, clusters, rows, scaled, offset);
        if (k > 1) {
          assertThat(tree.increases()[n - k])
              .isCloseTo(sum(criterion, clusters, rows, scaled, offset) - before, within(1e-9 * n));
        }
      }
    }
  }

  private static double[] filled(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static List<Integer> all(int n) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(i);
    }
    return all;
  }

  private static double sum(
      Criterion criterion,
      List<List<Integer>> clusters,
      double[][] rows,
      double[] weights,
      double offset) {
    return clusters.stream()
        .mapToDouble(cluster -> term(criterion, cluster, rows, weights, offset))
        .sum();
  }

  private static List<List<Integer>> cheapestMerger(
      Criterion criterion,
      List<List<Integer>> clusters,
      double[][] rows,
      double[] weights,
      double offset) {
    List<List<Integer>> best = clusters;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < clusters.size(); i++) {
      for (int j = 0; j < i; j++) {
        List<Integer> both = new ArrayList<>(clusters.get(j));
        both.addAll(clusters.get(i));
        List<List<Integer>> merged = new ArrayList<>(clusters);
        merged.set(j, both);
        merged.remove(i);
        double sum = sum(criterion, merged, rows, weights, offset);
        if (sum < lowest) {
          lowest = sum;
          best = merged;
        }
      }
    }
    return best;
  }

  private static double term(
      Criterion criterion,
      List<Integer> cluster,
      double[][] rows,
      double[] weights,
      double offset) {
    double n = weight(weights, cluster);
    double spread = trace(rows, weights, cluster, n) + offset / n;
    if (criterion == Criterion.EQUAL_BALLS) {
      return n * trace(rows, weights, cluster, n);
    }
    double determinant = criterion == Criterion.ELLIPSOIDS && cluster.size() > rows[0].length
        ? determinant(covariance(rows, weights, cluster, n))
        : 0;
    return n * Math.log(determinant + spread);
  }

  private static double weight(double[] weights, List<Integer> cluster) {
    return cluster.stream().mapToDouble(i -> weights[i]).sum();
  }

  private static double trace(double[][] rows, double[] weights, List<Integer> cluster, double n) {
    double[][] covariance = covariance(rows, weights, cluster, n);
    double trace = 0;
    for (int j = 0; j < covariance.length; j++) {
      trace += covariance[j][j];
    }
    return trace;
  }

  private static double[][] covariance(
      double[][] rows, double[] weights, List<Integer> cluster, double n) {
    int d = rows[0].length;
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    for (int i : cluster) {
      for (int j = 0; j < d; j++) {
        mean[j] += weights[i] / n * rows[i][j];
      }
    }
    for (int i : cluster) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          covariance[a][b] += weights[i] / n * (rows[i][a] - mean[a]) * (rows[i][b] - mean[b]);
        }
      }
    }
    return covariance;
  }

  /** By cofactors of the first row. */
  private static double determinant(double[][] matrix) {
    int d = matrix.length;
    if (d == 1) {
      return matrix[0][0];
    }
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double[][] minor = new double[d - 1][d - 1];
      for (int a = 1; a < d; a++) {
        for (int b = 0; b < d - 1; b++) {
          minor[a - 1][b] = matrix[a][b < j ? b : b + 1];
        }
      }
      sum += (j % 2 == 0 ? 1 : -1) * matrix[0][j] * determinant(minor);
    }
    return sum;
  }

  private static int[] labels(List<List<Integer>> clusters, int n) {
    int[] labels = new int[n];
    int[] numbers = new int[clusters.size()];
    Arrays.fill(numbers, -1);
    int next = 0;
    for (int i = 0; i < n; i++) {
      int row = i;
      int cluster = 0;
      while (!clusters.get(cluster).contains(row)) {
        cluster++;
      }
      if (numbers[cluster] < 0) {
        numbers[cluster] = next++;
      }
      labels[i] = numbers[cluster];
    }
    return labels;
  }

  @Test
  void moreClustersThanRows_areTheRows() {
    MergeTree tree = new MergeTree(new int[] {0, 0}, new int[] {2, 1}, new double[] {1, 2});

    assertThat(tree.labels(9)).containsExactly(0, 1, 2);
    assertThat(tree.labels(2)).containsExactly(0, 1, 0);
    assertThat(tree.labels(1)).containsExactly(0, 0, 0);
  }

  /** Along the principal axes of the correlations, with the roots of the singular values as standard deviations. */
  @Test
  void decorrelatedRows_haveSingularValuesAsSquares() {
    double[][] rows = TestData.normal(50, 3, 8);
    for (double[] row : rows) {
      row[0] = 1e6 + 1e3 * row[0];
      row[2] += 3 * row[1];
    }
    DecorrelatedRows turned = DecorrelatedRows.of(Samples.of(rows), new NaiveBackend(), () -> {});

    assertThat(turned.dimension()).isEqualTo(3);
    double sumOfFourths = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double product = 0;
        for (int i = 0; i < 50; i++) {
          product += turned.values()[i * 3 + a] * turned.values()[i * 3 + b];
        }
        if (a != b) {
          assertThat(Math.abs(product)).as("axes %d and %d", a, b).isLessThan(1e-9);
        }
        sumOfFourths += a == b ? product * product : 0;
      }
    }
    // The squares of the singular values of standardized rows add up to all their variance.
    assertThat(Math.abs(sumOfFourths - 150)).isLessThan(1e-8);
  }

  @Test
  void axesWithoutVariance_areLeftOut() {
    double[][] rows = TestData.normal(20, 4, 9);
    for (double[] row : rows) {
      row[1] = 7;
      row[3] = 2 * row[0] - row[2];
    }
    DecorrelatedRows turned = DecorrelatedRows.of(Samples.of(rows), new NaiveBackend(), () -> {});

    assertThat(turned.dimension()).isEqualTo(2);
    assertThat(turned.values()).hasSize(40);
  }

  /** Of fewer rows than features the products of rows lead to the same coordinates, but for the sign of an axis. */
  @Test
  void fewRowsOfManyFeatures_areTurnedAsByTheirCorrelations() {
    int n = 17;
    int d = 140;
    double[][] rows = TestData.normal(n, d, 10);
    for (double[] row : rows) {
      row[3] = 1e3 + 5 * row[3];
      row[5] = 7;
    }
    Samples samples = Samples.of(rows).weighted(TestData.weights(n, 11));
    Samples positive = Subsample.atMost(n, samples, new Randomness(1));
    int taken = (int) positive.count();
    DecorrelatedRows turned = DecorrelatedRows.of(positive, new NaiveBackend(), () -> {});
    DecorrelatedRows expected =
        DecorrelatedRows.ofCorrelations(positive.block(0, taken), new NaiveBackend(), () -> {});

    assertThat(turned.dimension()).isEqualTo(taken - 1);
    assertThat(turned.weights()).isEqualTo(expected.weights());
    for (int i = 0; i < taken; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(product(turned, i, j))
            .as("rows %d and %d", i, j)
            .isCloseTo(product(expected, i, j), within(1e-9 * product(expected, i, i)));
      }
    }
  }

  private static double product(DecorrelatedRows rows, int i, int j) {
    double sum = 0;
    for (int a = 0; a < rows.dimension(); a++) {
      sum += rows.values()[i * rows.dimension() + a] * rows.values()[j * rows.dimension() + a];
    }
    return sum;
  }
}
