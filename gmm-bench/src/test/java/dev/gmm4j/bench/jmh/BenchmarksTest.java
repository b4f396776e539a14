package dev.gmm4j.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** That the benchmarks run, not how fast. */
class BenchmarksTest {

  private static ChainedOptionsBuilder shortest(Path folder) {
    return shortest(JmhMain.class.getPackageName(), folder);
  }

  private static ChainedOptionsBuilder shortest(String benchmarks, Path folder) {
    return new OptionsBuilder()
        .include(benchmarks)
        .param("shape", "200x2x2")
        .param("overlap", "SEPARATED")
        .param("size", "200x2x2")
        .param("order", "3")
        .param("dimension", "3")
        .param("mixture", "2x2")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(1))
        .shouldFailOnError(true)
        .output(folder.resolve("log").toString());
  }

  @Test
  void benchmarks_run(@TempDir Path folder) throws RunnerException {
    Collection<RunResult> results = new Runner(shortest(folder).build()).run();

    // EmPass and the kernel's 6 pieces on 4 structures, and 11 others.
    assertThat(results)
        .hasSize(39)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }

  @Test
  void jvmOfABenchmark_hasWhatBackendsNeed(@TempDir Path folder) throws RunnerException {
    Options options = shortest("Factorization.*cholesky", folder)
        .param("backend", "vector")
        .forks(1)
        .build();

    assertThat(new Runner(options).run()).hasSize(1);
  }

  @Test
  void benchmark_ofABackendThatIsNotThere_fails(@TempDir Path folder) {
    Runner runner = new Runner(shortest(folder).param("backend", "none").build());

    assertThatThrownBy(runner::run).isInstanceOf(RunnerException.class);
  }
}
