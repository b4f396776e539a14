package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * How far from a component the samples of a panel may be and still have a part in it, given the densities known so far.
 */
final class Reach {
  private final double[] maxima = new double[Panels.WIDTH];
  private double negligible;
  private double bound;

  /** Starts a panel. */
  void begin(double newNegligible) {
    negligible = newNegligible;
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
  }

  /** Turns to a component. */
  void turnTo(double logCoefficient) {
    bound = 2 * (logCoefficient + negligible);
  }

  /** Returns the largest log-densities so far. */
  double[] maxima() {
    return maxima;
  }

  /** Tells whether partial squared distances are already so large that no sample has a part in the component. */
  boolean isExceededBy(double[] squares) {
    DoubleVector b = DoubleVector.broadcast(SPECIES, bound);
    DoubleVector u = DoubleVector.fromArray(SPECIES, maxima, 0);
    DoubleVector v = DoubleVector.fromArray(SPECIES, maxima, LANES);
    u = b.sub(u.add(u));
    v = b.sub(v.add(v));
    return DoubleVector.fromArray(SPECIES, squares, 0)
        .compare(VectorOperators.GT, u)
        .and(DoubleVector.fromArray(SPECIES, squares, LANES).compare(VectorOperators.GT, v))
        .allTrue();
  }
}
