package dev.gmm4j.exception;

/** A checkpoint that a fit cannot go on from: of other samples or settings, or not what the fit computes here. */
public final class InvalidCheckpointException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message for the user. */
  public InvalidCheckpointException(String message) {
    super(message);
  }
}
