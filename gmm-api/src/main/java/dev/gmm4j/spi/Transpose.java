package dev.gmm4j.spi;

/** The choice between an operand of a product as stored and its transpose. */
public enum Transpose {
  /** The matrix as it is stored. */
  NO,
  /** The transpose of the stored matrix. */
  YES
}
