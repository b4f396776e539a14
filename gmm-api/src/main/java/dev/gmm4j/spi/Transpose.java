package dev.gmm4j.spi;

/** Whether an operand of a product is taken as stored or transposed. */
public enum Transpose {
  /** The matrix as it is stored. */
  NO,
  /** The transpose of the stored matrix. */
  YES
}
