package dev.gmm4j.bench.report;

import dev.gmm4j.bench.compare.Environment;
import dev.gmm4j.bench.compare.Json;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.bench.compare.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the report as Markdown and as HTML. */
public final class Report {
  private static final String TITLE = "Benchmarks";

  private Report() {}

  /**
   * Writes {@code benchmarks.md} and {@code benchmarks.html}, and charts into the folder {@code benchmarks}.
   *
   * @param arguments the folder that gets the report; {@code comparison.json} and perhaps {@code jmh.json} are in its
   *     folder {@code benchmarks}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    page(folder.resolve(Page.CHARTS)).write(folder, "benchmarks", "gmm4j: " + TITLE);
    System.out.println("report: " + folder.resolve("benchmarks.html"));
  }

  static Page page(Path folder) {
    Results results = Json.read(folder.resolve("comparison.json"), Results.class);
    Page page = new Page().heading(1, TITLE);
    addEnvironment(page, results);
    ComparisonTables tables = new ComparisonTables(results);
    addIterations(page, tables);
    page.heading(2, "Scaling")
        .paragraph("Overlapping components, full covariances. In parentheses the time in a unit"
            + " that should stay the same."
            + (results.environment().set().equals("quick")
                ? " The set `full` has more sizes, and all backends."
                : ""));
    for (SeriesText text : SeriesText.values()) {
      tables.addScaling(page, text);
    }
    tables.addThreads(page);
    tables.addRates(page);
    tables.addMemory(page);
    Path jmh = folder.resolve("jmh.json");
    if (Files.exists(jmh)) {
      page.heading(2, "Parts, by JMH")
          .paragraph("Mean time of one call. `EmPass` is one iteration in one thread, the kernel"
              + " without the engine; `Kernel` one block of samples; fits and predictions use all processors. With a quick set,"
              + " errors of 20 % are usual.");
      new JmhTable(jmh).addTo(page);
    }
    return page;
  }

  private static void addIterations(Page page, ComparisonTables tables) {
    page.heading(2, "Time of an EM iteration")
        .paragraph(
            "Milliseconds, medians. All contenders have the same samples, the same initial parameters, the same number"
                + " of threads and of iterations, tolerance 0 and no regularization, each in a process"
                + " of its own, after warm-up. A time counts only where the log-likelihood after all"
                + " iterations equals the others' to 1e-8, else it is marked ≠. `×` is how many times as"
                + " fast as that peer the `fastest` of ours is.");
    tables.addOverview(page, Series.OVERLAPPING, Series.SEPARATED, Series.STRUCTURES);
    page.heading(2, "In detail")
        .paragraph("`differs by` is the relative distance of the log-likelihood from the median of"
            + " all. GFLOP/s count 2·n·d²·K useful operations for an iteration with full"
            + " covariances, and `of product` is their part of what the fastest dense product"
            + " reaches here. They are counted the same where components lie apart and a kernel"
            + " skips what is lost in rounding, so that it may seem to do more than it does:"
            + " `active` is the share of pairs of sample and component that no exact kernel can"
            + " skip. `MB allocated` is garbage of an iteration in the Java heap, `MB kept` what a"
            + " fit holds above the samples (of scikit-learn: the peak in an iteration; of native"
            + " memory of backends nothing).")
        .heading(3, "Components that overlap");
    tables.addMeasurements(page, Series.OVERLAPPING);
    page.heading(3, "Components that lie apart");
    tables.addMeasurements(page, Series.SEPARATED);
    page.heading(3, "Covariance types");
    tables.addMeasurements(page, Series.STRUCTURES);
  }

  private static void addEnvironment(Page page, Results results) {
    Environment environment = results.environment();
    page.paragraph("Made by `gmm-bench/run " + environment.set() + "` on " + environment.date()
        + ", gmm4j at commit " + environment.commit() + ".");
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(
        "machine",
        String.format(
            Locale.ROOT,
            "%s, %d processors, %.0f GB, %s",
            environment.processor(),
            environment.processors(),
            environment.memoryBytes() * 1e-9,
            environment.system()));
    rows.put("JVM", environment.jvm() + " " + environment.jvmArguments());
    results.outcomes().stream()
        .flatMap(outcome -> outcome.measurements().stream())
        .forEach(measurement -> rows.putIfAbsent(measurement.contender(), measurement.version()));
    results
        .products()
        .forEach(rate -> rows.put(
            "dense product, " + rate.contender(),
            Numbers.significant(rate.gigaflops()) + " GFLOP/s on " + results.threads()
                + " threads"));
    page.table(
        List.of("", ""),
        2,
        rows.entrySet().stream()
            .map(row -> List.of(row.getKey(), row.getValue()))
            .toList());
    results.notes().forEach(page::paragraph);
  }
}
