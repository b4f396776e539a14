package dev.gmm4j.spi;

/** Which second moments statistics hold. */
public enum Moments {
  /** None: weights and first moments only. */
  NONE,
  /** The diagonal for each component; {@code K*d} numbers. */
  DIAGONAL,
  /** One matrix, summed over components; {@code d*d} numbers. */
  POOLED,
  /** A matrix for each component; {@code K*d*d} numbers. */
  FULL;

  /** Returns how many numbers the second moments are. */
  public int size(int components, int dimension) {
    return switch (this) {
      case NONE -> 0;
      case DIAGONAL -> Math.multiplyExact(components, dimension);
      case POOLED -> Math.multiplyExact(dimension, dimension);
      case FULL -> Math.multiplyExact(components, Math.multiplyExact(dimension, dimension));
    };
  }
}
