package dev.gmm4j.backend.vector;

import dev.gmm4j.Backends;
import dev.gmm4j.tck.TckRunner;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of JVMs of their own: writes what becomes of the backend there to a file. */
final class KitRun {
  private KitRun() {}

  /**
   * Runs the compatibility kit on this backend, or notes which backend is chosen.
   *
   * @param arguments {@code kit} or {@code choose}, and the file to write
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("kit")) {
      ClassLoader loader = KitRun.class.getClassLoader();
      Files.writeString(
          file, TckRunner.run(TckRunner.provider("vector", loader)).toText());
    } else {
      Backends backends = Backends.standard();
      Files.writeString(file, backends.automatic().id() + "\n" + backends.reports());
    }
  }
}
