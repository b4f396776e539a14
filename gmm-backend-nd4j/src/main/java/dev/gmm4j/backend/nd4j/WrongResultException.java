package dev.gmm4j.backend.nd4j;

/** The native library loads, but computes wrong results. */
final class WrongResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongResultException(String message) {
    super(message);
  }
}
