package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Expected statistics row by row, for patterns that so few rows have that a marginal distribution of their own would cost
 * more than the rows.
 */
final class RowwiseExpectation {
  private final MixtureParameters parameters;
  private final int components;
  private final int dimension;
  private final ConditionalNormals conditionals;

  /** What is different for t distributions, or null for Gaussian components. */
  private final @Nullable RowTails tails;

  /** For each component, the row's deviations from its mean, completed by those that are expected. */
  private final double[][] deviations;

  private final double[] whitened;
  private final double[] shift;

  /** Weighted log-densities, then responsibilities; those of noise last. */
  private final double[] probabilities;

  RowwiseExpectation(MixtureParameters parameters) {
    this.parameters = parameters;
    this.components = parameters.components();
    this.dimension = parameters.dimension();
    this.conditionals = new ConditionalNormals(parameters);
    this.tails = parameters instanceof StudentParameters student ? new RowTails(student) : null;
    this.deviations = new double[components][dimension];
    this.whitened = new double[dimension];
    this.shift = new double[dimension];
    this.probabilities = new double[parameters.gaussianKernelParameters().components()];
  }

  /**
   * Tells for how few rows of a pattern this costs less than a marginal distribution of their own. Measured with full
   * covariances (gmm-bench/missing/measured.txt): both ways cost as much at about {@code 2(o - m)} rows of o observed and m missing
   * features, and some more where there are many.
   */
  static boolean pays(Pattern pattern, int rows) {
    int observed = pattern.observed().length;
    int missing = pattern.missing().length;
    return rows <= 2 * (observed - missing) + (observed + missing) / 4;
  }

  /**
   * Adds rows to statistics.
   *
   * @param rows with NaN where values are missing, something observed of each
   * @param statistics of all features
   */
  void accumulate(RowBlock rows, Assignment assignment, SufficientStatistics statistics) {
    for (int i = 0; i < rows.rows(); i++) {
      evaluate(rows.values(), rows.rowOffset(i));
      double weight = rows.weight(i);
      statistics.addLogLikelihood(weight * normalize(assignment));
      add(weight, statistics);
    }
  }

  /**
   * Adds rows to statistics with responsibilities that are given.
   *
   * @param responsibilities gives those of a row by its index
   */
  void accumulateGiven(
      RowBlock rows, IntFunction<double[]> responsibilities, SufficientStatistics statistics) {
    for (int i = 0; i < rows.rows(); i++) {
      evaluate(rows.values(), rows.rowOffset(i));
      System.arraycopy(responsibilities.apply(i), 0, probabilities, 0, probabilities.length);
      add(rows.weight(i), statistics);
    }
  }

  /** Is told a row's log-density and its responsibilities, which are to be copied. */
  interface Reader {
    void read(int row, double logDensity, double[] responsibilities);
  }

  /** Evaluates the mixture at rows. */
  void evaluate(RowBlock rows, Reader reader) {
    for (int i = 0; i < rows.rows(); i++) {
      evaluate(rows.values(), rows.rowOffset(i));
      double logDensity = normalize(Assignment.SOFT);
      reader.read(i, logDensity, probabilities);
    }
  }

  /** Adds the row that was evaluated. */
  private void add(double weight, SufficientStatistics statistics) {
    double[] centres = statistics.centres();
    for (int k = 0; k < probabilities.length; k++) {
      double responsibility = weight * probabilities[k];
      statistics.weights()[k] += responsibility;
      if (responsibility > 0 && k < components) {
        for (int j = 0; j < dimension; j++) {
          int at = k * dimension + j;
          shift[j] = deviations[k][j] + (parameters.means()[at] - centres[at]);
        }
        double scaled = responsibility;
        if (tails != null) {
          scaled *= tails.scaleWeight(k);
          statistics.momentWeights()[k] += scaled;
          statistics.tails()[k] += responsibility * tails.tail(k);
        }
        add(k, scaled, statistics);
        addResidual(k, responsibility, statistics);
      }
    }
  }

