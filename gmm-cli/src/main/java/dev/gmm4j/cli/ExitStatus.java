package dev.gmm4j.cli;

/** What the command tells the shell. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int DATA = 3;

  /** What a shell makes of SIGINT. */
  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
