package dev.gmm4j.backend.vector.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Chooses how wide vectors are; apart from {@link Simd}, where a wrong choice could only be an error. */
public final class VectorWidth {
  /** The system property that asks for narrower vectors than the widest there are, in bits. */
  public static final String PROPERTY = "gmm4j.vector.bits";

  private VectorWidth() {}

  /**
   * Returns the species that the property asks for, else the widest.
   *
   * @throws IllegalArgumentException if the property asks for one that there is not
   */
  public static VectorSpecies<Double> species() {
    String bits = System.getProperty(PROPERTY, "");
    VectorSpecies<Double> widest = DoubleVector.SPECIES_PREFERRED;
    if (bits.isEmpty()) {
      return widest;
    }
    for (int narrower = widest.vectorBitSize(); narrower >= Double.SIZE; narrower /= 2) {
      if (bits.equals(Integer.toString(narrower))) {
        return VectorSpecies.of(double.class, VectorShape.forBitSize(narrower));
      }
    }
    throw new IllegalArgumentException("the property " + PROPERTY
        + " must be a power of 2, from " + Double.SIZE + " to the " + widest.vectorBitSize()
        + " bits of this processor's vectors, but was " + bits);
  }
}
