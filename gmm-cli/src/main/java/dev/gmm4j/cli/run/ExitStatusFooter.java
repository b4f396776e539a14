package dev.gmm4j.cli.run;

/** The end of each command's help. */
public final class ExitStatusFooter {
  public static final String HEADING = "Exit status:";
  public static final String DONE = "  0  done";
  public static final String FAILED = "  1  it failed, for the reason that is named";
  public static final String USAGE = "  2  wrong usage";
  public static final String DATA = "  3  unreadable or invalid data";

  private ExitStatusFooter() {}
}
