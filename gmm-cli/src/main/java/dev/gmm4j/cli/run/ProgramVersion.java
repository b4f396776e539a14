package dev.gmm4j.cli.run;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar, and of the Java that runs it. */
public final class ProgramVersion implements IVersionProvider {
  /** Returns the version in one line. */
  public static String line() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return "gmm " + (version == null ? "(not packaged)" : version) + " (Java "
        + Runtime.version().feature() + ")";
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
