package dev.gmm4j.cli.example;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.option.Suggestion;
import dev.gmm4j.cli.output.FileUse;
import dev.gmm4j.cli.output.NamesFile;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.examples.Example;
import dev.gmm4j.examples.Examples;
import dev.gmm4j.examples.Notebook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs walk-throughs. */
@Command(
    name = "example",
    sortOptions = false,
    header = {
      "Go through an example, with pictures.",
      "",
      "  gmm example clusters --output pictures",
      ""
    },
    customSynopsis = {"gmm example NAME --output DIR [OPTIONS]", "       gmm example --list"},
    description = {
      "",
      "Runs one of the walk-throughs that come with gmm4j: prints its numbers and writes its pictures. Each is a short"
          + " Java class to be read, in the folder gmm-examples of the sources.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm example --list",
      "  gmm example clusters --output pictures",
      "  gmm example all --output pictures --scale 1",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE
    })
public final class ExampleCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final double LARGEST_SCALE = 8;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The example, or all of them: all.")
  @NamesFile(FileUse.NONE)
  private @Nullable String name;

  @Option(names = "--list", description = "Tell which examples there are.")
  private boolean list;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for the pictures; made if it is not there.")
  private @Nullable Path output;

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "2",
      description = "Pixels for each unit of length, in PNG. Default: ${DEFAULT-VALUE}.")
  private double scale = 2;

  /** Creates the command, which reads and writes some streams. */
  public ExampleCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      streams.print(Examples.all().stream()
          .map(example -> String.format("%-16s%s%n", example.name(), example.summary()))
          .collect(Collectors.joining()));
      return ExitStatus.DONE;
    }
    List<Example> chosen = chosen();
    Path folder = folder();
    if (!(scale > 0 && scale <= LARGEST_SCALE)) {
      throw refusal("'--scale': scale must be in (0, 8], but was " + scale);
    }
    // Examples use whatever backend is chosen automatically; without one there is no point in
    // beginning.
    print("backend: " + BackendLookup.find(BackendLookup.AUTOMATIC, spec).id());
    try {
      for (Example example : chosen) {
        print((chosen.size() == 1 ? "" : "== ") + example.name() + ": " + example.summary());
        example.run(new Notebook(folder, scale, this::print));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return ExitStatus.DONE;
  }

  private void print(String line) {
    try {
      streams.print(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Example> chosen() {
    String wanted = name;
    if (wanted == null) {
      throw new ParameterException(
          spec.commandLine(), "Missing parameter: NAME, one of " + names() + " (or --list)");
    }
    if (wanted.equals(ALL)) {
      return Examples.all();
    }
    return List.of(Examples.named(wanted)
        .orElseThrow(() -> refusal("'NAME': expected one of " + names() + " but was '" + wanted
            + "'" + Suggestion.of(wanted, List.of(names().split(", "))))));
  }

  private static String names() {
    return Examples.all().stream().map(Example::name).collect(Collectors.joining(", ")) + ", "
        + ALL;
  }

  /** Makes the folder, so that nothing is computed which cannot be written. */
  private Path folder() {
    if (output == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing required option: '--output=DIR', the folder for the pictures");
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw refusal("'--output': " + output + " is a file, not a folder");
    }
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw refusal("'--output': the folder " + output + " cannot be made");
    }
    if (!Files.isWritable(output)) {
      throw refusal("'--output': the folder " + output + " is not writable");
    }
    return output;
  }

  private ParameterException refusal(String problem) {
    return new ParameterException(spec.commandLine(), "Invalid value for " + problem);
  }
}
