package dev.gmm4j.backend.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Has the Vector API look up each operation once, before any code is hot.
 *
 * <p>The API looks an operation up when it first meets it, and remembers it. In JDK 17, a lookup that comes after the
 * method for it was compiled is a trap; the compiler counts that trap again for each vector operation of a method that it
 * compiles, gives up assumptions about types once it has counted a hundred, and then leaves vectors on the heap, so that
 * the same code runs at half the speed. Whether that happened depended on the moment of compilation.
 */
final class OperationLookup {
  private OperationLookup() {}

  /** Carries out each operation that code here uses; what they come to does not matter. */
  static double all(VectorSpecies<Double> species, boolean fma) {
    DoubleVector x = DoubleVector.broadcast(species, 2);
    DoubleVector y = x.add(x).sub(x).mul(x).div(x).max(x).min(x).sqrt().abs().neg();
    y = y.add(1).sub(1).mul(1).div(1);
    if (fma) {
      y = y.fma(x, x);
    }
    LongVector bits = y.reinterpretAsLongs();
    bits = bits.add(bits).sub(bits).or(bits).sub(1).or(1);
    bits = bits.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 1);
    return bits.reinterpretAsDoubles().lane(0);
  }
}
