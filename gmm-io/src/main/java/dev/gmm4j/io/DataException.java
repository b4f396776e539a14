package dev.gmm4j.io;

import org.jspecify.annotations.Nullable;

/**
 * A file that cannot be read or written, or whose contents are not valid; the message is one line that names the file,
 * and line and column where they apply.
 */
public class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception with a message for the user. */
  public DataException(String message) {
    this(message, null);
  }

  /** Creates an exception with a message for the user and what caused it. */
  public DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
