package dev.gmm4j.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.bench.compare.Environment;
import dev.gmm4j.bench.compare.Json;
import dev.gmm4j.bench.compare.Measurement;
import dev.gmm4j.bench.compare.Problem;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.bench.compare.ProductRate;
import dev.gmm4j.bench.compare.Results;
import dev.gmm4j.bench.compare.Results.Outcome;
import dev.gmm4j.covariance.CovarianceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String JMH = """
      [{"benchmark": "dev.gmm4j.bench.jmh.EmPassBenchmark.iteration",
        "params": {"backend": "ejml", "shape": "10x2x1", "structure": "FULL"},
        "primaryMetric": {"score": 1.25, "scoreUnit": "ms/op"}},
       {"benchmark": "dev.gmm4j.bench.jmh.KernelBenchmark.expectation",
        "params": {"backend": "ejml", "mixture": "2x1"},
        "primaryMetric": {"score": 500, "scoreUnit": "ns/op"},
        "secondaryMetrics": {"samples": {"score": 2.5, "scoreUnit": "ns/op"}}}]
      """;

  private static Measurement measurement(String name, double seconds, double logLikelihood) {
    return new Measurement(name, "1", seconds, seconds, 3, logLikelihood, 1e6, 2e6, 0.5);
  }

  private static Outcome outcome(Series series, int threads, Measurement... measurements) {
    Problem problem = new Problem(
        series, new Shape(1000, 10, 5), Overlap.OVERLAPPING, CovarianceType.FULL, threads, 4);
    return new Outcome(problem, List.of(measurements));
  }

  /** Two backends, one of them wrong, a peer, and the first backend at another commit. */
  private static Results results() {
    return results(
        measurement("fast<&>", 0.001, -100),
        measurement("wrong", 0.0001, -90),
        measurement("fast<&>@abc", 0.0015, -100),
        measurement("peer", 0.02, -100 - 1e-7));
  }

  private static Results results(Measurement... measurements) {
    Outcome[] outcomes = Arrays.stream(Series.values())
        .map(series -> outcome(series, 2, measurements))
        .toArray(Outcome[]::new);
    return new Results(
        new Environment(
            "2026-01-01",
            "1234567",
            "processor",
            2,
            8_000_000_000L,
            "Linux",
            "JVM 17",
            "",
            "quick"),
        2,
        List.of("fast<&>", "wrong"),
        List.of(new ProductRate("peer", 10)),
        List.of(outcomes),
        List.of("somebody left out"));
  }

  private static Page page(Path folder) throws Exception {
    return page(folder, results());
  }

  private static Page page(Path folder, Results results) throws Exception {
    Json.write(folder.resolve("comparison.json"), results);
    Files.writeString(folder.resolve("jmh.json"), JMH);
    return Report.page(folder);
  }

  @Test
  void table_hasRatiosToPeersAndShareOfTheMachine(@TempDir Path folder) throws Exception {
    // 2·1000·10²·5 operations in 1 ms.
    assertThat(page(folder).markdown())
        .contains("| n × d, K, covariances | by | ms | × fast<&>@abc | × peer | GFLOP/s |")
        .contains("| 1000 × 10, K = 5, full | fast<&> | 1.00 | 1.50 | 20.0 | 1.00 | 10 % |"
            + " -100.0000 | 0 | 1.00 | 2.00 | 50 % |");
  }

  @Test
  void overview_hasTheFastestRightBackend(@TempDir Path folder) throws Exception {
    assertThat(page(folder).markdown())
        .contains("| 1000 × 10, K = 5, full | overlapping | 1.00 | (0.100 ≠) | 1.50 | 20.0"
            + " | fast<&> | 20.0 |");
  }

  @Test
  void wrongAnswer_isMarked_andHasNoRatio(@TempDir Path folder) throws Exception {
    assertThat(page(folder).markdown())
        .containsPattern(
            "\\| wrong \\| \\(0\\.100 ≠\\) \\|  \\|  \\| .* -90\\.0000 \\| 1e-01 \\*\\*≠\\*\\*");
  }

  @Test
  void peerOfAnotherLikelihood_hasNoRatio(@TempDir Path folder) throws Exception {
    Results results = results(
        measurement("fast<&>", 0.001, -100),
        measurement("wrong", 0.001, -100),
        measurement("peer", 0.002, -100),
        measurement("other", 0.02, -100 - 1e-3));

    assertThat(page(folder, results).markdown())
        .contains("| 1000 × 10, K = 5, full | overlapping | 1.00 | 1.00 | 2.00 | (20.0 ≠) |"
            + " fast<&> | 2.00 |  |");
  }

  @Test
  void page_statesMachineJvmVersionsAndCommit(@TempDir Path folder) throws Exception {
    assertThat(page(folder).markdown())
        .contains("commit 1234567", "processor, 2 processors, 8 GB, Linux", "JVM 17", "2026-01-01")
        .contains("dense product, peer | 10.0 GFLOP/s on 2 threads", "somebody left out")
        .contains("| EmPass.iteration (10x2x1, full), ms/op | 1.25 |")
        .contains("| Kernel.expectation (2x1), ns/sample | 2.50 |");
  }

  @Test
  void html_needsNothingElse_andIsEscaped(@TempDir Path folder) throws Exception {
    String html = page(folder).html("title");

    assertThat(html).contains("<svg", "fast&lt;&amp;&gt;").doesNotContain("fast<&>");
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "src=", "<script", "<link");
  }

  @Test
  void charts_areFilesBesideTheMarkdown(@TempDir Path folder) throws Exception {
    page(folder).write(folder, "name", "title");

    String markdown = Files.readString(folder.resolve("name.md"));
    for (String chart : List.of("rows", "dimension", "components", "rate", "memory")) {
      String link = "benchmarks/" + chart + ".svg";
      assertThat(markdown).contains("(" + link + ")");
      assertThat(folder.resolve(link)).content().startsWith("<svg").endsWith("</svg>");
    }
    assertThat(folder.resolve("name.html")).content().endsWith("</html>\n");
  }

  @Test
  void axis_marksPowersOfTen_orMoreWhereTheyAreFew() {
    assertThat(LogAxis.over(List.of(1e3, 1e7), 0, 100).ticks())
        .containsExactly(1e3, 1e4, 1e5, 1e6, 1e7);
    assertThat(LogAxis.over(List.of(3.0, 30.0), 0, 100).ticks()).containsExactly(5.0, 10.0, 20.0);
    assertThat(List.of(1e6, 2000.0, 0.05, 1e-4))
        .map(LogAxis::label)
        .containsExactly("1e6", "2000", "0.05", "1e-4");
  }

  @Test
  void numbers_haveThreeDigits() {
    assertThat(List.of(0.00012345, 1.0, 123456.0, Double.NaN))
        .map(Numbers::significant)
        .containsExactly("0.000123", "1.00", "123000", "");
  }
}
