package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.density.PanelDensities;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** What t distributions need beside Gaussian ones: logarithms and scale weights of a panel, and the sums of both. */
final class StudentTails {
  /** Squared distances are cut off here. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final Memberships memberships;
  private final double[] nu;
  private final double[] exponents;
  private final double[] coefficients;
  private final double[] logPeaks;

  /** {@code ln(1 + δ/ν)} and scale weights of the current panel, component-major. */
  private final double[] logarithms;

  private final double[] scaleWeights;
  private final double[] arguments = new double[WIDTH];
  private final double[] results = new double[WIDTH];
  private final double[] largest = new double[WIDTH];

  /** The sums of a block, each component's in {@code LANES} parts. */
  private final double[] tails;

  private final double[] momentCounts;
  private int components;
  private int dimension;

  StudentTails(Memberships memberships, int maxComponents) {
    this.memberships = memberships;
    this.nu = new double[maxComponents];
    this.exponents = new double[maxComponents];
    this.coefficients = new double[maxComponents];
    this.logPeaks = new double[maxComponents];
    this.logarithms = new double[maxComponents * WIDTH];
    this.scaleWeights = new double[maxComponents * WIDTH];
    this.tails = new double[maxComponents * LANES];
    this.momentCounts = new double[maxComponents * LANES];
  }

  void use(StudentKernelParameters parameters) {
    components = parameters.components();
    dimension = parameters.dimension();
    for (int k = 0; k < components; k++) {
      nu[k] = parameters.degreesOfFreedom(k);
      exponents[k] = -0.5 * (nu[k] + dimension);
      coefficients[k] = parameters.logCoefficient(k);
      logPeaks[k] = Math.log((nu[k] + dimension) / nu[k]);
    }
  }

  /** Starts a block. */
  void begin() {
    Arrays.fill(tails, 0);
    Arrays.fill(momentCounts, 0);
  }

  /**
   * Turns a panel's {@code -δ/2} into weighted log-densities.
   *
   * @param maxima receives the largest of each sample
   */
  void logDensities(int panel, double[] maxima) {
    int maximaAt = panel * WIDTH;
    Arrays.fill(maxima, maximaAt, maximaAt + WIDTH, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < components; k++) {
      if (memberships.isActive(panel, k)) {
        logDensities(k, memberships.at(panel, k), maxima, maximaAt);
      }
    }
  }

  private void logDensities(int k, int at, double[] maxima, int maximaAt) {
    double[] values = memberships.values();
    DoubleVector limit = DoubleVector.broadcast(SPECIES, MAX_SQUARED_DISTANCE);
    DoubleVector reciprocal = DoubleVector.broadcast(SPECIES, 1 / nu[k]);
    DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
    DoubleVector numerator = DoubleVector.broadcast(SPECIES, (nu[k] + dimension) / nu[k]);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector square = DoubleVector.fromArray(SPECIES, values, at + v).mul(-2);
      // Written so that NaN, from infinity minus infinity, is cut off too.
      square = limit.blend(square, square.compare(VectorOperators.LT, limit));
      DoubleVector x = square.mul(reciprocal).add(one);
      x.intoArray(arguments, v);
      numerator.div(x).intoArray(scaleWeights, k * WIDTH + v);
    }
    PanelDensities.logarithms(arguments, results);
    DoubleVector exponent = DoubleVector.broadcast(SPECIES, exponents[k]);
    DoubleVector coefficient = DoubleVector.broadcast(SPECIES, coefficients[k]);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector logarithm = DoubleVector.fromArray(SPECIES, results, v);
      logarithm.intoArray(logarithms, k * WIDTH + v);
      DoubleVector density =
          FMA ? logarithm.fma(exponent, coefficient) : logarithm.mul(exponent).add(coefficient);
      density.intoArray(values, at + v);
      DoubleVector most = DoubleVector.fromArray(SPECIES, maxima, maximaAt + v);
      most.blend(density, density.compare(VectorOperators.GT, most))
          .intoArray(maxima, maximaAt + v);
    }
  }

  /** Returns the least of a panel's samples' largest log-densities under the components whose {@code -δ/2} are known. */
  double leastMaximum(int panel) {
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int k = 0; k < components; k++) {
      if (memberships.isActive(panel, k)) {
        raise(k, memberships.at(panel, k));
      }
    }
    return DoubleVector.fromArray(SPECIES, largest, 0)
        .min(DoubleVector.fromArray(SPECIES, largest, LANES))
        .reduceLanes(VectorOperators.MIN);
  }

  private void raise(int k, int at) {
    double[] values = memberships.values();
    DoubleVector limit = DoubleVector.broadcast(SPECIES, MAX_SQUARED_DISTANCE);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector square = DoubleVector.fromArray(SPECIES, values, at + v).mul(-2);
      square = limit.blend(square, square.compare(VectorOperators.LT, limit));
      square.mul(1 / nu[k]).add(1).intoArray(arguments, v);
    }
    PanelDensities.logarithms(arguments, results);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector.fromArray(SPECIES, results, v)
          .mul(exponents[k])
          .add(coefficients[k])
          .max(DoubleVector.fromArray(SPECIES, largest, v))
          .intoArray(largest, v);
    }
  }

  /**
   * Takes a panel's responsibilities times weights, and multiplies them by the scale weights; what a sample's products sum to
   * becomes its weight, which pooled moments are taken with.
   */
  void take(int panel) {
    Arrays.fill(memberships.weights(), panel * WIDTH, (panel + 1) * WIDTH, 0);
    for (int k = 0; k < components; k++) {
      if (memberships.isActive(panel, k)) {
        take(k, memberships.at(panel, k), panel * WIDTH);
      }
    }
  }

  private void take(int k, int at, int weightsAt) {
    double[] weights = memberships.weights();
    double[] values = memberships.values();
    DoubleVector peak = DoubleVector.broadcast(SPECIES, logPeaks[k]);
    DoubleVector tail = DoubleVector.fromArray(SPECIES, tails, k * LANES);
    DoubleVector count = DoubleVector.fromArray(SPECIES, momentCounts, k * LANES);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector part = DoubleVector.fromArray(SPECIES, values, at + v);
      DoubleVector u = DoubleVector.fromArray(SPECIES, scaleWeights, k * WIDTH + v);
      DoubleVector logarithm = DoubleVector.fromArray(SPECIES, logarithms, k * WIDTH + v);
      tail = tail.add(part.mul(peak.sub(logarithm).sub(u)));
      DoubleVector weighted = part.mul(u);
      weighted.intoArray(values, at + v);
      weighted
          .add(DoubleVector.fromArray(SPECIES, weights, weightsAt + v))
          .intoArray(weights, weightsAt + v);
      count = count.add(weighted);
    }
    tail.intoArray(tails, k * LANES);
    count.intoArray(momentCounts, k * LANES);
  }

  /** Adds a block's sums to statistics, and makes what moments weigh the counts of the memberships. */
  void finish(SufficientStatistics statistics) {
    System.arraycopy(momentCounts, 0, memberships.effectiveCounts(), 0, components * LANES);
    for (int k = 0; k < components; k++) {
      statistics.momentWeights()[k] += memberships.effectiveCount(k);
      double tail = 0;
      for (int i = k * LANES; i < (k + 1) * LANES; i++) {
        tail += tails[i];
      }
      statistics.tails()[k] += tail;
    }
  }
}
