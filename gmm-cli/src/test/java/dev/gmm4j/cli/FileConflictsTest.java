package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.output.FileConflicts;
import dev.gmm4j.cli.output.FileUse;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** No output replaces what a command reads, nor another output. */
class FileConflictsTest {
  private static final String ROWS = "a,b\n1,2\n2,1\n5,7\n6,5\n";

  @TempDir
  private Path folder;

  /** One option of a command and another argument that names a file, too. */
  private record Pair(CommandSpec command, OptionSpec output, ArgSpec other) {
    @Override
    public String toString() {
      return command.qualifiedName() + " " + output.longestName() + " " + name(other);
    }
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static Stream<CommandSpec> commands(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .flatMap(command -> command.getSubcommands().isEmpty()
            ? Stream.of(command.getCommandSpec())
            : commands(command));
  }

  private static Stream<CommandSpec> commands() {
    StandardStreams streams = new StandardStreams(
        new ByteArrayInputStream(new byte[0]),
        new ByteArrayOutputStream(),
        new PrintStream(new ByteArrayOutputStream()));
    return commands(Main.commandLine(streams, new String[0]))
        .filter(command -> !command.name().equals("generate-completion"));
  }

  private static boolean isOutput(ArgSpec argument) {
    FileUse use = FileConflicts.use(argument);
    return use == FileUse.WRITTEN || use == FileUse.SCRATCH;
  }

  /** All pairs of all commands; those of two outputs once. */
  private static Stream<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    commands().forEach(command -> {
      for (OptionSpec output :
          command.options().stream().filter(FileConflictsTest::isOutput).toList()) {
        for (ArgSpec other : command.args()) {
          boolean isFile = FileConflicts.use(other) == FileUse.READ || isOutput(other);
          if (isFile && !other.equals(output)) {
            pairs.add(new Pair(command, output, other));
          }
        }
      }
    });
    return pairs.stream();
  }

  /** Adds an option or a parameter that the command cannot do without. */
  private static void addRequired(List<Object> arguments, ArgSpec argument, Object file) {
    Object value = file;
    if (FileConflicts.use(argument) == FileUse.NONE) {
      Iterator<String> words = argument.completionCandidates() == null
          ? null
          : argument.completionCandidates().iterator();
      value = words != null && words.hasNext() ? words.next() : 2;
    }
    add(arguments, argument, value);
  }

