package dev.gmm4j.exception;

/**
 * A refusal of what would need more memory than this JVM may have, or more numbers than an array holds, before any of it
 * is allocated. Matrices of very many features are such; variances along the axes are not.
 */
public final class MemoryLimitException extends GmmException {
  private static final long serialVersionUID = 1;

  private final double requiredBytes;

  /**
   * Creates an exception.
   *
   * @param message for the user; it tells what would need how much
   * @param requiredBytes the least memory that would be needed, in bytes; can be more than a {@code long} holds
   */
  public MemoryLimitException(String message, double requiredBytes) {
    super(message);
    this.requiredBytes = requiredBytes;
  }

  /** Returns the least memory that would be needed, in bytes. */
  public double requiredBytes() {
    return requiredBytes;
  }
}
