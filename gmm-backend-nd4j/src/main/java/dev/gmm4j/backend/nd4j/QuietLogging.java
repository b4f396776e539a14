package dev.gmm4j.backend.nd4j;

/**
 * Keeps SLF4J, which ND4J logs through, from printing three lines about itself in applications that have no binding of
 * it; applications that have one are left alone.
 */
final class QuietLogging {
  // Read once, when SLF4J starts; since SLF4J 2.0.10.
  private static final String VERBOSITY = "slf4j.internal.verbosity";
  private static final String BINDING = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

  private QuietLogging() {}

  /** Runs what makes SLF4J start. */
  static void during(Runnable start) {
    ClassLoader loader = QuietLogging.class.getClassLoader();
    boolean quiet = System.getProperty(VERBOSITY) == null
        && loader != null
        && loader.getResource(BINDING) == null;
    if (!quiet) {
      start.run();
      return;
    }
    System.setProperty(VERBOSITY, "ERROR");
    try {
      start.run();
    } finally {
      System.clearProperty(VERBOSITY);
    }
  }
}
