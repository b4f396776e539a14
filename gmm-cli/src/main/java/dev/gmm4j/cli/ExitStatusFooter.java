package dev.gmm4j.cli;

/** The end of each command's help. */
final class ExitStatusFooter {
  static final String HEADING = "Exit status:";
  static final String DONE = "  0  done";
  static final String FAILED = "  1  it failed, for the reason that is named";
  static final String USAGE = "  2  wrong usage";
  static final String DATA = "  3  unreadable or invalid data";

  private ExitStatusFooter() {}
}
