package dev.gmm4j.cli.run;

/** The exit status of the command. */
public final class ExitStatus {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int DATA = 3;

  /** The status that a shell makes of SIGINT. */
  public static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
