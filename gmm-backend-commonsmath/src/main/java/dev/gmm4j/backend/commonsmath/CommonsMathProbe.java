package dev.gmm4j.backend.commonsmath;

import dev.gmm4j.spi.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.commons.math3.linear.RealMatrix;

/** Tries one small operation; apart from the provider, which must load without Commons Math. */
final class CommonsMathProbe {
  private static final String PROPERTIES =
      "/META-INF/maven/org.apache.commons/commons-math3/pom.properties";

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

  /** The version that the library's jar states; found on the class path, module path and in a shaded jar alike. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = RealMatrix.class.getResourceAsStream(PROPERTIES)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      // The version is only told; the backend works without it.
    }
    return properties.getProperty("version", "3");
  }
}
