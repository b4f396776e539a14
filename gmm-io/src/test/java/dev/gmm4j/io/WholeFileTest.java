package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir
  private Path folder;

  private void assertOnlyFile(String name, String contents) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve(name));
    }
    assertThat(folder.resolve(name)).hasContent(contents);
  }

  @Test
  void newFile_isWritten() throws IOException {
    WholeFile.write(folder.resolve("out.csv"), writer -> writer.write("\u00e4,1\n"));
    assertThat(Files.readAllBytes(folder.resolve("out.csv")))
        .containsExactly(0xC3, 0xA4, ',', '1', '\n');
    assertOnlyFile("out.csv", "\u00e4,1\n");
  }

  @Test
  void existingFile_isReplacedOnlyWhenComplete() throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "old");
    WholeFile.write(file, writer -> {
      writer.write("new");
      writer.flush();
      assertThat(file).hasContent("old");
    });
    assertOnlyFile("out.csv", "new");
  }

  @Test
  void failingBody_leavesNoTrace() throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "old");
    assertThatIllegalStateException()
        .isThrownBy(() -> WholeFile.write(file, writer -> {
          writer.write("half");
          throw new IllegalStateException("stopped");
        }));
    assertOnlyFile("out.csv", "old");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> WholeFile.write(file, writer -> {
          throw new IOException("No space left on device");
        }))
        .withMessage("cannot write " + file + ": No space left on device");
    assertOnlyFile("out.csv", "old");
  }

  @Test
  void bytes_areWritten() throws IOException {
    WholeFile.writeBytes(
        folder.resolve("out.png"), out -> out.write(new byte[] {1, 2, (byte) 0xFF}));
    assertThat(Files.readAllBytes(folder.resolve("out.png"))).containsExactly(1, 2, 0xFF);
  }

  @Test
  void unwritableTargets_areNamed() throws IOException {
    Path inMissing = folder.resolve("missing").resolve("out.csv");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> WholeFile.write(inMissing, writer -> {}))
        .withMessage("cannot write " + inMissing + ": no such file or folder");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> WholeFile.write(folder, writer -> {}))
        .withMessage("cannot write " + folder + ": it is a folder");
    Path file = Files.writeString(folder.resolve("plain"), "");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> WholeFile.write(file.resolve("below"), writer -> {}))
        .withMessageStartingWith("cannot write " + file.resolve("below") + ": ");
  }

  @Test
  void link_keepsPointingToTheReplacedFile() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    WholeFile.write(link, writer -> writer.write("new"));
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void permissions_areKept() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    WholeFile.write(file, writer -> writer.write("new"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void device_isWrittenToDirectly() {
    Path device = Path.of("/dev/null");
    WholeFile.write(device, writer -> writer.write("x"));
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
  }

  @Test
  void endedProcess_leavesNoTrace() throws Exception {
    Path file = Files.writeString(folder.resolve("out.csv"), "old");
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Endless.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("writing");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).hasSize(2);
      }
      // The signal that asks a process to end.
      process.destroy();
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertOnlyFile("out.csv", "old");
  }

  /** Writes half a file, says so and waits to be ended. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      WholeFile.write(Path.of(args[0]), writer -> {
        writer.write("half");
        writer.flush();
        new java.io.PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out),
                true,
                StandardCharsets.UTF_8)
            .println("writing");
        try {
          // For ever: a file that is finished would be no half file.
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
    }
  }
}
