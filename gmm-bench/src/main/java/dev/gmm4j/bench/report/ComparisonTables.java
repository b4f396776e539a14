package dev.gmm4j.bench.report;

import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Measurement;
import dev.gmm4j.bench.compare.Problem;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.bench.compare.Results;
import dev.gmm4j.bench.compare.Results.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tables and charts of the comparison. */
final class ComparisonTables {
  /** A smaller amount is not told from what else goes on in the heap. */
  private static final double SMALLEST_BYTES = 1e4;

  private final Results results;
  private final List<String> contenders;
  private final List<String> references;

  ComparisonTables(Results results) {
    this.results = results;
    this.contenders = results.outcomes().stream()
        .flatMap(outcome -> outcome.measurements().stream())
        .map(Measurement::contender)
        .distinct()
        .toList();
    this.references =
        contenders.stream().filter(name -> !results.backends().contains(name)).toList();
  }

  /** Adds one row for each problem: all times, and how many times as fast as each peer the fastest of ours is. */
  void addOverview(Page page, Series... series) {
    List<String> header = new ArrayList<>(List.of("n × d, K, covariances", "components"));
    header.addAll(contenders);
    header.add("fastest");
    List<String> peers =
        references.stream().filter(reference -> !reference.contains("@")).toList();
    peers.forEach(peer -> header.add("× " + peer));
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : of(series)) {
      Problem problem = outcome.problem();
      List<String> row =
          new ArrayList<>(List.of(problem.title(), problem.overlap().label()));
      for (String contender : contenders) {
        row.add(find(outcome, contender)
            .map(measurement -> milliseconds(outcome, measurement))
            .orElse(""));
      }
      Optional<Measurement> best = fastest(outcome);
      row.add(best.map(Measurement::contender).orElse(""));
      for (String peer : peers) {
        row.add(best.map(measurement -> ratio(outcome, measurement, peer)).orElse(""));
      }
      rows.add(row);
    }
    page.table(header, 2, rows);
  }

  private Optional<Measurement> fastest(Outcome outcome) {
    return outcome.measurements().stream()
        .filter(measurement -> results.backends().contains(measurement.contender()))
        .filter(outcome::agrees)
        .min(Comparator.comparingDouble(Measurement::seconds));
  }

  /** Adds one row for each problem and contender, with our ratios to each peer. */
  void addMeasurements(Page page, Series... series) {
    List<String> header = new ArrayList<>(List.of("n × d, K, covariances", "by", "ms"));
    references.forEach(reference -> header.add("× " + reference));
    header.addAll(List.of(
        "GFLOP/s",
        "of product",
        "log-likelihood",
        "differs by",
        "MB allocated",
        "MB kept",
        "active"));
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : of(series)) {
      for (Measurement measurement : outcome.measurements()) {
        rows.add(row(outcome, measurement));
      }
    }
    page.table(header, 2, rows);
  }

  private List<String> row(Outcome outcome, Measurement measurement) {
    Problem problem = outcome.problem();
    boolean agrees = outcome.agrees(measurement);
    List<String> row = new ArrayList<>();
    row.add(problem.title());
    row.add(measurement.contender());
    row.add(milliseconds(outcome, measurement));
    for (String reference : references) {
      row.add(ratio(outcome, measurement, reference));
    }
    double gigaflops = gigaflops(problem, measurement);
    row.add(Numbers.significant(gigaflops));
    row.add(Numbers.percent(gigaflops / machineGigaflops(problem)));
    row.add(String.format(Locale.ROOT, "%.4f", measurement.logLikelihood()));
    double difference = outcome.difference(measurement);
    row.add((difference == 0 ? "0" : String.format(Locale.ROOT, "%.0e", difference))
        + (agrees ? "" : " **≠**"));
    row.add(Numbers.megabytes(measurement.allocatedBytes()));
    row.add(Numbers.megabytes(measurement.retainedBytes()));
    Double active = measurement.activeShare();
    row.add(active == null ? "" : Numbers.percent(active));
    return row;
  }

  /** Returns how many times as fast as a peer one of ours is; another commit is compared with its own backend. */
  private String ratio(Outcome outcome, Measurement measurement, String reference) {
    boolean comparable = results.backends().contains(measurement.contender())
        && (!reference.contains("@") || reference.startsWith(measurement.contender() + "@"));
    Optional<Measurement> peer = find(outcome, reference).filter(outcome::agrees);
    return comparable && peer.isPresent() && outcome.agrees(measurement)
        ? Numbers.significant(peer.get().seconds() / measurement.seconds())
        : "";
  }

  /** Adds how time grows with one size. */
  void addScaling(Page page, SeriesText text) {
    List<String> present = contendersOf(text.series);
    page.heading(3, text.heading)
        .paragraph(text.explanation + " Milliseconds (" + text.unit + "):");
    List<String> header = new ArrayList<>(List.of("n × d, K, covariances"));
    header.addAll(present);
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : of(text.series)) {
      List<String> row = new ArrayList<>(List.of(outcome.problem().title()));
      for (String contender : present) {
        row.add(find(outcome, contender)
            .map(measurement -> milliseconds(measurement) + " ("
                + Numbers.significant(text.nanosPerUnit(outcome.problem(), measurement.seconds()))
                + ")")
            .orElse(""));
      }
      rows.add(row);
    }
    page.table(header, 1, rows);
    LineChart chart = new LineChart(contenders, "Time of an iteration", text.axis, "milliseconds");
    String name = text.name().toLowerCase(Locale.ROOT);
    plot(page, name, chart, text, (problem, measurement) -> measurement.seconds() * 1e3);
  }

  /** Adds the useful rate of arithmetic against the number of features. */
  void addRates(Page page) {
    page.heading(3, "Useful arithmetic")
        .paragraph("2·n·d²·K operations for an iteration, against the fastest dense product here.");
    LineChart chart =
        new LineChart(contenders, "Useful arithmetic", SeriesText.DIMENSION.axis, "GFLOP/s");
    if (Double.isFinite(results.machineGigaflops())) {
      chart.level("dense product", results.machineGigaflops());
    }
    plot(page, "rate", chart, SeriesText.DIMENSION, this::gigaflops);
  }

  /** Adds the memory above the samples against their number. */
  void addMemory(Page page) {
    page.heading(3, "Memory")
        .paragraph("What a fit of ours holds in the heap beside the samples between two iterations,"
            + " and the peak of scikit-learn's in an iteration.");
    LineChart chart =
        new LineChart(contenders, "Memory kept above the samples", SeriesText.ROWS.axis, "MB");
    plot(page, "memory", chart, SeriesText.ROWS, (problem, measurement) -> {
      Double bytes = measurement.retainedBytes();
      return bytes == null ? Double.NaN : Math.max(bytes, SMALLEST_BYTES) * 1e-6;
    });
  }

  private interface Value {
    double of(Problem problem, Measurement measurement);
  }

  private void plot(Page page, String name, LineChart chart, SeriesText text, Value value) {
    for (Outcome outcome : of(text.series)) {
      for (Measurement measurement : outcome.measurements()) {
        double y = value.of(outcome.problem(), measurement);
        if (outcome.agrees(measurement) && Double.isFinite(y)) {
          chart.add(measurement.contender(), text.variable(outcome.problem()), y);
        }
      }
    }
    if (!chart.isEmpty()) {
      page.chart(name, chart.title(), chart.svg());
    }
  }

  /** Adds times by threads, and how many times as fast as one thread several are. */
  void addThreads(Page page) {
    List<String> present = contendersOf(Series.THREADS);
    List<String> header = new ArrayList<>(List.of("n × d, K, covariances", "threads"));
    header.addAll(present);
    List<List<String>> rows = new ArrayList<>();
    Map<Shape, LineChart> charts = new LinkedHashMap<>();
    for (Outcome outcome : of(Series.THREADS)) {
      Problem problem = outcome.problem();
      LineChart chart = charts.computeIfAbsent(
          problem.shape(),
          shape -> new LineChart(
              contenders, "Time of an iteration, " + problem.title(), "threads", "milliseconds"));
      List<String> row =
          new ArrayList<>(List.of(problem.title(), Integer.toString(problem.threads())));
      for (String contender : present) {
        Optional<Measurement> measurement = find(outcome, contender);
        measurement.ifPresent(m -> chart.add(contender, problem.threads(), m.seconds() * 1e3));
        row.add(measurement
            .map(m -> milliseconds(m) + " ("
                + Numbers.significant(oneThread(problem.shape(), contender) / m.seconds()) + ")")
            .orElse(""));
      }
      rows.add(row);
    }
    page.heading(3, "Threads")
        .paragraph(
            "What a second thread gains is less than twofold by what an iteration does alone:"
                + " the maximization, the merging of what the threads found, and waking them. Milliseconds (times as fast as one thread):")
        .table(header, 2, rows);
    charts.forEach((shape, chart) -> page.chart("threads-" + shape, chart.title(), chart.svg()));
  }

  private double oneThread(Shape shape, String contender) {
    return of(Series.THREADS).stream()
        .filter(outcome -> outcome.problem().shape().equals(shape))
        .filter(outcome -> outcome.problem().threads() == 1)
        .flatMap(outcome -> find(outcome, contender).stream())
        .mapToDouble(Measurement::seconds)
        .findFirst()
        .orElse(Double.NaN);
  }

  private double gigaflops(Problem problem, Measurement measurement) {
    return problem.usefulOperations() / measurement.seconds() * 1e-9;
  }

  private double machineGigaflops(Problem problem) {
    return results.machineGigaflops() * problem.threads() / results.threads();
  }

  private List<String> contendersOf(Series series) {
    return contenders.stream()
        .filter(
            name -> of(series).stream().anyMatch(outcome -> find(outcome, name).isPresent()))
        .toList();
  }

  private List<Outcome> of(Series... series) {
    return results.outcomes().stream()
        .filter(outcome -> List.of(series).contains(outcome.problem().series()))
        .toList();
  }

  private static Optional<Measurement> find(Outcome outcome, String contender) {
    return outcome.measurements().stream()
        .filter(measurement -> measurement.contender().equals(contender))
        .findFirst();
  }

  /** Returns the time, marked where the answer is another. */
  private static String milliseconds(Outcome outcome, Measurement measurement) {
    String time = milliseconds(measurement);
    return outcome.agrees(measurement) ? time : "(" + time + " ≠)";
  }

  private static String milliseconds(Measurement measurement) {
    return Numbers.significant(measurement.seconds() * 1e3);
  }
}
