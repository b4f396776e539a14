package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureOutputTest {
  private static final Figure FIGURE = ScatterPlot.of(Data.slanted(60)).figure();

  @TempDir
  private Path folder;

  /** Each format has a method of its own, and all keep the same promises. */
  enum Format {
    PNG {
      @Override
      void write(Path file) {
        FIGURE.writePng(file);
      }
    },
    SVG {
      @Override
      void write(Path file) {
        FIGURE.writeSvg(file);
      }
    },
    GIF {
      @Override
      void write(Path file) {
        Duration delay = Duration.ofMillis(100);
        Animation.of(List.of(FIGURE), delay, delay).writeGif(file);
      }
    };

    abstract void write(Path file);

    void expectPicture(Path file) throws IOException {
      String start = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(start.substring(0, 5)).containsIgnoringCase(name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void permissions_areKept(Format format) throws IOException {
    Path file = Files.writeString(folder.resolve("picture"), "OLD");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    format.write(file);

    format.expectPicture(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @EnumSource
  void link_isFollowed(Format format) throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "OLD");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    format.write(link);

    assertThat(link).isSymbolicLink();
    assertThat(Files.isSymbolicLink(target)).isFalse();
    format.expectPicture(target);
  }

  @ParameterizedTest
  @EnumSource
  void danglingLink_hasItsTargetCreated(Format format) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
    format.write(link);

    assertThat(link).isSymbolicLink();
    format.expectPicture(folder.resolve("target"));
  }

  @Test
  void linkIntoNoFolder_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere", "x.svg"));
    assertThatExceptionOfType(PlotException.class)
        .isThrownBy(() -> FIGURE.writeSvg(link))
        .withMessage("cannot write " + link + ": there is no folder " + folder.resolve("nowhere"));
  }
}
