package dev.gmm4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.bench.BenchReport.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static BenchTrial.Result result(String id, double seconds, Double... trace) {
    return new BenchTrial.Result(id, seconds, List.of(trace), 1_500_000);
  }

  private static BenchReport report(String automatic, BenchTrial.Result... results) {
    return new BenchReport(
        "case", List.of(results), List.of(new Unusable("d", "no device")), automatic);
  }

  @Test
  void fastest_isRecommended() {
    BenchReport report = report(
        "a",
        result("a", 0.010, -90.0, -80.0),
        result("b", 0.002, -90.0, -80.0),
        result("c", 0.005, -90.0, -80.0));

    assertThat(report.advice()).isEqualTo("b, 2.5 times as fast as c; name it, with --backend b");
    assertThat(report.toTable()).isEqualTo("""
        case

        backend  ms/iteration  relative  heap MB  log-likelihood  agreement
        a                  10       5.0      1.5        -80.0000  yes
        b                   2       1.0      1.5        -80.0000  yes
        c                   5       2.5      1.5        -80.0000  yes

        d not measured: no device
        recommended: b, 2.5 times as fast as c; name it, with --backend b
        """);
  }

  @Test
  void asFastWithinNoise_isTheAutomaticOne() {
    BenchReport report =
        report("a", result("a", 0.00204, -1.0, -1.0), result("b", 0.002, -1.0, -1.0));

    assertThat(report.advice())
        .isEqualTo("a, 0.98 times as fast as b, and taken when none is named");
  }

  @Test
  void fastWrongAnswer_isNotRecommended() {
    BenchReport report = report(
        "a",
        result("a", 0.003, -90.0, -80.0),
        result("b", 0.001, -90.0, -80.001),
        result("c", 0.004, -90.0, -80.0000000001));

    assertThat(report.recommended().orElseThrow().id()).isEqualTo("a");
    assertThat(report.toTable()).contains("differs by 1.2e-05");
  }

  @Test
  void twoThatDisagree_areNeitherRecommended() {
    BenchReport report = report("a", result("a", 1, -9.0, -8.0), result("b", 2, -9.0, -7.0));

    assertThat(report.recommended()).isEmpty();
    assertThat(report.advice()).isEqualTo("none: the backends disagree, see gmm tck");
  }

  @Test
  void logLikelihoods_areComparedAfterEqualIterations() {
    BenchReport report =
        report("a", result("a", 1, -9.0, -8.0, -7.0, -6.5), result("b", 2, -9.0, -8.0, -7.0));

    assertThat(report.rows()).extracting(BenchReport.Row::logLikelihood).containsOnly(-7.0);
    assertThat(report.rows()).allMatch(BenchReport.Row::agrees);
  }
}
