package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every help page can be read at 80 columns and begins with an example that runs. */
@Tag("same-on-every-jdk")
class HelpPagesTest {
  private static final int WIDTH = 80;

  /** What picocli leaves beside the names of options. */
  private static final int TEXT_WIDTH = 51;

  private static Stream<CommandSpec> ours(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .filter(command -> command.getCommandSpec().mixins().containsKey(Main.COMMON))
        .flatMap(command -> Stream.concat(Stream.of(command.getCommandSpec()), ours(command)));
  }

  /** Returns what is typed for each help page, without {@code --help}; empty for that of the program. */
  private static List<String> pages() {
    StandardStreams streams = new StandardStreams(
        new ByteArrayInputStream(new byte[0]),
        new ByteArrayOutputStream(),
        new PrintStream(new ByteArrayOutputStream()));
    List<String> pages = new ArrayList<>(List.of(""));
    ours(Main.commandLine(streams, new String[0]))
        .forEach(command -> pages.add(command.qualifiedName().substring("gmm ".length())));
    return pages;
  }

  private static String help(String page) {
    List<Object> arguments =
        new ArrayList<>(page.isEmpty() ? List.of() : List.of((Object[]) page.split(" ")));
    arguments.add("--help");
    return gmm(arguments.toArray()).done();
  }

  @Test
  void lines_fit() {
    assertThat(pages())
        .hasSizeGreaterThan(14)
        .allSatisfy(page -> assertThat(help(page).lines())
            .as(page)
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH)));
  }

  /** Lines that are broken by hand, for lists of words, are not broken again. */
  @Test
  void listsOfWords_fit() {
    StandardStreams streams = new StandardStreams(
        new ByteArrayInputStream(new byte[0]),
        new ByteArrayOutputStream(),
        new PrintStream(new ByteArrayOutputStream()));
    ours(Main.commandLine(streams, new String[0]))
        .flatMap(command -> command.options().stream())
        .forEach(option -> assertThat(Stream.of(option.description()).skip(1))
            .as(option.longestName())
            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TEXT_WIDTH)));
  }

  @Test
  void examples_comeFirstAndRun(@TempDir Path folder) {
    Path iris = folder.resolve("iris.json");
    gmm("fit", "../data/iris.csv", "--label-column", "species", "-k", 3, "-o", iris)
        .done();
    gmm("predict", iris, "../data/iris.csv", "-o", folder.resolve("predicted.csv"))
        .done();
    for (String page : pages()) {
      List<String> lines = help(page).lines().toList();
      String example = lines.get(2);
      assertThat(lines.get(0)).as(page).endsWith(".");
      assertThat(example).as(page).startsWith("  gmm " + page);
      if (page.equals("tck")) {
        // Takes long, and has tests of its own.
        continue;
      }
      Object[] arguments = Stream.of(example.strip().split(" "))
          .skip(1)
          .map(word -> word.startsWith("data/") ? "../" + word : word)
          .map(word -> word.matches("pictures|[\\w-]+\\.(json|csv|png|svg)")
              ? folder.resolve(word).toString()
              : word)
          .toArray();
      Outcome outcome = gmm(arguments);
      assertThat(outcome.status()).as("%s: %s", example, outcome.err()).isZero();
    }
  }

  @Test
  void optionsOfFit_areGrouped() {
    assertThat(help("fit"))
        .containsSubsequence(
            "\nWhat is fitted:\n  -k, --components=K",
            "--covariance=MODEL",
            "\nData:\n",
            "--columns=",
            "\nWhere EM starts:\n",
            "--seed=",
            "--init=",
            "\nHow EM goes on:\n",
            "--tolerance=",
            "\nComponents that collapse, outliers:\n",
            "--noise=",
            "\nOutput:\n",
            "-o, --output=",
            "--force",
            "\nPictures:\n",
            "--plot=",
            "\nComputing:\n",
            "--backend=",
            "\nMore:\n",
            "-h, --help");
  }
}
