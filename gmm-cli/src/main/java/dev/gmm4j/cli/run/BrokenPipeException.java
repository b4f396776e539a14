package dev.gmm4j.cli.run;

import java.io.IOException;

/** Nobody reads standard output any more. */
public final class BrokenPipeException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenPipeException(IOException cause) {
    super("standard output was closed", cause);
  }
}
