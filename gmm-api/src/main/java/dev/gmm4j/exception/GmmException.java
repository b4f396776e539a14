package dev.gmm4j.exception;

import org.jspecify.annotations.Nullable;

/** A failure of fitting or of a backend, other than a wrong argument. */
public class GmmException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message for the user. */
  public GmmException(String message) {
    super(message);
  }

  /** Creates an exception with a message for the user and what caused it. */
  public GmmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
