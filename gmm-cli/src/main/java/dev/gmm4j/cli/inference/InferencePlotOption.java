package dev.gmm4j.cli.inference;

import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.PictureFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of a picture of what the bootstrap found. */
final class InferencePlotOption {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png|svg",
      description =
          "Where to draw the distributions that the bootstrap found, with what was observed.")
  private @Nullable Path file;

  /**
   * Checks what can be checked before time is spent, the machine's means to draw included.
   *
   * @throws picocli.CommandLine.ParameterException if the file is of no such format, or cannot be written
   */
  void check() {
    PictureFile.check(command, "--plot", file, PictureFile.PICTURE);
    if (file != null) {
      ModelPictures.requireDrawing();
    }
  }

  /** Returns where to, or null if there is to be no picture. */
  @Nullable
  Path file() {
    return file;
  }
}
