package dev.gmm4j.cli.run;

import org.jspecify.annotations.Nullable;

/** A failure whose message and exit status are decided. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  /** Creates a failure that ends the command with an exit status. */
  public CommandFailure(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** Returns the exit status. */
  public int status() {
    return status;
  }
}
