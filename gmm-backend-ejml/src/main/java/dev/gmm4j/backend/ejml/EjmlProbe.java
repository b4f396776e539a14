package dev.gmm4j.backend.ejml;

import dev.gmm4j.spi.Availability;
import org.ejml.EjmlVersion;

/** Tries one small operation; apart from the provider, which must load without EJML. */
final class EjmlProbe {
  private EjmlProbe() {}

  static Availability run() {
    double[] factor = new double[4];
    int failed = new EjmlBackend().cholesky(2, new double[] {4, 2, 2, 5}, factor);
    if (failed >= 0 || factor[0] != 2 || factor[2] != 1 || factor[3] != 2) {
      return Availability.unavailable(
          "EJML " + EjmlVersion.VERSION + " gets a 2x2 Cholesky factorization wrong",
          "use another version of EJML");
    }
    return Availability.available("EJML " + EjmlVersion.VERSION + ", pure Java");
  }
}
