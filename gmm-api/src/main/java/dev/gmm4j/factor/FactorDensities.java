package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixture;
import java.util.Arrays;

/**
 * The densities of one sample after the other under each component, and the factors that are expected, in time of the order of
 * {@code dq} for each. Of a sample with missing values, NaN, what is observed counts. The same bits on each backend. Not
 * thread-safe.
 */
final class FactorDensities {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  /** Squared distances beyond are taken to be this: sums of them stay finite. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final double[] logWeights;
  private final double[] means;
  private final LowRank lowRank;
  private final int components;
  private final int dimension;
  private final int factors;
  private final FactorCore[] whole;
  private final int[] all;
  private final double[] scores;
  private final double[] squares;
  private final double[] logDensities;
  private final double[] responsibilities;
  private FactorCore[] cores;
  private int[] observed;
  private double logDensity;
  private int likeliest;

  /**
   * Creates densities.
   *
   * @param whole those of {@link #cores}
   */
  FactorDensities(double[] logWeights, double[] means, LowRank lowRank, FactorCore[] whole) {
    this.logWeights = logWeights;
    this.means = means;
    this.lowRank = lowRank;
    this.components = lowRank.components();
    this.dimension = lowRank.dimension();
    this.factors = lowRank.factors();
    this.whole = whole;
    this.cores = whole;
    this.all = all(dimension);
    this.observed = all;
    this.scores = new double[components * factors];
    this.squares = new double[components];
    this.logDensities = new double[components];
    this.responsibilities = new double[components];
  }

  private static int[] all(int dimension) {
    int[] all = new int[dimension];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Returns what densities of complete samples need, of each component. */
  static FactorCore[] cores(LowRank lowRank) {
    return cores(lowRank, all(lowRank.dimension()));
  }

  private static FactorCore[] cores(LowRank lowRank, int[] observed) {
    FactorCore[] cores = new FactorCore[lowRank.components()];
    for (int k = 0; k < cores.length; k++) {
      cores[k] =
          FactorCore.of(lowRank.loadings()[k], lowRank.noise()[k], lowRank.factors(), observed);
    }
    return cores;
  }

  /** Evaluates the components at the {@code d} numbers from an offset, finite or NaN for what is missing. */
  void evaluate(double[] values, int offset) {
    observe(values, offset);
    likeliest = 0;
    for (int k = 0; k < components; k++) {
      double distance = squaredDistance(k, values, offset);
      squares[k] = distance;
      // Written so that NaN, from infinity minus infinity, is cut off too.
      double cut = distance < MAX_SQUARED_DISTANCE ? distance : MAX_SQUARED_DISTANCE;
      logDensities[k] =
          logWeights[k] - 0.5 * (observed.length * LOG_TWO_PI + cores[k].logDeterminant() + cut);
      likeliest = logDensities[k] > logDensities[likeliest] ? k : likeliest;
    }
    double largest = logDensities[likeliest];
    double sum = 0;
    for (int k = 0; k < components; k++) {
      responsibilities[k] = StrictMath.exp(logDensities[k] - largest);
      sum += responsibilities[k];
    }
    for (int k = 0; k < components; k++) {
      responsibilities[k] /= sum;
    }
    logDensity = largest + StrictMath.log(sum);
  }

  /** Finds out what is observed; what follows from that alone is kept for the next sample with the same pattern. */
  private void observe(double[] values, int offset) {
    int count = 0;
    boolean isSame = true;
    for (int i = 0; i < dimension; i++) {
      if (!Double.isNaN(values[offset + i])) {
        isSame &= count < observed.length && observed[count] == i;
        count++;
      }
    }
    if (isSame && count == observed.length) {
      return;
    }
    if (count == dimension) {
      observed = all;
      cores = whole;
      return;
    }
    int[] found = new int[count];
    int at = 0;
    for (int i = 0; i < dimension; i++) {
      if (!Double.isNaN(values[offset + i])) {
        found[at++] = i;
      }
    }
    observed = found;
    cores = cores(lowRank, found);
  }

  private double squaredDistance(int k, double[] values, int offset) {
    int q = factors;
    int first = k * q;
    double[] loadings = lowRank.loadings()[k];
    double[] noise = lowRank.noise()[k];
    Arrays.fill(scores, first, first + q, 0);
    for (int i : observed) {
      double weighted = (values[offset + i] - means[k * dimension + i]) / noise[i];
      for (int f = 0; f < q; f++) {
        scores[first + f] += weighted * loadings[i * q + f];
      }
    }
    cores[k].solve(scores, first);
    double sum = 0;
    for (int f = 0; f < q; f++) {
      sum += scores[first + f] * scores[first + f];
    }
    for (int i : observed) {
      double residual = values[offset + i] - means[k * dimension + i];
      for (int f = 0; f < q; f++) {
        residual -= loadings[i * q + f] * scores[first + f];
      }
      sum += residual * residual / noise[i];
    }
    return sum;
  }

  double logDensity() {
    return logDensity;
  }

  int likeliest() {
    return likeliest;
  }

  double responsibility(int k) {
    return responsibilities[k];
  }

  /** Returns the squared Mahalanobis distance from a component. */
  double squaredDistance(int k) {
    return squares[k];
  }

  /** Returns the indices of the features that are observed, in ascending order. */
  int[] observed() {
    return observed;
  }

  /** Returns the likeliest component, or {@link GaussianMixture#NO_LABEL} where nothing is observed. */
  int label() {
    return observed.length > 0 ? likeliest : GaussianMixture.NO_LABEL;
  }

  double[] responsibilities() {
    return responsibilities.clone();
  }

  /** Returns the expected factors of the sample as one of a component. */
  double[] scores(int k) {
    return Arrays.copyOfRange(scores, k * factors, (k + 1) * factors);
  }

  /** Returns the sample without its noise as the mixture expects it. */
  double[] reconstruction() {
    double[] reconstruction = new double[dimension];
    Arrays.setAll(reconstruction, this::expected);
    return reconstruction;
  }

  /** Returns what depends on the observed features alone. */
  FactorCore core(int k) {
    return cores[k];
  }

  /** Returns what a component expects of a feature without its noise: {@code μ + Λz}. */
  double expected(int k, int feature) {
    double sum = means[k * dimension + feature];
    for (int f = 0; f < factors; f++) {
      sum += lowRank.loadings()[k][feature * factors + f] * scores[k * factors + f];
    }
    return sum;
  }

  /** Returns what the mixture expects of a feature without its noise. */
  double expected(int feature) {
    double sum = 0;
    for (int k = 0; k < components; k++) {
      if (responsibilities[k] > 0) {
        sum += responsibilities[k] * expected(k, feature);
      }
    }
    return sum;
  }
}
