package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.SpecialFunctions;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The predictive density of a posterior, {@code p(x) = Σ_k E[π_k] ∫ N(x; μ_k, Λ_k⁻¹) q(μ_k, Λ_k)}: a mixture of Student's t
 * distributions (Bishop 2006, 10.81). It is a density: its integral is 1. Immutable and safe to use from several threads.
 *
 * <p>Full and tied covariances: multivariate t of {@code ν + 1 - d} degrees of freedom about {@code m} with scale {@code A(1
 * + β)/(β(ν + 1 - d))}. Diagonal: a product of t distributions of {@code ν}, scale {@code a_j(1 + β)/(βν)}. Spherical:
 * multivariate t of {@code dν}, scale {@code a(1 + β)/(βν)}. A component without samples under {@code ν₀ = d} has one degree of
 * freedom: its tails are those of Cauchy's distribution.
 */
public final class PredictiveMixture {
  private static final int BLOCK_ROWS = 1024;
  private static final int MOST_PATTERNS = 1000;

  private final CovarianceType type;
  private final double[] weights;
  private final double[] logWeights;
  private final double[][] locations;
  private final double[] degreesOfFreedom;

  /** Lower Cholesky factors of the scales, or square roots of their diagonals in one row. */
  private final double[][][] roots;

  /** The logarithms of the densities at the locations. */
  private final double[] peaks;

  private PredictiveMixture(
      CovarianceType type,
      double[] weights,
      double[][] locations,
      double[] degreesOfFreedom,
      double[][][] roots) {
    this.type = type;
    this.weights = weights;
    this.locations = locations;
    this.degreesOfFreedom = degreesOfFreedom;
    this.roots = roots;
    int components = weights.length;
    logWeights = new double[components];
    peaks = new double[components];
    int d = locations[0].length;
    for (int k = 0; k < components; k++) {
      logWeights[k] = StrictMath.log(weights[k]);
      double logDeterminant = 0;
      for (int j = 0; j < d; j++) {
        logDeterminant += StrictMath.log(roots[k][Math.min(j, roots[k].length - 1)][j]);
      }
      int parts = type == CovarianceType.DIAGONAL ? d : 1;
      peaks[k] = parts * logPeak(degreesOfFreedom[k], d / parts) - logDeterminant;
    }
  }

  static PredictiveMixture of(MixturePosterior posterior) {
    CovarianceType type = posterior.covarianceType();
    int components = posterior.components();
    int d = posterior.dimension();
    double[] degreesOfFreedom = new double[components];
    double[][][] roots = new double[components][][];
    for (int k = 0; k < components; k++) {
      double nu = posterior.degreesOfFreedom(k);
      double beta = posterior.meanPrecision(k);
      degreesOfFreedom[k] = switch (type) {
        case FULL, TIED -> nu + 1 - d;
        case DIAGONAL -> nu;
        case SPHERICAL -> d * nu;
      };
      double widening = (1 + beta) / beta * (type.isAxisAligned() ? 1 : nu / degreesOfFreedom[k]);
      roots[k] = roots(posterior, k, Math.sqrt(widening));
    }
    return new PredictiveMixture(
        type, posterior.weights().expectedWeights(), posterior.means(), degreesOfFreedom, roots);
  }

