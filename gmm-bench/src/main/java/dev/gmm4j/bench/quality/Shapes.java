package dev.gmm4j.bench.quality;

import java.util.Random;
import java.util.function.Function;

/** Draws rows that no mixture of normal groups has made. */
final class Shapes {
  private Shapes() {}

  private static QualityRows of(
      long seed, int training, int heldOut, Function<Random, double[]> row) {
    Random random = new Random(seed);
    return new QualityRows(draw(training, random, row), draw(heldOut, random, row), null);
  }

  private static double[][] draw(int count, Random random, Function<Random, double[]> row) {
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row.apply(random);
    }
    return rows;
  }

  /** Draws rows uniform in a cube. */
  static QualityRows uniform(long seed, int rows, int dimension) {
    return of(seed, rows, rows, random -> random.doubles(dimension).toArray());
  }

  /** Draws rows near circles around the origin. */
  static QualityRows rings(long seed, int rows, double noise, double... radii) {
    return of(seed, rows, rows, random -> {
      double radius = radii[random.nextInt(radii.length)];
      double angle = 2 * Math.PI * random.nextDouble();
      return new double[] {
        radius * Math.cos(angle) + noise * random.nextGaussian(),
        radius * Math.sin(angle) + noise * random.nextGaussian()
      };
    });
  }

  /** Draws rows of a triangular density in each direction: the sum of two uniform numbers. */
  static QualityRows tent(long seed, int rows, int dimension) {
    return of(seed, rows, rows, random -> {
      double[] row = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        row[j] = random.nextDouble() + random.nextDouble();
      }
      return row;
    });
  }

  /** Draws rows near two half circles that reach into each other. */
  static QualityRows crescents(long seed, int rows) {
    return of(seed, rows, rows, random -> {
      double angle = Math.PI * random.nextDouble();
      boolean second = random.nextBoolean();
      double x = second ? 1 - Math.cos(angle) : Math.cos(angle);
      double y = second ? 0.5 - Math.sin(angle) : Math.sin(angle);
      return new double[] {x + 0.08 * random.nextGaussian(), y + 0.08 * random.nextGaussian()};
    });
  }

  /** Draws rows near a spiral of two turns. */
  static QualityRows spiral(long seed, int rows) {
    return of(seed, rows, rows, random -> {
      double angle = 4 * Math.PI * Math.sqrt(random.nextDouble());
      return new double[] {
        angle * Math.cos(angle) + 0.4 * random.nextGaussian(),
        angle * Math.sin(angle) + 0.4 * random.nextGaussian()
      };
    });
  }

  /** Draws round groups of deviation 1 around the points of a square grid, each of equally many rows. */
  static QualityRows grid(long seed, int rows, int dimension, int side, double distance) {
    Random random = new Random(seed);
    int groups = (int) Math.round(Math.pow(side, dimension));
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % groups;
    }
    double[][] training = grid(labels, random, dimension, side, distance);
    return new QualityRows(training, grid(labels, random, dimension, side, distance), labels);
  }

  private static double[][] grid(
      int[] labels, Random random, int dimension, int side, double distance) {
    double[][] rows = new double[labels.length][dimension];
    for (int i = 0; i < rows.length; i++) {
      int place = labels[i];
      for (int j = 0; j < dimension; j++) {
        rows[i][j] = distance * (place % side) + random.nextGaussian();
        place /= side;
      }
    }
    return rows;
  }

  /** Rounds all numbers to multiples of a step, so that many rows are equal. */
  static QualityRows rounded(QualityRows rows, double step) {
    return new QualityRows(
        rounded(rows.training(), step), rounded(rows.heldOut(), step), rows.labels());
  }

  private static double[][] rounded(double[][] rows, double step) {
    double[][] result = new double[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        result[i][j] = step * Math.rint(rows[i][j] / step);
      }
    }
    return result;
  }

  /** Repeats each training row so many times. */
  static QualityRows repeated(QualityRows rows, int times) {
    double[][] training = new double[rows.training().length * times][];
    for (int i = 0; i < training.length; i++) {
      training[i] = rows.training()[i / times].clone();
    }
    return new QualityRows(training, rows.heldOut(), null);
  }
}
