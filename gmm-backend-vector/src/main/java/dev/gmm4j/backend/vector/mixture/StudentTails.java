package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.density.PanelDensities;
import dev.gmm4j.backend.vector.mixture.density.StudentDensities;
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

  private final StudentDensities densities;
  private final double[] arguments = new double[WIDTH];
  private final double[] results = new double[WIDTH];
  private final double[] largest = new double[WIDTH];

  /** The sums of a block, each component's in {@code LANES} parts. */
  private final double[] logarithmSums;

  private final double[] momentCounts;
  private boolean pooled;
  private int components;
  private int dimension;

  StudentTails(Memberships memberships, int maxComponents) {
    this.memberships = memberships;
    this.nu = new double[maxComponents];
    this.exponents = new double[maxComponents];
    this.coefficients = new double[maxComponents];
    this.logPeaks = new double[maxComponents];
    this.densities = new StudentDensities(maxComponents);
    this.logarithmSums = new double[maxComponents * LANES];
    this.momentCounts = new double[maxComponents * LANES];
  }

  void use(StudentKernelParameters parameters) {
    densities.use(parameters);
    components = parameters.components();
    dimension = parameters.dimension();
    for (int k = 0; k < components; k++) {
      nu[k] = parameters.degreesOfFreedom(k);
      exponents[k] = -0.5 * (nu[k] + dimension);
      coefficients[k] = parameters.logCoefficient(k);
      logPeaks[k] = Math.log((nu[k] + dimension) / nu[k]);
    }
  }

  /**
   * Starts a block.
   *
   * @param newPooled whether moments are pooled
   */
  void begin(boolean newPooled) {
    pooled = newPooled;
    Arrays.fill(logarithmSums, 0);
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
        densities.logDensities(k, memberships.values(), memberships.at(panel, k), maxima, maximaAt);
      }
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
   * becomes its weight where moments are pooled, which are taken with it.
   */
  void take(int panel) {
    if (pooled) {
      Arrays.fill(memberships.weights(), panel * WIDTH, (panel + 1) * WIDTH, 0);
    }
    for (int k = 0; k < components; k++) {
      if (memberships.isActive(panel, k)) {
        int at = memberships.at(panel, k);
        take(k, at);
        if (pooled) {
          addWeights(at, panel * WIDTH);
        }
      }
    }
  }

  private void take(int k, int at) {
    double[] values = memberships.values();
    double[] logarithms = densities.logarithms();
    double[] scaleWeights = densities.scaleWeights();
    DoubleVector sum = DoubleVector.fromArray(SPECIES, logarithmSums, k * LANES);
    DoubleVector count = DoubleVector.fromArray(SPECIES, momentCounts, k * LANES);
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector part = DoubleVector.fromArray(SPECIES, values, at + v);
      DoubleVector logarithm = DoubleVector.fromArray(SPECIES, logarithms, k * WIDTH + v);
      DoubleVector weighted =
          part.mul(DoubleVector.fromArray(SPECIES, scaleWeights, k * WIDTH + v));
      weighted.intoArray(values, at + v);
      sum = FMA ? part.fma(logarithm, sum) : part.mul(logarithm).add(sum);
      count = count.add(weighted);
    }
    sum.intoArray(logarithmSums, k * LANES);
    count.intoArray(momentCounts, k * LANES);
  }

  private void addWeights(int at, int weightsAt) {
    double[] values = memberships.values();
    double[] weights = memberships.weights();
    for (int v = 0; v < WIDTH; v += LANES) {
      DoubleVector.fromArray(SPECIES, values, at + v)
          .add(DoubleVector.fromArray(SPECIES, weights, weightsAt + v))
          .intoArray(weights, weightsAt + v);
    }
  }

  /** Adds a block's sums to statistics, and makes what moments weigh the counts of the memberships. */
  void finish(SufficientStatistics statistics) {
    for (int k = 0; k < components; k++) {
      double logarithms = 0;
      double counts = 0;
      for (int i = k * LANES; i < (k + 1) * LANES; i++) {
        logarithms += logarithmSums[i];
        counts += momentCounts[i];
      }
      // The sum of r (ln u - u): ln u is that at the centre, less ln(1 + δ/ν).
      statistics.tails()[k] += logPeaks[k] * memberships.effectiveCount(k) - logarithms - counts;
      statistics.momentWeights()[k] += counts;
    }
    System.arraycopy(momentCounts, 0, memberships.effectiveCounts(), 0, components * LANES);
  }
}
