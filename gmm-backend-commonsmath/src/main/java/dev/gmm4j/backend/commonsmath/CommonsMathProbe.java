package dev.gmm4j.backend.commonsmath;

import dev.gmm4j.spi.Availability;
import org.apache.commons.math3.linear.RealMatrix;

/** Tries one small operation; apart from the provider, which must load without Commons Math. */
final class CommonsMathProbe {
  private CommonsMathProbe() {}

  static Availability run() {
    double[] factor = new double[4];
    int failed = new CommonsMathBackend().cholesky(2, new double[] {4, 2, 2, 5}, factor);
    if (failed >= 0 || factor[0] != 2 || factor[2] != 1 || factor[3] != 2) {
      return Availability.unavailable(
          "Commons Math " + version() + " gets a 2x2 Cholesky factorization wrong",
          "use another version of Commons Math 3");
    }
    return Availability.available("Commons Math " + version() + ", pure Java");
  }

  /** The version that the jar states; shaded into another jar it states none. */
  private static String version() {
    String version = RealMatrix.class.getPackage().getImplementationVersion();
    return version == null ? "3" : version;
  }
}
