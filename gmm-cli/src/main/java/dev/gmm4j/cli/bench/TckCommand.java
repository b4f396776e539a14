package dev.gmm4j.cli.bench;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.TckResult;
import dev.gmm4j.tck.TckRunner;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the compatibility kit on a backend. */
@Command(
    name = "tck",
    sortOptions = false,
    header = {"Test whether a numeric library computes right.", "", "  gmm tck", ""},
    customSynopsis = "gmm tck [OPTIONS]",
    description = {
      "",
      "Runs the compatibility kit on a backend: dense operations against textbook arithmetic, kernels and fits against"
          + " reference results. Prints each rule with its largest error and what is allowed, and for rules that fail"
          + " what to look at. Takes some seconds.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm tck",
      "  gmm tck --backend commonsmath",
      "",
      ExitStatusFooter.HEADING,
      "  0  all rules passed",
      "  1  a rule failed, or the backend cannot be used",
      ExitStatusFooter.USAGE
    })
public final class TckCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendLookup.AUTOMATIC,
      description =
          "The backend to test, see gmm backends. Default: the one that is chosen automatically.")
  private String backend = BackendLookup.AUTOMATIC;

  /** Creates the command, which reads and writes some streams. */
  public TckCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    LinearAlgebraBackend chosen = BackendLookup.find(backend, spec);
    LinearAlgebraBackendProvider provider =
        TckRunner.provider(chosen.id(), TckCommand.class.getClassLoader());
    TckResult result = TckRunner.run(provider);
    streams.print(result.toText());
    return result.passed() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
