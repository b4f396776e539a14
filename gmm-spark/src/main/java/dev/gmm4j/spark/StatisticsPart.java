package dev.gmm4j.spark;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Statistics on their way over the network: the sums alone, of symmetric matrices the lower triangles, without the
 * centres, which the driver knows.
 */
final class StatisticsPart implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] weights;
  private final double[] first;
  private final double[] second;

  /** Of t distributions the weights of the moments, then the tails; empty for Gaussian components. */
  private final double[] student;

  private double logLikelihood;

  private StatisticsPart(
      double[] weights, double[] first, double[] second, double[] student, double logLikelihood) {
    this.weights = weights;
    this.student = student;
    this.first = first;
    this.second = second;
    this.logLikelihood = logLikelihood;
  }

  /** Returns the part of some statistics; a copy. */
  static StatisticsPart of(SufficientStatistics statistics) {
    boolean matrices = hasMatrices(statistics.moments());
    return new StatisticsPart(
        statistics.weights().clone(),
        statistics.first().clone(),
        matrices
            ? lowerTriangles(statistics.second(), statistics.dimension())
            : statistics.second().clone(),
        statistics.isOfStudent()
            ? concatenated(Stream.of(statistics.momentWeights(), statistics.tails()))
            : new double[0],
        statistics.logLikelihood());
  }

  /** Returns the part of no samples, of Gaussian components. */
  static StatisticsPart empty(int components, int dimension, Moments moments) {
    return empty(components, dimension, moments, false);
  }

  /** Returns the part of no samples. */
  static StatisticsPart empty(int components, int dimension, Moments moments, boolean isOfStudent) {
    int second = moments.size(components, dimension);
    return new StatisticsPart(
        new double[components],
        new double[components * dimension],
        new double
            [hasMatrices(moments)
                ? second / (dimension * dimension) * triangle(dimension)
                : second],
        new double[isOfStudent ? 2 * components : 0],
        0);
  }

  /** Returns the sum of two parts, in the arrays of the first. */
  static StatisticsPart plus(StatisticsPart left, StatisticsPart right) {
    add(right.weights, left.weights);
    add(right.first, left.first);
    add(right.second, left.second);
    add(right.student, left.student);
    left.logLikelihood += right.logLikelihood;
    return left;
  }

  /** Returns the part of the Gaussian components of some parts, in their order. */
  static StatisticsPart joined(List<StatisticsPart> parts, Moments moments) {
    double[] second = moments == Moments.POOLED
        ? sum(parts.stream().map(part -> part.second).toList())
        : concatenated(parts.stream().map(part -> part.second));
    return new StatisticsPart(
        concatenated(parts.stream().map(part -> part.weights)),
        concatenated(parts.stream().map(part -> part.first)),
        second,
        new double[0],
        parts.stream().mapToDouble(part -> part.logLikelihood).sum());
  }

  private static double[] concatenated(Stream<double[]> arrays) {
    return arrays.flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] sum(List<double[]> arrays) {
    double[] sum = new double[arrays.get(0).length];
    arrays.forEach(array -> add(array, sum));
    return sum;
  }

  /** Returns the statistics about the centres that the part was taken about. */
  SufficientStatistics about(double[] centres, int dimension, Moments moments) {
    int components = weights.length;
    SufficientStatistics statistics = student.length > 0
        ? SufficientStatistics.ofStudent(centres, components, dimension, moments)
        : new SufficientStatistics(centres, components, dimension, moments);
    if (student.length > 0) {
      System.arraycopy(student, 0, statistics.momentWeights(), 0, components);
      System.arraycopy(student, components, statistics.tails(), 0, components);
    }
    System.arraycopy(weights, 0, statistics.weights(), 0, weights.length);
    System.arraycopy(first, 0, statistics.first(), 0, first.length);
    if (hasMatrices(moments)) {
      fillMatrices(second, statistics.second(), dimension);
    } else {
      System.arraycopy(second, 0, statistics.second(), 0, second.length);
    }
    statistics.addLogLikelihood(logLikelihood);
    return statistics;
  }

  /** Returns about how many bytes a part is on the network. */
  static long bytes(int components, int dimension, Moments moments) {
    long matrices = switch (moments) {
      case NONE -> 0;
      case DIAGONAL -> (long) components * dimension;
      case POOLED -> triangle(dimension);
      case FULL -> (long) components * triangle(dimension);
    };
    return Double.BYTES * (matrices + (long) components * (dimension + 1));
  }

  private static boolean hasMatrices(Moments moments) {
    return moments == Moments.FULL || moments == Moments.POOLED;
  }

  private static int triangle(int dimension) {
    return Math.toIntExact((long) dimension * (dimension + 1) / 2);
  }

  private static double[] lowerTriangles(double[] matrices, int d) {
    int count = matrices.length / (d * d);
    double[] triangles = new double[count * triangle(d)];
    int to = 0;
    for (int row = 0; row < count * d; row++) {
      int length = row % d + 1;
      System.arraycopy(matrices, row * d, triangles, to, length);
      to += length;
    }
    return triangles;
  }

  private static void fillMatrices(double[] triangles, double[] matrices, int d) {
    int from = 0;
    for (int start = 0; start < matrices.length; start += d * d) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          matrices[start + i * d + j] = triangles[from];
          matrices[start + j * d + i] = triangles[from];
          from++;
        }
      }
    }
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
