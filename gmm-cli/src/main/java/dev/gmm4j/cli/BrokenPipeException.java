package dev.gmm4j.cli;

import java.io.IOException;

/** Nobody reads standard output any more. */
final class BrokenPipeException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenPipeException(IOException cause) {
    super("standard output was closed", cause);
  }
}