  /** Evaluates one row; returns its log-density. */
  double evaluateRow(double[] values, int at) {
    evaluate(values, at);
    return normalize(Assignment.SOFT);
  }

  /** Returns the responsibilities for the row that was evaluated, that of noise last; overwritten with the next row. */
  double[] responsibilities() {
    return probabilities;
  }

  /** Returns the deviations from a component's mean of the row that was evaluated, completed by what is expected. */
  double[] deviations(int component) {
    return deviations[component];
  }

  /** Returns the components' distributions of what is missing of the row that was evaluated. */
  ConditionalNormals conditionals() {
    return conditionals;
  }

  /** Computes each component's weighted log-density, and the completed row's deviations from its mean. */
  private void evaluate(double[] values, int at) {
    conditionals.turnTo(values, at);
    int[] observed = conditionals.pattern().observed();
    if (tails != null) {
      tails.turnTo(observed.length);
    }
    for (int k = 0; k < components; k++) {
      for (int j : observed) {
        deviations[k][j] = values[at + j] - parameters.means()[k * dimension + j];
      }
      conditionals.complete(k, deviations[k]);
      parameters.factors().whiten(k, deviations[k], whitened, 0);
      double square = 0;
      for (double w : whitened) {
        square += w * w;
      }
      probabilities[k] = tails == null
          ? conditionals.logCoefficient(k) - 0.5 * square
          : tails.logDensity(k, conditionals.logCoefficient(k), square);
    }
    if (probabilities.length > components) {
      probabilities[components] = conditionals.noiseLogDensity();
    }
  }

  /** Turns weighted log-densities into responsibilities; returns the row's log-likelihood. */
  private double normalize(Assignment assignment) {
    int likeliest = 0;
    for (int k = 1; k < probabilities.length; k++) {
      likeliest = probabilities[k] > probabilities[likeliest] ? k : likeliest;
    }
    double largest = probabilities[likeliest];
    double sum = 0;
    for (int k = 0; k < probabilities.length; k++) {
      boolean counts = assignment == Assignment.SOFT || k == likeliest;
      probabilities[k] = counts ? Math.exp(probabilities[k] - largest) : 0;
      sum += probabilities[k];
    }
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] /= sum;
    }
    return largest + Math.log(sum);
  }

  /** Adds to a component a row of some weight, at {@link #shift} from its centre. */
  private void add(int k, double weight, SufficientStatistics statistics) {
    double[] first = statistics.first();
    for (int j = 0; j < dimension; j++) {
      first[k * dimension + j] += weight * shift[j];
    }
    Moments moments = statistics.moments();
    double[] second = statistics.second();
    if (moments == Moments.DIAGONAL) {
      for (int j = 0; j < dimension; j++) {
        second[k * dimension + j] += weight * shift[j] * shift[j];
      }
    } else if (moments != Moments.NONE) {
      int matrix = moments == Moments.POOLED ? 0 : k * dimension * dimension;
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          second[matrix + i * dimension + j] += weight * (shift[i] * shift[j]);
        }
      }
    }
  }

  /** Adds what the missing features vary by, given the observed ones; t distributions do so whatever the scale weight. */
  private void addResidual(int k, double weight, SufficientStatistics statistics) {
    Moments moments = statistics.moments();
    double[] second = statistics.second();
    int[] missing = conditionals.pattern().missing();
    for (int i = 0; i < missing.length && moments != Moments.NONE; i++) {
      if (moments == Moments.DIAGONAL) {
        second[k * dimension + missing[i]] += weight * conditionals.covariance(k, i, i);
      } else {
        int matrix = moments == Moments.POOLED ? 0 : k * dimension * dimension;
        for (int j = 0; j < missing.length; j++) {
          second[matrix + missing[i] * dimension + missing[j]] +=
              weight * conditionals.covariance(k, i, j);
        }
      }
    }
  }
}
