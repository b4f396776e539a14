package dev.gmm4j.tck.internal.oracle;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;

/**
 * The statistics of some rows as textbooks give them, in twice the working precision, and bounds for how far rounding
 * may take a kernel from them.
 *
 * <p>A sum of n terms errs by at most {@code n ε} times the sum of their magnitudes, whatever the order; a term's
 * magnitude is taken with {@code |x - m| + |c - m|} for {@code |x - c|}, m the mean of the centres, because a kernel may
 * shift samples and centres separately. The errors of the responsibilities come on top, and those that a
 * kernel may leave out.
 */
public final class StatisticsOracle {
  private final RowBlock rows;
  private final double[] centres;
  private final int components;
  private final Moments moments;
  private final double[] mean;
  private final double[] weights;
  private final double[] weightBounds;
  private final double[] first;
  private final double[] firstBounds;
  private final double[] second;
  private final double[] secondBounds;
  private double logLikelihood;
  private double logLikelihoodBound;

  private StatisticsOracle(RowBlock rows, double[] centres, Moments moments) {
    this.rows = rows;
    this.centres = centres;
    this.components = centres.length / rows.dimension();
    this.moments = moments;
    int d = rows.dimension();
    mean = new double[d];
    for (int i = 0; i < centres.length; i++) {
      mean[i % d] += centres[i] / components;
    }
    weights = new double[components];
    weightBounds = new double[components];
    first = new double[components * d];
    firstBounds = new double[components * d];
    second = new double[moments.size(components, d)];
    secondBounds = new double[second.length];
  }

  /** Returns the statistics of responsibilities that are given exactly. */
  public static StatisticsOracle of(
      double[] responsibilities, RowBlock rows, double[] centres, Moments moments) {
    StatisticsOracle oracle = new StatisticsOracle(rows, centres, moments);
    oracle.add(
        responsibilities, new double[responsibilities.length], new double[oracle.components]);
    return oracle;
  }

  /** Returns the statistics of an expectation under some parameters. */
  public static StatisticsOracle of(
      KernelParameters parameters,
      Assignment assignment,
      RowBlock rows,
      double[] centres,
      Moments moments) {
    DensityOracle densities = new DensityOracle(parameters, rows);
    StatisticsOracle oracle = new StatisticsOracle(rows, centres, moments);
    Accumulator total = new Accumulator();
    double magnitude = 0;
    double error = 0;
    double[] hard = new double[rows.rows() * parameters.components()];
    for (int i = 0; i < rows.rows(); i++) {
      boolean soft = assignment == Assignment.SOFT;
      if (!soft && !densities.isClear(i)) {
        throw new IllegalStateException("row " + i + " of a test case is too near to a tie");
      }
      hard[i * parameters.components() + densities.label(i)] = 1;
      double value = soft ? densities.logDensities()[i] : densities.largestJoint(i);
      double bound = soft ? densities.logDensityBounds()[i] : densities.largestJointBound(i);
      total.addProduct(rows.weight(i), value);
      magnitude += rows.weight(i) * Math.abs(value);
      error += rows.weight(i) * bound;
    }
    oracle.logLikelihood = total.value();
    oracle.logLikelihoodBound = error + (rows.rows() + 4) * EPSILON * magnitude;
    if (assignment == Assignment.SOFT) {
      double[] negligible = new double[oracle.components];
      for (int k = 0; k < negligible.length; k++) {
        double logShare = parameters.logWeights()[k] - parameters.logTotalWeight();
        negligible[k] = MixtureKernel.NEGLIGIBLE * Math.exp(logShare);
      }
      oracle.add(densities.responsibilities(), densities.responsibilityBounds(), negligible);
    } else {
      oracle.add(hard, new double[hard.length], new double[oracle.components]);
    }
    return oracle;
  }

  /**
   * Adds all rows.
   *
   * @param negligible the responsibilities of each component that a kernel may leave out
   */
  private void add(double[] responsibilities, double[] responsibilityBounds, double[] negligible) {
    int d = rows.dimension();
    for (int k = 0; k < components; k++) {
      Accumulator weight = new Accumulator();
      Accumulator[] sums = accumulators(d);
      Accumulator[] squares = accumulators(moments == Moments.NONE ? 0 : d * d);
      for (int i = 0; i < rows.rows(); i++) {
        double r = responsibilities[i * components + k];
        double part = rows.weight(i) * r;
        double error =
            rows.weight(i) * (responsibilityBounds[i * components + k] + Math.min(r, negligible[k]))
                + (rows.rows() + components + 8) * EPSILON * part;
        weight.addProduct(rows.weight(i), r);
        weightBounds[k] += error;
        for (int j = 0; j < d; j++) {
          sums[j].addProductOfDifference(part, value(i, j), centres[k * d + j]);
          firstBounds[k * d + j] += error * spread(i, k, j);
        }
        if (moments != Moments.NONE) {
          addSquares(squares, i, k, part, error);
        }
      }
      weights[k] = weight.value();
      for (int j = 0; j < d; j++) {
        first[k * d + j] = sums[j].value();
      }
      for (int j = 0; j < squares.length; j++) {
        int index = secondIndex(k, j / d, j % d);
        if (index >= 0) {
          second[index] += squares[j].value();
        }
      }
    }
  }

  private void addSquares(Accumulator[] squares, int i, int k, double part, double error) {
    int d = rows.dimension();
    for (int j = 0; j < d; j++) {
      double weighted = part * (value(i, j) - centres[k * d + j]);
      for (int l = 0; l < d; l++) {
        int index = secondIndex(k, j, l);
        if (index >= 0) {
          squares[j * d + l].addProductOfDifference(weighted, value(i, l), centres[k * d + l]);
          secondBounds[index] += error * spread(i, k, j) * spread(i, k, l);
        }
      }
    }
  }

  private int secondIndex(int k, int row, int column) {
    int d = rows.dimension();
    return switch (moments) {
      case NONE -> -1;
      case DIAGONAL -> row == column ? k * d + row : -1;
      case POOLED -> row * d + column;
      case FULL -> (k * d + row) * d + column;
    };
  }

  private double value(int i, int j) {
    return rows.values()[rows.rowOffset(i) + j];
  }

  private double spread(int i, int k, int j) {
    return Math.abs(value(i, j) - mean[j]) + Math.abs(centres[k * rows.dimension() + j] - mean[j]);
  }

  private static Accumulator[] accumulators(int length) {
    Accumulator[] accumulators = new Accumulator[length];
    for (int i = 0; i < length; i++) {
      accumulators[i] = new Accumulator();
    }
    return accumulators;
  }

  /** Returns the components' effective counts. */
  public double[] weights() {
    return weights;
  }

  /** Returns how far a kernel's counts may be off. */
  public double[] weightBounds() {
    return weightBounds;
  }

  /** Returns the first moments about the centres. */
  public double[] first() {
    return first;
  }

  /** Returns how far a kernel's first moments may be off. */
  public double[] firstBounds() {
    return firstBounds;
  }

  /** Returns the second moments about the centres, in the shape of the moments. */
  public double[] second() {
    return second;
  }

  /** Returns how far a kernel's second moments may be off. */
  public double[] secondBounds() {
    return secondBounds;
  }

  /** Returns the total log-likelihood. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Returns how far a kernel's log-likelihood may be off. */
  public double logLikelihoodBound() {
    return logLikelihoodBound;
  }
}
