package dev.gmm4j.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HotSpot does not compile methods beyond a size, and says nothing: tiles of that size are some fifty times slower. */
class HugeMethodTest {
  /** HotSpot's {@code HugeMethodLimit}, which its product builds do not let users change. */
  private static final int LIMIT = 8000;

  @Test
  void methods_ofTheBackend_areSmallEnoughToBeCompiled() throws URISyntaxException {
    Path classes = Path.of(
        VectorBackend.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(methods(classes))
        .as("methods, those of the unrolled loops among them")
        .anyMatch(method -> method.endsWith(" bytecodes") && method.contains("WholeFactorTiles."));
    assertThat(hugeMethods(classes)).isEmpty();
  }

  @Test
  void method_thatIsTooLarge_isNamedWithItsSize(@TempDir Path folder) throws IOException {
    // Each increment of a field takes 10 bytecodes: aload, dup, getfield 3, iconst, iadd, putfield
    // 3; a return follows.
    String source = "class Tile { int i; void small() { %s } void large() { %s } }"
        .formatted("i++;".repeat(799), "i++;".repeat(800));
    Path file = Files.writeString(folder.resolve("Tile.java"), source);

    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
        .isZero();

    assertThat(hugeMethods(folder)).containsExactly("Tile.large: 8001 bytecodes");
  }

  private static List<String> methods(Path classes) {
    return sizes(classes).map(MethodSize::toString).toList();
  }

  private static List<String> hugeMethods(Path classes) {
    return sizes(classes)
        .filter(method -> method.bytecodes() > LIMIT)
        .map(MethodSize::toString)
        .toList();
  }

  private static Stream<MethodSize> sizes(Path classes) {
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .flatMap(file -> MethodSize.ofClass(file).stream())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