  /**
   * Returns the predictive density of some of the features: t distributions of the same degrees of freedom.
   *
   * @param features indices from 0, at least one, each once
   * @throws IllegalArgumentException if there is none, or one is out of range or there twice
   */
  public PredictiveMixture marginal(int... features) {
    int d = dimension();
    check(notNull("features", features).length > 0, "features must be at least 1, but were 0");
    for (int i = 0; i < features.length; i++) {
      check(
          features[i] >= 0 && features[i] < d,
          "features[%d] must be in [0, %d), but was %d",
          i,
          d,
          features[i]);
      for (int j = 0; j < i; j++) {
        check(
            features[i] != features[j], "features must be different, but %d is twice", features[i]);
      }
    }
    double[][] means = new double[weights.length][features.length];
    double[][][] marginalRoots = new double[weights.length][][];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < features.length; i++) {
        means[k][i] = locations[k][features[i]];
      }
      marginalRoots[k] = marginalRoot(roots[k], features);
    }
    return new PredictiveMixture(type, weights, means, degreesOfFreedom, marginalRoots);
  }

  private double[][] marginalRoot(double[][] root, int[] features) {
    int size = features.length;
    if (type.isAxisAligned()) {
      return new double[][] {
        Arrays.stream(features).mapToDouble(j -> root[0][j]).toArray()
      };
    }
    double[][] scale = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l <= Math.min(features[i], features[j]); l++) {
          sum += root[features[i]][l] * root[features[j]][l];
        }
        scale[i][j] = sum;
        scale[j][i] = sum;
      }
    }
    return CholeskyRoot.of(Covariances.tied(scale, 1), 0);
  }

  private static double[][] roots(MixturePosterior posterior, int k, double factor) {
    double[][] roots;
    if (posterior.covarianceType().isAxisAligned()) {
      double[] deviations = posterior.covariances().variances(k);
      for (int j = 0; j < deviations.length; j++) {
        deviations[j] = Math.sqrt(deviations[j]);
      }
      roots = new double[][] {deviations};
    } else {
      roots = CholeskyRoot.of(posterior.covariances(), k);
    }
    for (double[] row : roots) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
    return roots;
  }

  /** Returns the log-density at its location of a t distribution of unit scale. */
  private static double logPeak(double freedom, int dimension) {
    return SpecialFunctions.logGamma((freedom + dimension) / 2)
        - SpecialFunctions.logGamma(freedom / 2)
        - 0.5 * dimension * StrictMath.log(freedom * Math.PI);
  }

  /** Returns the number of components. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return locations[0].length;
  }

  /** Returns the expected weights. */
  public double[] weights() {
    return weights.clone();
  }

  /** Returns the degrees of freedom of each component's t distribution. */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom.clone();
  }

  /** Returns the log-density of one sample. */
  public double logDensity(double[] sample) {
    return logSum(joint(sample));
  }

  /** Returns the components' probabilities given one sample. */
  public double[] responsibilities(double[] sample) {
    return RandomVariates.normalized(joint(sample));
  }

  /**
   * Returns the log-density of each sample, on all processors; of a row with missing values that of what is observed of it, 0
   * where nothing is.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is infinite, or NaN among samples that may not miss any
   */
  public double[] logDensities(Samples samples) {
    return logDensities(samples, ParallelTasks.defaultThreads());
  }

  /**
   * Returns the log-density of each sample, as {@link #logDensities(Samples)}; the same bits for any number of threads.
   *
   * @param threads how many threads are used, the caller's included; at least 1
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is infinite, or NaN among samples that may not miss any
   */
  public double[] logDensities(Samples samples, int threads) {
    double[] densities = new double[Math.toIntExact(samples.count())];
    forEach(samples, threads, (i, observed, row) -> densities[i] = observed.logDensity(row));
    return densities;
  }

  /**
   * Returns the components' probabilities given each sample, on all processors, shape {@code n*K}; of a row with missing
   * values given what is observed of it, the weights where nothing is.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is infinite, or NaN among samples that may not miss any
   */
  public double[][] responsibilities(Samples samples) {
    return responsibilities(samples, ParallelTasks.defaultThreads());
  }

  /**
   * Returns the components' probabilities given each sample, as {@link #responsibilities(Samples)}; the same bits for any
   * number of threads.
   *
   * @param threads how many threads are used, the caller's included; at least 1
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is infinite, or NaN among samples that may not miss any
   */
  public double[][] responsibilities(Samples samples, int threads) {
    double[][] responsibilities = new double[Math.toIntExact(samples.count())][];
    Arrays.setAll(responsibilities, i -> weights);
    forEach(
        samples,
        threads,
        (i, observed, row) -> responsibilities[i] = observed.responsibilities(row));
    for (int i = 0; i < responsibilities.length; i++) {
      responsibilities[i] = responsibilities[i] == weights ? weights() : responsibilities[i];
    }
    return responsibilities;
  }

  /** What is done with a row of which something is observed. */
  @FunctionalInterface
  private interface RowBody {
    void accept(int index, PredictiveMixture ofObserved, double[] observed);
  }

  private void forEach(Samples samples, int threads, RowBody body) {
    checkDimension(notNull("samples", samples).dimension());
    atLeast("threads", threads, 1);
    boolean mayMiss = samples.mayHaveMissingValues();
    Map<BitSet, PredictiveMixture> marginals = new ConcurrentHashMap<>();
    int count = Math.toIntExact(samples.count());
    int blocks = (count + BLOCK_ROWS - 1) / BLOCK_ROWS;
    ParallelTasks.map(blocks, threads, block -> {
      int first = block * BLOCK_ROWS;
      RowBlock rows = samples.block(first, Math.min(BLOCK_ROWS, count - first));
      if (mayMiss) {
        SampleChecks.requireFiniteOrMissing(rows, first);
      } else {
        SampleChecks.requireFinite(rows, first);
      }
      for (int i = 0; i < rows.rows(); i++) {
        double[] row = Arrays.copyOfRange(
            rows.values(), rows.rowOffset(i), rows.rowOffset(i) + rows.dimension());
        int[] observed = mayMiss ? observed(row) : new int[0];
        if (!mayMiss || observed.length == row.length) {
          body.accept(first + i, this, row);
        } else if (observed.length > 0) {
          double[] seen = Arrays.stream(observed).mapToDouble(j -> row[j]).toArray();
          body.accept(first + i, marginal(observed, marginals), seen);
        }
      }
      return first;
    });
  }

  private static int[] observed(double[] row) {
    return IntStream.range(0, row.length).filter(j -> !Double.isNaN(row[j])).toArray();
  }

  /** Returns the density of the features that a row has; kept, unless there are too many kinds of rows. */
  private PredictiveMixture marginal(int[] observed, Map<BitSet, PredictiveMixture> known) {
    BitSet pattern = new BitSet();
    Arrays.stream(observed).forEach(pattern::set);
    PredictiveMixture marginal = known.get(pattern);
    if (marginal == null) {
      marginal = marginal(observed);
      if (known.size() < MOST_PATTERNS) {
        known.put(pattern, marginal);
      }
    }
    return marginal;
  }

  /** Returns the total log-density {@code Σ w log p(x)} of samples. */
  public double logLikelihood(Samples samples) {
    double[] densities = logDensities(samples);
    double[] sampleWeights = samples.rowWeights();
    double sum = 0;
    for (int i = 0; i < densities.length; i++) {
      if (sampleWeights[i] > 0) {
        sum += sampleWeights[i] * densities[i];
      }
    }
    return sum;
  }

  private void checkDimension(int columns) {
    check(
        columns == dimension(),
        "samples must have %d columns, as the posterior has features, but had %d",
        dimension(),
        columns);
  }

  private double[] joint(double[] sample) {
    checkDimension(sample.length);
    double[] joint = new double[weights.length];
    for (int k = 0; k < joint.length; k++) {
      joint[k] = logWeights[k] + logDensity(k, sample);
    }
    return joint;
  }

  private double logDensity(int k, double[] sample) {
    int d = sample.length;
    double[] whitened = new double[d];
    double squares = 0;
    double separate = 0;
    double freedom = degreesOfFreedom[k];
    for (int i = 0; i < d; i++) {
      double sum = sample[i] - locations[k][i];
      double[] row = roots[k][Math.min(i, roots[k].length - 1)];
      for (int j = 0; j < i && !type.isAxisAligned(); j++) {
        sum -= row[j] * whitened[j];
      }
      whitened[i] = sum / row[i];
      squares += whitened[i] * whitened[i];
      separate += StrictMath.log1p(whitened[i] * whitened[i] / freedom);
    }
    return type == CovarianceType.DIAGONAL
        ? peaks[k] - 0.5 * (freedom + 1) * separate
        : peaks[k] - 0.5 * (freedom + d) * StrictMath.log1p(squares / freedom);
  }

  private static double logSum(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
