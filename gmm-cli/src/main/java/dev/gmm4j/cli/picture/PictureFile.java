package dev.gmm4j.cli.picture;

import dev.gmm4j.cli.output.OutputFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The formats of files with pictures, which the ends of their names tell. */
public final class PictureFile {
  public static final List<String> PICTURE = List.of(".png", ".svg");
  public static final List<String> ANIMATION = List.of(".gif");
  public static final List<String> PAGE = List.of(".html", ".htm");

  private PictureFile() {}

  /**
   * Checks a file that a picture is to go to, if any, before time is spent on it.
   *
   * @throws ParameterException if it is of no such format, or cannot be written
   */
  public static void check(
      CommandSpec command, String option, @Nullable Path file, List<String> formats) {
    if (file != null && formats.stream().noneMatch(format -> hasFormat(file, format))) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '" + option + "': the file's name must end in "
              + String.join(" or ", formats) + ", but was '" + file + "'");
    }
    OutputFiles.check(command, option, file);
  }

  static boolean hasFormat(Path file, String format) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(format);
  }
}
