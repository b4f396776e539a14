package dev.gmm4j.cli.bench;

import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.backend.AutomaticBackend;
import dev.gmm4j.cli.backend.VectorModule;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.io.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the backends. */
@Command(
    name = "backends",
    sortOptions = false,
    header = {"List the numeric libraries that can compute.", "", "  gmm backends", ""},
    customSynopsis = "gmm backends [OPTIONS]",
    description = {
      "",
      "Lists the backends, the numeric libraries that can do the computing: which of them work here, why the others"
          + " do not and what to do about it, and which one is chosen where none is named.",
      "",
      "The choice is what --backend names, else the system property gmm4j.backend (GMM_OPTS=-Dgmm4j.backend=NAME),"
          + " else the environment variable GMM4J_BACKEND, else the available one of highest priority. A backend is"
          + " added by putting its jars in the folder lib of gmm.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm backends",
      "  GMM4J_BACKEND=ejml gmm backends --json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE
    })
public final class BackendsCommand implements Callable<Integer> {
  private final StandardStreams streams;

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public BackendsCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Backends backends = VectorModule.backends();
    // First the choice: a backend that fails when it is created is not available, and is reported
    // so.
    AutomaticBackend choice = AutomaticBackend.of(backends);
    // Then all others are tried too, so that what is listed as available is.
    List<BackendReport> reports = backends.probe();
    streams.print(json.isGiven() ? toJson(reports, choice) : toTable(reports, choice));
    return ExitStatus.DONE;
  }

  private static String toJson(List<BackendReport> reports, AutomaticBackend choice) {
    List<JsonObject> objects = new ArrayList<>();
    for (BackendReport report : reports) {
      objects.add(new JsonObject()
          .put("id", report.id())
          .put("priority", report.priority())
          .put("provider", report.provider())
          .put("available", report.availability().available())
          .put("detail", report.availability().detail())
          .put("remedy", report.availability().remedy()));
    }
    return new JsonObject()
            .put("backends", objects)
            .put("chosen", choice.id())
            .put("reason", choice.reason())
            .toString()
        + "\n";
  }

  private static String toTable(List<BackendReport> reports, AutomaticBackend choice) {
    Table table =
        new Table(List.of(Table.Align.LEFT, Table.Align.RIGHT, Table.Align.LEFT, Table.Align.LEFT));
    table.add(List.of("backend", "priority", "state", "detail"));
    for (BackendReport report : reports) {
      String remedy = report.availability().remedy();
      table.add(List.of(
          report.id(),
          report.priority() == Integer.MIN_VALUE ? "" : Integer.toString(report.priority()),
          report.availability().available() ? "available" : "unavailable",
          report.availability().detail() + (remedy.isEmpty() ? "" : "; " + remedy)));
    }
    String chosen = choice.id() == null
        ? "none is chosen automatically: "
        : "chosen automatically: " + choice.id() + ", ";
    return (reports.isEmpty() ? "" : table + "\n") + chosen + choice.reason() + "\n";
  }
}
