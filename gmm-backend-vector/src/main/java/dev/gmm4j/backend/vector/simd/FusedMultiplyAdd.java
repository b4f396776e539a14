package dev.gmm4j.backend.vector.simd;

/** Finds out whether the processor has a fused multiply-add, which no API of the JDK tells. */
public final class FusedMultiplyAdd {
  /** The system property that tells whether there is one, where the measurement is not to be trusted. */
  static final String PROPERTY = "gmm4j.vector.fma";

  private static final int CALLS = 8;
  private static final int TRIES = 16;

  /**
   * Between what the two ways take: an instruction 20 nanoseconds, even when it is interpreted; exact big numbers a
   * microsecond, even when they are compiled.
   */
  private static final long NANOSECONDS = 300;

  /** Measured once: without the instruction it takes some hundredths of a second. */
  private static final class Measured {
    static final boolean FAST = measure();
  }

  private FusedMultiplyAdd() {}

  /** Returns what the property {@value #PROPERTY} says, else what was measured. */
  public static boolean isFast() {
    String property = System.getProperty(PROPERTY, "");
    return property.isEmpty() ? Measured.FAST : Boolean.parseBoolean(property);
  }

  /**
   * Times some calls until they are quick once: a thread that is interrupted makes an instruction slow, but nothing
   * makes big numbers quick.
   */
  static boolean measure() {
    double x = 0.1;
    for (int i = 0; i < TRIES; i++) {
      long began = System.nanoTime();
      for (int call = 0; call < CALLS; call++) {
        x = Math.fma(x, 0.7, 0.3);
      }
      long took = System.nanoTime() - began;
      // The second condition holds always; it keeps the calls from being removed as useless.
      if (took < CALLS * NANOSECONDS && x > 0) {
        return true;
      }
    }
    return false;
  }
}
