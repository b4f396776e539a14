package dev.gmm4j.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
  @TempDir
  private Path folder;

  /** What is promised of both ways to write. */
  enum Way {
    PLAIN {
      @Override
      void write(Path file, String content) throws FileWriteException {
        AtomicFile.writeText(file, writer -> writer.write(content));
      }
    },
    DURABLE {
      @Override
      void write(Path file, String content) throws FileWriteException {
        AtomicFile.writeDurably(file, content.getBytes(StandardCharsets.UTF_8));
      }
    };

    abstract void write(Path file, String content) throws FileWriteException;
  }

  private Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @EnumSource
  void newFile_isWritten(Way way) throws IOException {
    Path file = folder.resolve("out.csv");
    way.write(file, "\u00e4,1\n");

    assertThat(Files.readAllBytes(file)).containsExactly(0xC3, 0xA4, ',', '1', '\n');
    assertThat(names()).containsExactly("out.csv");
  }

  @ParameterizedTest
  @EnumSource
  void existingFile_isReplaced(Way way) throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "a long former content");
    way.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("out.csv");
  }

  @Test
  void existingFile_staysUntilItsSuccessorIsComplete() throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "old");
    AtomicFile.writeText(file, writer -> {
      writer.write("new");
      writer.flush();
      assertThat(file).hasContent("old");
      assertThat(names()).hasSize(2);
    });

    assertThat(file).hasContent("new");
  }

  @Test
  void bytes_areWritten() throws IOException {
    Path file = folder.resolve("out.png");
    AtomicFile.write(file, out -> out.write(new byte[] {1, 2, (byte) 0xFF}));

    assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 0xFF);
  }

  @Test
  void failingContent_leavesNoTrace() throws IOException {
    Path file = Files.writeString(folder.resolve("out.csv"), "old");
    assertThatIllegalStateException()
        .isThrownBy(() -> AtomicFile.writeText(file, writer -> {
          writer.write("half");
          throw new IllegalStateException("stopped");
        }));
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> AtomicFile.writeText(file, writer -> {
          throw new IOException("No space left on device");
        }))
        .withMessage("cannot write " + file + ": No space left on device");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("out.csv");
  }

  @ParameterizedTest
  @EnumSource
  void unwritableTargets_areNamed(Way way) throws IOException {
    Path inMissing = folder.resolve("missing").resolve("out.csv");
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> way.write(inMissing, ""))
        .withMessage("cannot write " + inMissing + ": no such file or folder");
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> way.write(folder, ""))
        .withMessageStartingWith("cannot write " + folder + ": ");
    Path file = Files.writeString(folder.resolve("plain"), "");
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> way.write(file.resolve("below"), ""))
        .withMessageStartingWith("cannot write " + file.resolve("below") + ": ");
  }

  @ParameterizedTest
  @EnumSource
  void link_isFollowed(Way way) throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path real = Files.writeString(other.resolve("real"), "old");
    Path second = Files.createSymbolicLink(other.resolve("second"), Path.of("real"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("other", "second"));
    way.write(first, "new");

    assertThat(first).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(Files.isSymbolicLink(real)).isFalse();
    assertThat(real).hasContent("new");
    assertThat(names()).containsExactlyInAnyOrder("other", "first");
    assertThat(other).isDirectoryNotContaining("glob:**.tmp");
  }

  @ParameterizedTest
  @EnumSource
  void danglingLink_hasItsTargetCreated(Way way) throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(other.resolve("second"), Path.of("..", "real"));
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("other", "second"));
    way.write(first, "new");

    assertThat(first).isSymbolicLink();
    assertThat(other.resolve("second")).isSymbolicLink();
    assertThat(folder.resolve("real")).hasContent("new");
    assertThat(names()).containsExactlyInAnyOrder("other", "first", "real");
  }

  @ParameterizedTest
  @EnumSource
  void linksInACircle_areRefused(Way way) throws IOException {
    Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
    Files.createSymbolicLink(folder.resolve("second"), Path.of("first"));

    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> way.write(first, "new"))
        .withMessage("cannot write " + first + ": too many symbolic links");
    assertThat(AtomicFile.obstacle(first)).isEqualTo("too many symbolic links");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxrwx", "r--r--r--"})
  void permissions_areKept(String mode) throws IOException {
    for (Way way : Way.values()) {
      Path file = Files.writeString(folder.resolve(way + ".csv"), "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Path link = Files.createSymbolicLink(folder.resolve(way + ".link"), file);
      way.write(file, "new");
      assertThat(permissions(file)).isEqualTo(mode);
      way.write(link, "newer");
      assertThat(permissions(file)).isEqualTo(mode);
      assertThat(file).hasContent("newer");
    }
  }

  @Test
  void unfinishedFile_isNotReadableForOthersThanItsTarget() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFile.writeText(file, writer -> {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path each : files.toList()) {
          assertThat(permissions(each)).isEqualTo("rw-------");
        }
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void newFile_hasThePermissionsOfAnyNewFile(Way way) throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");
    Path file = folder.resolve("out.csv");
    way.write(file, "");

    assertThat(permissions(file)).isEqualTo(permissions(usual));
  }

  @Test
  void temporaryNames_areNeverTheSame() throws IOException {
    Path file = folder.resolve("out.csv");
    Set<String> temporary = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      AtomicFile.writeText(file, writer -> temporary.addAll(names()));
    }
    temporary.remove("out.csv");

    assertThat(temporary)
        .hasSize(50)
        .allMatch(name -> name.matches("\\.gmm4j-.*-[0-9a-f]{32}\\.tmp"));
  }

  @ParameterizedTest
  @EnumSource
  void longestName_isNoObstacle(Way way) throws IOException {
    Path file = folder.resolve("x".repeat(255));
    way.write(file, "new");

    assertThat(file).hasContent("new");
  }

  @Test
  void device_isWrittenToDirectly() throws IOException {
    Path device = Path.of("/dev/null");
    AtomicFile.writeText(device, writer -> writer.write("x"));

    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
    assertThat(AtomicFile.obstacle(device)).isNull();
    assertThatExceptionOfType(FileWriteException.class)
        .isThrownBy(() -> AtomicFile.writeDurably(device, new byte[1]))
        .withMessage("cannot write /dev/null: the file is moved into place, and this is no regular"
            + " file");
  }

  @Test
  void namedPipe_isWrittenToDirectly() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    try {
      AtomicFile.writeText(link, writer -> writer.write("through the pipe"));
      assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("through the pipe");
    } finally {
      reader.destroyForcibly();
    }
    assertThat(names()).containsExactlyInAnyOrder("pipe", "link");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void obstacle_isFoundBeforeWriting() throws IOException {
    assertThat(AtomicFile.obstacle(folder.resolve("new"))).isNull();
    assertThat(AtomicFile.obstacle(Files.createFile(folder.resolve("old")))).isNull();
    assertThat(AtomicFile.obstacle(folder)).isEqualTo("it is a folder");
    Path missing = folder.resolve("missing");
    assertThat(AtomicFile.obstacle(missing.resolve("new")))
        .isEqualTo("there is no folder " + missing);
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), Path.of("missing", "new"));
    assertThat(AtomicFile.obstacle(dangling)).isEqualTo("there is no folder " + missing);
  }

  @Test
  void whatKilledProcessesLeft_isDeleted() throws IOException {
    Path file = folder.resolve("fit.ckpt");
    Path other = folder.resolve("other.ckpt");
    AtomicFile.deleteUnfinished(file);
    Set<String> left = new HashSet<>();
    for (Path each : new Path[] {file, file, other}) {
      // Copies what is there before the process would be killed.
      AtomicFile.writeText(each, writer -> {
        for (String name : names()) {
          if (name.endsWith(".tmp")) {
            left.add(name);
          }
        }
      });
    }
    for (String name : left) {
      Files.writeString(folder.resolve(name), "half");
    }
    assertThat(left).hasSize(3);
    AtomicFile.deleteUnfinished(Files.createSymbolicLink(folder.resolve("link"), file));

    assertThat(names()).hasSize(4).contains("fit.ckpt", "other.ckpt", "link");
    AtomicFile.deleteUnfinished(folder.resolve("missing").resolve("fit.ckpt"));
  }

  @Test
  void nextWrite_deletesWhatIsAbandoned() throws IOException {
    Path file = folder.resolve("model.json");
    Path old = abandoned(file, Duration.ofMinutes(1));
    Path ofOther = abandoned(folder.resolve("other.json"), Duration.ofMinutes(1));
    Path recent = abandoned(file, Duration.ZERO);

    AtomicFile.writeText(file, writer -> writer.write("new"));

    assertThat(folder)
        .isDirectoryContaining(recent::equals)
        .isDirectoryContaining(ofOther::equals)
        .isDirectoryNotContaining(old::equals);
  }

  /** A temporary file of a file, last written some time ago, by a process that is gone. */
  private Path abandoned(Path file, Duration age) throws IOException {
    List<Path> temporary = new ArrayList<>();
    AtomicFile.writeText(file, writer -> {
      for (String name : names()) {
        if (name.endsWith(".tmp") && Files.size(folder.resolve(name)) == 0) {
          temporary.add(folder.resolve(name));
        }
      }
    });
    Path copy = Files.writeString(temporary.get(0), "half");
    return Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void nextWrite_leavesWhatIsBeingWritten() throws IOException {
    Path file = folder.resolve("model.json");

    AtomicFile.writeText(file, first -> {
      for (String name : names()) {
        Files.setLastModifiedTime(
            folder.resolve(name), FileTime.from(Instant.now().minusSeconds(60)));
      }
      AtomicFile.writeText(file, second -> second.write("second"));
      first.write("first");
    });

    assertThat(file).hasContent("first");
    assertThat(names()).containsExactly("model.json");
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
      assertThat(names()).hasSize(2);
      // The signal that asks a process to end.
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("out.csv");
  }

  /** Writes half a file, says so and waits to be ended. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.writeText(Path.of(args[0]), writer -> {
        writer.write("half");
        writer.flush();
        new java.io.PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out),
                true,
                StandardCharsets.UTF_8)
            .println("writing");
        try {
          Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      });
    }
  }
}
