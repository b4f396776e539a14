package dev.gmm4j.exception;

import org.jspecify.annotations.Nullable;

/** No backend can be used, or not the one that was asked for; the message lists those that exist, with reasons. */
public final class BackendUnavailableException extends GmmException {
  private static final long serialVersionUID = 1;

  /** Creates an exception. */
  public BackendUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
