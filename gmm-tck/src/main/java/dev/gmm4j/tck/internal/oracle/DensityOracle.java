package dev.gmm4j.tck.internal.oracle;

import static dev.gmm4j.tck.internal.oracle.Matrices.EPSILON;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * The densities of components at some rows as textbooks give them, with distances in twice the working precision, and
 * bounds for how far rounding may take a kernel from them.
 *
 * <p>The bound of a component's log-density follows from that of {@code y = W(x - μ)}: a kernel that shifts samples and
 * means by some centre of the mixture and then sums d products errs by at most {@code (d + 4) ε |W| (|x - m| + |μ - m|)}.
 */
public final class DensityOracle {
  private final RowBlock rows;
  private final KernelParameters parameters;
  private final double[] centre;
  private final double[] joint;
  private final double[] jointBounds;
  private final double[] logDensities;
  private final double[] logDensityBounds;
  private final double[] responsibilities;
  private final double[] responsibilityBounds;

  /** Evaluates the mixture at all rows. */
  public DensityOracle(KernelParameters parameters, RowBlock rows) {
    this.rows = rows;
    this.parameters = parameters;
    this.centre = parameters.centre();
    int components = parameters.components();
    int n = rows.rows();
    joint = new double[n * components];
    jointBounds = new double[n * components];
    logDensities = new double[n];
    logDensityBounds = new double[n];
    responsibilities = new double[n * components];
    responsibilityBounds = new double[n * components];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < components; k++) {
        evaluate(i, k);
      }
      normalize(i);
    }
  }

  private void evaluate(int i, int k) {
    int d = parameters.dimension();
    if (parameters.factors().isUniform(k)) {
      evaluateUniform(i * parameters.components() + k, k);
      return;
    }
    Accumulator distance = new Accumulator();
    Accumulator whitened = new Accumulator();
    double distanceBound = 0;
    double logDeterminant = 0;
    double magnitude = 0;
    for (int j = 0; j < d; j++) {
      whitened.clear();
      double absolute = 0;
      for (int l = 0; l <= j; l++) {
        double w = factor(k, j, l);
        if (w != 0) {
          double x = rows.values()[rows.rowOffset(i) + l];
          double mean = parameters.means()[k * d + l];
          whitened.addProductOfDifference(w, x, mean);
          absolute += Math.abs(w) * (Math.abs(x - centre[l]) + Math.abs(mean - centre[l]));
        }
      }
      distance.addSquare(whitened);
      double y = Math.abs(whitened.value());
      double delta = (d + 4) * EPSILON * absolute;
      distanceBound += 2 * y * delta + delta * delta;
      double logDiagonal = Math.log(factor(k, j, j));
      logDeterminant += logDiagonal;
      magnitude += Math.abs(logDiagonal);
    }
    double half = 0.5 * distance.value();
    double logWeight = parameters.logWeights()[k];
    double logTwoPi = 0.5 * d * Math.log(2 * Math.PI);
    int index = i * parameters.components() + k;
    joint[index] = logWeight + logDeterminant - logTwoPi - half;
    magnitude += logTwoPi + half + (Double.isInfinite(logWeight) ? 0 : Math.abs(logWeight));
    jointBounds[index] = 0.5 * distanceBound + (d + 8) * EPSILON * magnitude;
  }

  private void evaluateUniform(int index, int k) {
    double logWeight = parameters.logWeights()[k];
    double logDensity = parameters.factors().logDeterminant(k);
    joint[index] = logWeight + logDensity;
    jointBounds[index] =
        (parameters.dimension() + 8) * EPSILON * (Math.abs(logWeight) + Math.abs(logDensity));
  }

  private double factor(int k, int row, int column) {
    int d = parameters.dimension();
    double[] values = parameters.factors().values();
    if (parameters.factors().shape() == PrecisionFactors.Shape.AXIS_ALIGNED) {
      return row == column ? values[k * d + row] : 0;
    }
    int matrix = parameters.factors().shape() == PrecisionFactors.Shape.TRIANGULAR ? k * d * d : 0;
    return values[matrix + row * d + column];
  }

  private void normalize(int i) {
    int components = parameters.components();
    int from = i * components;
    double largest = joint[from + label(i)];
    double sum = 0;
    for (int k = 0; k < components; k++) {
      responsibilities[from + k] = Math.exp(joint[from + k] - largest);
      sum += responsibilities[from + k];
    }
    double mixed = 0;
    for (int k = 0; k < components; k++) {
      responsibilities[from + k] /= sum;
      mixed += responsibilities[from + k] * jointBounds[from + k];
    }
    logDensities[i] = largest + Math.log(sum);
    double rounding = (components + 8) * EPSILON;
    logDensityBounds[i] = 2 * mixed + rounding * (1 + Math.abs(logDensities[i]));
    for (int k = 0; k < components; k++) {
      // Errors of exponents of a size that exp itself rounds them at, and results at the edge of
      // underflow.
      double exponent = Math.abs(joint[from + k] - largest);
      double relative = 2 * (jointBounds[from + k] + mixed)
          + rounding * (1 + Math.min(exponent, 1000) + Math.abs(largest));
      responsibilityBounds[from + k] = responsibilities[from + k] * relative + 1e-300;
    }
  }

  /** Returns the log-density of each row. */
  public double[] logDensities() {
    return logDensities;
  }

  /** Returns how far a kernel's log-densities may be off. */
  public double[] logDensityBounds() {
    return logDensityBounds;
  }

  /** Returns the responsibilities, {@code rows*K} numbers, row-major. */
  public double[] responsibilities() {
    return responsibilities;
  }

  /** Returns how far a kernel's responsibilities may be off. */
  public double[] responsibilityBounds() {
    return responsibilityBounds;
  }

  /** Returns the component of highest posterior probability of a row; the smallest index of equals. */
  public int label(int row) {
    int components = parameters.components();
    int best = 0;
    for (int k = 1; k < components; k++) {
      if (joint[row * components + k] > joint[row * components + best]) {
        best = k;
      }
    }
    return best;
  }

  /** Tells whether no rounding can make another component seem likelier than the likeliest of a row. */
  public boolean isClear(int row) {
    int components = parameters.components();
    int best = row * components + label(row);
    for (int k = row * components; k < (row + 1) * components; k++) {
      double gap = joint[best] - joint[k];
      if (k != best && gap <= 2 * (jointBounds[best] + jointBounds[k])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the weighted log-density of a row under its likeliest component. */
  public double largestJoint(int row) {
    return joint[row * parameters.components() + label(row)];
  }

  /** Returns how far a kernel's weighted log-density of the likeliest component may be off. */
  public double largestJointBound(int row) {
    return jointBounds[row * parameters.components() + label(row)];
  }
}
