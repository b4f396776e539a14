package dev.gmm4j.cli;

import org.jspecify.annotations.Nullable;

/** A failure whose message and exit status are decided. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  CommandFailure(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
