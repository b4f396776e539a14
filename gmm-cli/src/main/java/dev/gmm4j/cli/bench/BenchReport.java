package dev.gmm4j.cli.bench;

import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.io.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results of trials of backends, and which of them is to be recommended. */
final class BenchReport {
  /** The error that rounding may cause in a log-likelihood in some iterations, relative to it. */
  private static final double AGREEMENT = 1e-8;

  /** By less than this part times differ from run to run. */
  private static final double NOISE = 0.05;

  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private final List<Unusable> unusable;
  private final @Nullable String automatic;
  private final int iterations;

  /** A backend that was timed; its log-likelihood is that after as many iterations as all have done. */
  record Row(BenchTrial.Result result, double logLikelihood, double difference) {

    boolean agrees() {
      return difference <= AGREEMENT;
    }

    String id() {
      return result.id();
    }

    double seconds() {
      return result.secondsPerIteration();
    }
  }

  /** A backend that cannot be used, and why. */
  record Unusable(String id, String reason) {

    static Unusable of(BackendReport report) {
      String remedy = report.availability().remedy();
      return new Unusable(
          report.id(), report.availability().detail() + (remedy.isEmpty() ? "" : "; " + remedy));
    }
  }

  /**
   * Creates a report.
   *
   * @param title what was fitted
   * @param results at least one
   * @param automatic the backend that is taken where none is named, or null
   */
  BenchReport(
      String title,
      List<BenchTrial.Result> results,
      List<Unusable> unusable,
      @Nullable String automatic) {
    this.title = title;
    this.unusable = List.copyOf(unusable);
    this.automatic = automatic;
    iterations = results.stream().mapToInt(r -> r.trace().size() - 1).min().orElseThrow();
    double reference =
        median(results.stream().map(r -> r.trace().get(iterations)).toList());
    for (BenchTrial.Result result : results) {
      double reached = result.trace().get(iterations);
      double difference = Math.abs(reached - reference) / (1 + Math.abs(reference));
      rows.add(new Row(result, reached, difference));
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** Returns what was fitted. */
  String title() {
    return title;
  }

  /** Returns the backends that were timed. */
  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Returns the fastest of those that agree; of those that are as fast, the one that is taken anyhow. */
  Optional<Row> recommended() {
    double fastest = rows.stream()
        .filter(Row::agrees)
        .mapToDouble(Row::seconds)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
    return rows.stream()
        .filter(row -> row.agrees() && row.seconds() <= (1 + NOISE) * fastest)
        .min(Comparator.comparing((Row row) -> !row.id().equals(automatic))
            .thenComparing(Row::seconds));
  }

  /** Returns the recommendation in words. */
  String advice() {
    Optional<Row> best = recommended();
    if (best.isEmpty()) {
      return "none: the backends disagree, see gmm tck";
    }
    Row row = best.get();
    StringBuilder text = new StringBuilder(row.id());
    Comparator<Row> bySeconds = Comparator.comparing(Row::seconds);
    rows.stream()
        .filter(other -> !other.id().equals(row.id()) && other.agrees())
        .min(bySeconds)
        .ifPresent(next -> text.append(", ")
            .append(NumberText.significant(next.seconds() / row.seconds(), 2))
            .append(" times as fast as ")
            .append(next.id()));
    return text
        + (row.id().equals(automatic)
            ? ", and taken when none is named"
            : "; name it, with --backend " + row.id());
  }

  /** Returns the report for people. */
  String toTable() {
    Table table = new Table(List.of(
        Table.Align.LEFT,
        Table.Align.RIGHT,
        Table.Align.RIGHT,
        Table.Align.RIGHT,
        Table.Align.RIGHT,
        Table.Align.LEFT));
    table.add(
        List.of("backend", "ms/iteration", "relative", "heap MB", "log-likelihood", "agreement"));
    double fastest = rows.stream().mapToDouble(Row::seconds).min().orElseThrow();
    for (Row row : rows) {
      table.add(List.of(
          row.id(),
          NumberText.significant(1e3 * row.seconds(), 3),
          NumberText.fixed(row.seconds() / fastest, 1),
          NumberText.significant(row.result().heapBytes() * 1e-6, 3),
          NumberText.fixed(row.logLikelihood(), 4),
          row.agrees() ? "yes" : "differs by " + NumberText.significant(row.difference(), 2)));
    }
    StringBuilder text = new StringBuilder(title).append("\n\n").append(table).append('\n');
    for (Unusable backend : unusable) {
      text.append(backend.id())
          .append(" not measured: ")
          .append(backend.reason())
          .append('\n');
    }
    return text.append("recommended: ").append(advice()).append('\n').toString();
  }

  /** Returns the members of the report in JSON. */
  JsonObject toJson(JsonObject json) {
    List<JsonObject> objects = new ArrayList<>();
    for (Row row : rows) {
      objects.add(new JsonObject()
          .put("id", row.id())
          .put("secondsPerIteration", row.seconds())
          .put("heapBytes", row.result().heapBytes())
          .put("logLikelihood", row.logLikelihood())
          .put("difference", row.difference())
          .put("agrees", row.agrees()));
    }
    List<JsonObject> others = unusable.stream()
        .map(backend -> new JsonObject().put("id", backend.id()).put("reason", backend.reason()))
        .toList();
    return json.put("iterations", iterations)
        .put("backends", objects)
        .put("unusable", others)
        .put("recommended", recommended().map(Row::id).orElse(null))
        .put("automatic", automatic)
        .put("advice", advice());
  }
}
