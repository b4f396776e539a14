package dev.gmm4j.backend.vector.mixture.layout;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;

/**
 * Guesses of samples' likeliest components, for {@code d} multiply-adds a component: that of the nearest mean, where each
 * feature counts in standard deviations within components.
 *
 * <p>Component {@code k}'s discriminant is {@code a·x + b} with {@code a = D⁻¹(μ_k - m)} and {@code b = -a·(μ_k + m)/2},
 * for the mixture's mean {@code m} and the diagonal {@code D} of its components' weighted covariances. To take features for
 * independent does well where there are many of them, even if they are not (Bickel and Levina, 2004).
 */
public final class LinearDiscriminants {
  /** So many standard deviations from its mean a sample is taken to be at most, on the way to another mean. */
  private static final double DEVIATIONS = 3;

  /** Components out of reach times features that pay for a component's discriminant, as measured from 13 features on. */
  private static final double COST = 4;

  /** Samples of so many components are thought of, lest many components take longer than the samples do. */
  private static final int LOOKED_AT = 16;

  /** Components of a tile. */
  private static final int TILE = DiscriminantTile.COMPONENTS;

  private final int dimension;

  /** Room for the components, in whole tiles. */
  private final int stride;

  /** Feature by feature, those of all components. */
  private final double[] coefficients;

  private final double[] constants;
  private final double[] precisions;
  private final int[] offsets = new int[DiscriminantTile.ROWS];
  private final double[] products;
  private final double[] weights;
  private double[] means = {};
  private int components;

  /** Creates room for discriminants. */
  public LinearDiscriminants(int dimension, int maxComponents) {
    this.dimension = dimension;
    this.stride = (maxComponents + TILE - 1) / TILE * TILE;
    this.coefficients = new double[Math.multiplyExact(stride, dimension)];
    this.constants = new double[maxComponents];
    this.weights = new double[maxComponents];
    this.precisions = new double[dimension];
    this.products = new double[DiscriminantTile.ROWS * stride];
  }

  /** Sets the parameters. */
  public void use(KernelParameters parameters) {
    // The mean of a uniform component has no meaning.
    components = parameters.gaussianComponents();
    means = parameters.means();
    double[] mean = parameters.centre();
    for (int j = 0; j < dimension; j++) {
      precisions[j] = 1 / parameters.variances()[j];
    }
    double logTotal = parameters.logTotalWeight();
    for (int k = 0; k < components; k++) {
      weights[k] = Math.exp(parameters.logWeights()[k] - logTotal);
      // What has no weight is not evaluated, and a guess of it would be of no use.
      constants[k] = weights[k] > 0 ? 0 : Double.NEGATIVE_INFINITY;
      for (int j = 0; j < dimension; j++) {
        double centre = means[k * dimension + j];
        double coefficient = (centre - mean[j]) * precisions[j];
        coefficients[j * stride + k] = coefficient;
        constants[k] -= 0.5 * coefficient * (centre + mean[j]);
      }
    }
  }

  /**
   * Tells whether sorting samples by their guesses saves more than it costs: many multiply-adds for each component that is
   * given up early, but the guess and some dozens of nanoseconds for each sample.
   *
   * @param negligible for each component, less than {@code exp(-negligible)} of the largest density is no part in a sample
   */
  public boolean pay(double[] negligible) {
    return componentsOutOfReach(negligible) * dimension >= COST * stride;
  }

  /** Returns how many components a sample has no part in, on average, as far as means tell it. */
  private double componentsOutOfReach(double[] negligible) {
    int step = (components + LOOKED_AT - 1) / LOOKED_AT;
    double count = 0;
    double total = 0;
    for (int k = 0; k < components; k += step) {
      total += weights[k];
      for (int l = 0; l < components; l++) {
        double square = squaredDistance(k * dimension, l * dimension);
        // What the squared distances of a sample on the way differ by at least.
        double difference = square - 2 * DEVIATIONS * Math.sqrt(square);
        count += difference > 2 * negligible[l] ? weights[k] : 0;
      }
    }
    return count / total;
  }

  private double squaredDistance(int mean, int otherMean) {
    double sum = 0;
    for (int j = 0; j < dimension; j++) {
      double difference = means[mean + j] - means[otherMean + j];
      sum += difference * difference * precisions[j];
    }
    return sum;
  }

  /** Writes a guess for each row of a block. */
  void guess(RowBlock block, int[] guesses) {
    int last = block.rows() - 1;
    for (int first = 0; first <= last; first += offsets.length) {
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = block.rowOffset(Math.min(first + i, last));
      }
      for (int k = 0; k < components; k += TILE) {
        DiscriminantTile.multiply(
            block.values(), offsets, dimension, coefficients, k, stride, products);
      }
      for (int i = 0; i < offsets.length && first + i <= last; i++) {
        guesses[first + i] = largest(i * stride);
      }
    }
  }

  /** Returns the component of the largest discriminant, or one of the largest. */
  private int largest(int from) {
    // The components take the place of the last digits: so there are no branches, which would be
    // mispredicted.
    long mask = 2L * Integer.highestOneBit(components) - 1;
    long largest = Long.MIN_VALUE;
    for (int k = 0; k < components; k++) {
      long bits = Double.doubleToRawLongBits(products[from + k] + constants[k]);
      long ordered = bits ^ (bits >> 63 >>> 1);
      long candidate = (ordered & ~mask) | k;
      largest = candidate > largest ? candidate : largest;
    }
    return (int) (largest & mask);
  }
}
