package dev.gmm4j.cli;

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
    header = "Test whether a numeric library computes right.",
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
final class TckCommand implements Callable<Integer> {
  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = ComputeOptions.AUTOMATIC,
      description =
          "The backend to test, see gmm backends. Default: the one that is chosen automatically.")
  private String backend = ComputeOptions.AUTOMATIC;

  TckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    LinearAlgebraBackend chosen = ComputeOptions.resolve(backend, spec);
    LinearAlgebraBackendProvider provider =
        TckRunner.provider(chosen.id(), TckCommand.class.getClassLoader());
    TckResult result = TckRunner.run(provider);
    session.print(result.toText());
    return result.passed() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
