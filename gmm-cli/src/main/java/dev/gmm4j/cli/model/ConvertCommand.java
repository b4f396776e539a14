package dev.gmm4j.cli.model;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns a model file into that of another program. */
@Command(
    name = "convert",
    sortOptions = false,
    header = {
      "Exchange models with scikit-learn and mclust.",
      "",
      "  gmm convert model.json --to scikit-learn",
      ""
    },
    customSynopsis = "gmm convert MODEL --to FORMAT [OPTIONS]",
    description = {
      "",
      "Reads a model of any of the formats gmm4j, scikit-learn and mclust, which it tells apart by itself, and writes"
          + " it in another. All are JSON; docs/formats.md has the few lines of Python and of R that write and read"
          + " theirs.",
      "",
      "A model of factors is written as the same mixture of full covariances.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm convert from-python.json --to gmm4j --output model.json",
      "  gmm convert model.json --to mclust > for-r.json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ConvertCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "A model file of any of the formats.")
  private Path modelFile = Path.of("");

  @Option(
      names = "--to",
      required = true,
      paramLabel = "gmm4j|scikit-learn|mclust",
      converter = ModelFormatConverter.class,
      completionCandidates = ModelFormatConverter.class,
      description = "The format to write.")
  private ModelFormat format = ModelFormat.GMM4J;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      description = "Where to write. Default: standard output.")
  private @Nullable Path output;

  /** Creates the command, which reads and writes some streams. */
  public ConvertCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    OutputFiles.check(spec, output);
    ModelFile model = ModelFormat.detect(modelFile)
        .read(modelFile, BackendLookup.find(BackendLookup.AUTOMATIC, spec));
    streams.note(model.notes());
    String json = format.toJson(model);
    if (output == null) {
      streams.print(json);
    } else {
      AtomicFile.writeText(output, writer -> writer.write(json));
    }
    return ExitStatus.DONE;
  }
}
