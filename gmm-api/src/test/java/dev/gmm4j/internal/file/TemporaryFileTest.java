package dev.gmm4j.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFileTest {
  @TempDir
  private Path folder;

  private Path target;

  @BeforeEach
  void writeTarget() throws IOException {
    target = Files.writeString(folder.resolve("target"), "old");
  }

  /** The attack: a link of the temporary name, to a file of the victim. */
  @Test
  void plantedLink_isNotOpened() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "SECRET");
    Path planted = Files.createSymbolicLink(folder.resolve("planted"), victim);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    for (Path link : List.of(planted, dangling)) {
      try (TemporaryFile temporary = TemporaryFile.named(link.getFileName().toString(), target)) {
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(temporary::open);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
            .isThrownBy(() -> temporary.writeDurably(new byte[] {1}));
      }
      assertThat(link).isSymbolicLink();
    }
    assertThat(victim).hasContent("SECRET");
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(target).hasContent("old");
  }

  @Test
  void fileOfTheSameName_isLeftAlone() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "of another");
    try (TemporaryFile temporary = TemporaryFile.named("there", target)) {
      assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(temporary::open);
    }
    assertThat(there).hasContent("of another");
  }

  @Test
  void move_isPlainOnlyWhereItCannotBeAtomic() throws IOException {
    List<List<CopyOption>> moves = new ArrayList<>();
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      try (OutputStream out = temporary.open()) {
        out.write('x');
      }
      temporary.moveTo(target, (from, to, options) -> {
        moves.add(List.of(options));
        if (moves.size() == 1) {
          throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "no such step");
        }
        Files.move(from, to, options);
      });
    }
    assertThat(moves)
        .containsExactly(
            List.of(StandardCopyOption.ATOMIC_MOVE), List.of(StandardCopyOption.REPLACE_EXISTING));
    assertThat(target).hasContent("x");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }

  @Test
  void failedMove_leavesNoTrace() throws IOException {
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      temporary.writeDurably(new byte[] {1});
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> temporary.moveTo(target, (from, to, options) -> {
            throw new AccessDeniedException(to.toString());
          }));
    }
    assertThat(target).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
  }
}
