package dev.gmm4j.backend.vector;

import dev.gmm4j.backend.vector.dense.Operand;
import dev.gmm4j.backend.vector.dense.RowCombinations;
import dev.gmm4j.backend.vector.simd.Simd;
import dev.gmm4j.backend.vector.simd.VectorWidth;
import dev.gmm4j.spi.Availability;

/** Tries one small operation on vectors; apart from the provider, which must load without them. */
final class VectorProbe {
  private VectorProbe() {}

  static Availability run() {
    try {
      VectorWidth.species();
    } catch (IllegalArgumentException e) {
      return Availability.unavailable(
          String.valueOf(e.getMessage()), "correct or remove the property");
    }
    double[] y = new double[Simd.LANES];
    Operand two = new Operand(new double[] {2}, 0, 1, 1);
    double[] x = new double[Simd.LANES];
    x[Simd.LANES - 1] = -1.5;
    RowCombinations.subtract(1, two, new Operand(x, 0, Simd.LANES, 1), y, 0, Simd.LANES);
    if (y[Simd.LANES - 1] != 3) {
      return Availability.unavailable(
          "jdk.incubator.vector gets a multiplication wrong", "use another JDK");
    }
    return Availability.available("jdk.incubator.vector, " + Simd.SPECIES.vectorBitSize()
        + " bits, " + (Simd.FMA ? "fused multiply-add" : "no fused multiply-add"));
  }
}
