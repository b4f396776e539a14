package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Looks for the jars that the backend stands on, without loading a class of theirs. */
final class Nd4jJars {
  private static final String ND4J = "org/nd4j/linalg/factory/Nd4j.class";
  private static final String OPENBLAS = "org/bytedeco/openblas/global/openblas.class";
  // What nd4j-native and its siblings for other devices register themselves by.
  private static final String IMPLEMENTATION =
      "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private static final String REMEDY =
      "add org.nd4j:nd4j-native, org.bytedeco:openblas and org.bytedeco:javacpp, each with its jar of native libraries"
          + " for this platform, in the versions of gmm-backend-nd4j to the class path";

  private Nd4jJars() {}

  /**
   * Tells whether a class loader, the system's if null, sees the jars, and which versions.
   *
   * @param state what is known of the native library
   */
  static Availability find(@Nullable ClassLoader given, String state) {
    ClassLoader loader = given == null ? ClassLoader.getSystemClassLoader() : given;
    if (loader.getResource(ND4J) == null || loader.getResource(IMPLEMENTATION) == null) {
      return missing("ND4J");
    }
    if (loader.getResource(OPENBLAS) == null) {
      return missing("OpenBLAS");
    }
    return Availability.available("ND4J" + version(loader, "org.nd4j/nd4j-api") + " with OpenBLAS"
        + version(loader, "org.bytedeco/openblas")
        + ", native; " + state);
  }

  private static Availability missing(String library) {
    return Availability.broken(library + " is not on the class path", REMEDY);
  }

  /** Returns a blank and the version that a jar states, or nothing if it states none. */
  private static String version(ClassLoader loader, String artifact) {
    String name = "META-INF/maven/" + artifact + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = loader.getResourceAsStream(name)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      // The version is for people to read; a jar that cannot be read shows when it is loaded.
      return "";
    }
    String version = properties.getProperty("version", "");
    return version.isEmpty() ? "" : " " + version;
  }

  /** Returns why the libraries do not work, and what to do: the reason stands at the end of a chain of causes. */
  static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof WrongResultException) {
      return String.valueOf(root.getMessage());
    }
    return "ND4J's native library is not usable: " + root + "; " + REMEDY;
  }
}