  private static void add(List<Object> arguments, ArgSpec argument, Object value) {
    if (argument instanceof OptionSpec option) {
      arguments.add(option.longestName());
    }
    arguments.add(value);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyOutputOfEveryCommand_isKeptFromEveryOtherFile(Pair pair) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), ROWS);
    Path link = Files.createLink(folder.resolve("link"), file);
    List<Object> arguments =
        new ArrayList<>(List.of(pair.command().qualifiedName().split(" ")));
    arguments.remove(0);
    for (PositionalParamSpec parameter : pair.command().positionalParameters()) {
      if (parameter.equals(pair.other())) {
        arguments.add(file);
      } else if (parameter.required()) {
        addRequired(arguments, parameter, folder.resolve("parameter" + parameter.index()));
      }
    }
    for (OptionSpec option : pair.command().options()) {
      if (option.equals(pair.other())) {
        add(arguments, option, file);
      } else if (option.equals(pair.output())) {
        add(arguments, option, link);
      } else if (option.required()) {
        addRequired(arguments, option, folder.resolve("other"));
      }
    }

    assertThat(gmm(arguments.toArray()).failed(ExitStatus.USAGE))
        .contains("Invalid value for option '--", " is also ", file.toString(), link.toString());
    assertThat(file).hasContent(ROWS);
  }

  @Test
  void force_isThereWhereFilesAreWritten() {
    assertThat(commands())
        .hasSizeGreaterThan(10)
        .allSatisfy(command -> assertThat(command.optionsMap().containsKey("--force"))
            .as(command.qualifiedName())
            .isEqualTo(command.args().stream().anyMatch(FileConflictsTest::isOutput)));
    assertThat(pairs()).hasSizeGreaterThan(30);
  }

  private Outcome fit(Object data, Object output, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("fit", data, "-k", 1, "--output", output));
    arguments.addAll(List.of(more));
    return gmm(arguments.toArray());
  }

  @Test
  void data_isFoundUnderOtherNames() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), Path.of("rows.csv"));
    Path chain = Files.createSymbolicLink(folder.resolve("chain"), Path.of("symbolic"));
    Path hard = Files.createLink(folder.resolve("hard"), rows);
    Path folderLink = Files.createSymbolicLink(folder.resolve("folder"), folder);
    for (Path other : List.of(
        rows,
        symbolic,
        chain,
        hard,
        folder.resolve("x").resolve("..").resolve("rows.csv").normalize(),
        folder.resolve(".").resolve("rows.csv"),
        folderLink.resolve("rows.csv"))) {
      assertThat(fit(rows, other).failed(ExitStatus.USAGE))
          .contains("'--output': " + other + " is also DATA", "name another file, or add --force");
      assertThat(fit(other, rows).failed(ExitStatus.USAGE)).contains(rows + " is also DATA");
      assertThat(rows).hasContent(ROWS);
    }
  }

  @Test
  void force_replacesWhatIsRead() throws IOException {
    Path model = folder.resolve("model.json");
    fit(data("faithful.csv"), model).done();
    assertThat(gmm("convert", model, "--to", "mclust", "-o", model).failed(ExitStatus.USAGE))
        .contains(model + " is also MODEL, which would be lost");
    gmm("convert", model, "--to", "mclust", "-o", model, "--force").done();

    assertThat(model).content().doesNotContain("gmm4j-model");
  }

  @Test
  void force_doesNotMixOutputs() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Path new1 = folder.resolve("new.json");

    assertThat(fit(rows, new1, "--force", "--checkpoint", new1).failed(ExitStatus.USAGE))
        .contains("is also --")
        .endsWith("; name another file; see gmm fit --help");
    assertThat(fit(rows, new1, "--force", "--checkpoint", rows).failed(ExitStatus.USAGE))
        .contains("'--checkpoint': " + rows + " is also DATA; name another file;");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(rows));
  }

  @ParameterizedTest
  @CsvSource({
    "a.json, a.json, true",
    "a.json, A.JSON, true",
    "caf\u00e9, cafe\u0301, true",
    "a, b, false"
  })
  void newFiles_areToldApartByMoreThanCase(String first, String second, boolean same)
      throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Outcome outcome = fit(rows, folder.resolve(first), "--checkpoint", folder.resolve(second));

    assertThat(outcome.status()).isEqualTo(same ? ExitStatus.USAGE : ExitStatus.DONE);
    assertThat(outcome.err()).matches(message -> message.contains("is also") == same);
  }

  @Test
  void danglingLinks_areFollowed() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("new.json"));

    assertThat(fit(rows, folder.resolve("new.json"), "--checkpoint", link).failed(ExitStatus.USAGE))
        .contains("is also --");
  }

  @Test
  void fileOfArguments_isAnInput() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);
    Path arguments = Files.writeString(folder.resolve("arguments"), "--components\n1\n");

    assertThat(gmm("fit", rows, "@" + arguments, "--output", arguments).failed(ExitStatus.USAGE))
        .contains(arguments + " is also the file of arguments");
  }

  @Test
  void initialModel_isAnInput() throws IOException {
    Path model = folder.resolve("model.json");
    fit(data("faithful.csv"), model).done();

    assertThat(fit(data("faithful.csv"), model, "--init", model).failed(ExitStatus.USAGE))
        .contains(model + " is also --init");
  }

  @Test
  void devices_mayBeNamedTwice() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), ROWS);

    fit(rows, "/dev/null").done();
    assertThat(gmm("predict", folder.resolve("no.json"), "/dev/null", "-o", "/dev/null")
            .err())
        .doesNotContain("is also");
  }

  @Test
  void resumedCheckpoint_isItsOwn() throws IOException {
    Path checkpoint = folder.resolve("fit.ckpt");
    Path model = folder.resolve("model.json");
    fit(data("faithful.csv"), model, "--checkpoint", checkpoint, "--resume").status();

    assertThat(fit(data("faithful.csv"), model, "--checkpoint", checkpoint, "--resume")
            .status())
        .isZero();
  }
}
