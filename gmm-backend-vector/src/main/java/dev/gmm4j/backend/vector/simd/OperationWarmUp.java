package dev.gmm4j.backend.vector.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Has the JVM meet all operations of the Vector API that code here uses before any of that code is hot.
 *
 * <p>Operations share methods within the API. In JDK 17 such a method is compiled for those that it has met. One that
 * comes later is a trap; the compiler counts that trap again for each place where it inlines the method, gives up
 * assumptions about types once it has counted a hundred, and then leaves vectors on the heap, so that the same code runs
 * at a half or a fifth of the speed until the process ends. Whether that happened depended on the moment of compilation.
 * So each operation is carried out once, for the API looks it up then, and then all of them again and again, until the
 * profiles that the compiler goes by have seen them.
 */
final class OperationWarmUp {
  /** The first JDK on which this was tried and is not needed. */
  private static final int WITHOUT_TRAP = 25;

  /** So often that methods are compiled with profiles, which begin after some 200 calls, and are still called then. */
  private static final int REPETITIONS = 400;

  private OperationWarmUp() {}

  /** Carries out all operations, the first time before this returns. */
  static void run(VectorSpecies<Double> species, boolean fma) {
    carryOut(species, fma);
    if (Runtime.version().feature() < WITHOUT_TRAP) {
      Thread repeating = new Thread(() -> repeat(species, fma), "gmm4j-vector-operations");
      repeating.setDaemon(true);
      repeating.start();
    }
  }

  private static void repeat(VectorSpecies<Double> species, boolean fma) {
    for (int i = 0; i < REPETITIONS; i++) {
      carryOut(species, fma);
    }
  }

  /** Carries out each operation; what they come to does not matter. */
  private static double carryOut(VectorSpecies<Double> species, boolean fma) {
    double[] numbers = new double[species.length()];
    DoubleVector x = DoubleVector.broadcast(species, 2);
    DoubleVector y = x.add(x).sub(x).mul(x).div(x).max(x).min(x).sqrt().abs().neg();
    y = y.add(1).sub(1).mul(1).div(1);
    if (fma) {
      y = y.fma(x, x);
    }
    y.intoArray(numbers, 0);
    y = DoubleVector.fromArray(species, numbers, 0).add(DoubleVector.zero(species));
    VectorMask<Double> greater = y.compare(VectorOperators.GT, x);
    VectorMask<Double> equal = y.compare(VectorOperators.EQ, x);
    if (greater.or(equal).anyTrue() || greater.and(equal).allTrue()) {
      y = y.blend(x, greater);
    }
    y = y.blend(x, equal);
    LongVector bits = y.reinterpretAsLongs();
    bits = bits.add(bits).sub(bits).or(bits).sub(1).or(1);
    bits = bits.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 1);
    return bits.reinterpretAsDoubles().lane(0);
  }
}
