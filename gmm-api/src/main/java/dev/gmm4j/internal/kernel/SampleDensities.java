package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.KernelParameters;
import org.jspecify.annotations.Nullable;

/**
 * The densities of one sample after the other under each component, noise the last: as right as doubles allow, for
 * samples of any size and components anywhere. Kernels are faster, and agree where samples are within {@link
 * EvaluationRange}.
 *
 * <p>Means are subtracted before anything is multiplied. At samples far from all components these are compared by the
 * differences of their distances, so that the right one is the likeliest even where all densities are 0.
 */
public final class SampleDensities {
  /**
   * From this squared distance on components are compared by differences: log-densities that are subtracted from each
   * other would err by 1e-6 here, and the more the farther.
   */
  private static final double FAR_SQUARED = 1e10;

  private final KernelParameters parameters;
  private final int dimension;
  private final int components;
  private final double[] difference;
  private final double[] whitened;
  private final double[] squaredDistances;
  private final double[] halfSquares;

  /** Bounds on the errors of half squared distances, of far samples. */
  private final double[] errors;

  /** Weighted log-densities, then what they are less than the largest. */
  private final double[] logRatios;

  private @Nullable FarComparison far;
  private int likeliest;
  private double largest;

  /** Creates what evaluates the densities of samples under some parameters. */
  public SampleDensities(KernelParameters parameters) {
    this.parameters = parameters;
    this.dimension = parameters.dimension();
    this.components = parameters.components();
    this.difference = new double[dimension];
    this.whitened = new double[dimension];
    this.squaredDistances = new double[components];
    this.halfSquares = new double[components];
    this.errors = new double[components];
    this.logRatios = new double[components];
  }

  /**
   * Evaluates the components at a sample.
   *
   * @param values has the sample's {@code d} numbers, finite, from {@code offset} on
   */
  public void evaluate(double[] values, int offset) {
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        difference[j] = values[offset + j] - parameters.means()[k * dimension + j];
      }
      parameters.factors().whiten(k, difference, whitened, 0);
      double sum = 0;
      for (double w : whitened) {
        sum += w * w;
      }
      squaredDistances[k] = sum;
    }
    compare(values, offset);
  }

  /**
   * Evaluates the components at a sample whose squared distances are known, as {@link #evaluate} computes them.
   *
   * @param distances has the squared distance from component {@code k} at {@code from + k*step}; not finite where it
   *     overflows on the way
   */
  void take(double[] values, int offset, double[] distances, int from, int step) {
    for (int k = 0; k < components; k++) {
      squaredDistances[k] = distances[from + k * step];
    }
    compare(values, offset);
  }

  private void compare(double[] values, int offset) {
    likeliest = 0;
    for (int k = 0; k < components; k++) {
      if (Double.isFinite(squaredDistances[k])) {
        halfSquares[k] = 0.5 * squaredDistances[k];
      } else {
        halfSquares[k] = far().halfSquare(k, values, offset);
        squaredDistances[k] = 2 * halfSquares[k];
      }
      logRatios[k] = parameters.logCoefficient(k) - halfSquares[k];
      likeliest = logRatios[k] > logRatios[likeliest] ? k : likeliest;
    }
    largest = logRatios[likeliest];
    if (largest == Double.NEGATIVE_INFINITY || squaredDistances[likeliest] > FAR_SQUARED) {
      compareFar(values, offset);
    } else {
      for (int k = 0; k < components; k++) {
        logRatios[k] -= largest;
      }
    }
  }

  private void compareFar(double[] values, int offset) {
    while (!hasWeight(likeliest)) {
      likeliest++;
    }
    for (int k = 0; k < components; k++) {
      errors[k] = far().error(k, halfSquares[k], values, offset);
    }
    for (int k = 0; k < components; k++) {
      if (mayCompete(k)) {
        double logRatio = far().logRatio(k, likeliest, values, offset);
        likeliest = logRatio > 0 || (logRatio == 0 && k < likeliest) ? k : likeliest;
      }
    }
    largest = parameters.logCoefficient(likeliest) - halfSquares[likeliest];
    for (int k = 0; k < components; k++) {
      logRatios[k] =
          mayCompete(k) ? far().logRatio(k, likeliest, values, offset) : Double.NEGATIVE_INFINITY;
    }
    logRatios[likeliest] = 0;
  }

  /**
   * Tells whether a component can have a noticeable responsibility for the sample beside the likeliest one so far. In most
   * cases the squared distances and their error bounds rule it out.
   */
  private boolean mayCompete(int k) {
    if (k == likeliest || !hasWeight(k)) {
      return false;
    }
    double behind = halfSquares[k]
        - halfSquares[likeliest]
        - (parameters.logCoefficient(k) - parameters.logCoefficient(likeliest));
    // Written so that infinity minus infinity leaves it open.
    return !(behind - errors[k] - errors[likeliest] > FarComparison.UNDERFLOW);
  }

  /** Most samples are not far. */
  private FarComparison far() {
    FarComparison comparison = far;
    if (comparison == null) {
      comparison = new FarComparison(parameters);
      far = comparison;
    }
    return comparison;
  }

  private boolean hasWeight(int component) {
    return parameters.logCoefficient(component) > Double.NEGATIVE_INFINITY;
  }

  /** Returns the squared Mahalanobis distance from a component; infinity where it exceeds all doubles. */
  public double squaredDistance(int component) {
    return squaredDistances[component];
  }

  /** Returns half the squared Mahalanobis distance from a component; infinity where that exceeds all doubles. */
  public double halfSquaredDistance(int component) {
    return halfSquares[component];
  }

  /** Returns the component of the highest weighted density; of equals the first. */
  public int likeliest() {
    return likeliest;
  }

  /** Returns the largest weighted log-density of a component; negative infinity where it is below all doubles. */
  double largest() {
    return largest;
  }

  /** Returns the log-density of the mixture; negative infinity where it is below all doubles. */
  public double logDensity() {
    double sum = 0;
    for (double ratio : logRatios) {
      sum += Math.exp(ratio);
    }
    return largest + Math.log(sum);
  }

  /**
   * Computes the posterior probabilities of the components, which sum to 1 however far the sample lies.
   *
   * @param destination receives {@code K} numbers from {@code offset} on
   */
  public void responsibilities(double[] destination, int offset) {
    double sum = 0;
    for (int k = 0; k < components; k++) {
      destination[offset + k] = Math.exp(logRatios[k]);
      sum += destination[offset + k];
    }
    for (int k = 0; k < components; k++) {
      destination[offset + k] /= sum;
    }
  }
}
