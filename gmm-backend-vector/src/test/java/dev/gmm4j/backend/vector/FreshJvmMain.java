package dev.gmm4j.backend.vector;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.backend.vector.simd.Simd;
import dev.gmm4j.tck.TckRunner;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of JVMs of their own: writes what becomes of the backend there to a file. */
final class FreshJvmMain {
  private FreshJvmMain() {}

  /**
   * Runs the compatibility kit on this backend, or notes which backend is chosen, or a digest of results.
   *
   * @param arguments {@code kit}, {@code choose} or {@code digest}; the file to write; for a digest, how often to compute
   */
  public static void main(String[] arguments) throws Exception {
    String text = switch (arguments[0]) {
      case "kit" ->
        TckRunner.run(TckRunner.provider("vector", FreshJvmMain.class.getClassLoader()))
            .toText();
      case "choose" -> {
        Backends backends = Backends.standard();
        yield backends.automatic().id() + "\n" + backends.reports();
      }
      case "digest" -> Simd.LANES + " lanes: " + digest(Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    };
    Files.writeString(Path.of(arguments[1]), text);
  }

  private static String digest(int times) {
    int digest = 0;
    for (int i = 0; i < times; i++) {
      digest = Digest.ofAllOperations();
    }
    return Integer.toHexString(digest);
  }
}
