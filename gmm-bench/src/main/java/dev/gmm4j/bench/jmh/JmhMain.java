package dev.gmm4j.bench.jmh;

import dev.gmm4j.bench.RequestedBackend;
import java.util.Arrays;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of this package on all backends that are found, in JVMs with the options of this one.
 *
 * <p>What these JVMs inherit includes {@code --add-modules}, without which the vector backend is not among them.
 */
public final class JmhMain {
  private static final String BACKEND = "backend";

  private static final String[] EM_SHAPES = {
    "1000x2x2", "100000x10x8", "100000x32x16", "50000x64x16", "1000000x8x8", "20000x128x16"
  };

  /** A kernel's other pieces are for those who work on it. */
  private static final String[] FULL = {
    "EmPass", "Factorization", "Fit", "Kernel.*expectation", "ModelLoad", "Prediction"
  };

  private static final String[] QUICK = {
    "Factorization.*(cholesky|eigen)", "Fit.*(defaultFit|kMeansStart)", "Prediction.*labels"
  };

  private JmhMain() {}

  /**
   * Runs the benchmarks.
   *
   * @param arguments {@code quick} or {@code full}, and the JSON file to write; or {@code jmh}, and JMH's own options
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "quick" -> new Runner(quick().result(arguments[1]).build()).run();
      case "full" -> new Runner(full().result(arguments[1]).build()).run();
      default -> runGiven(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
  }

  private static ChainedOptionsBuilder all() {
    return new OptionsBuilder()
        .shouldFailOnError(true)
        .param(BACKEND, RequestedBackend.available().toArray(String[]::new))
        .resultFormat(ResultFormatType.JSON);
  }

  private static ChainedOptionsBuilder quick() {
    ChainedOptionsBuilder options = all();
    Stream.of(QUICK).forEach(options::include);
    return options
        .param("size", "10000x8x8")
        .param("order", "128")
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(800))
        .measurementIterations(3)
        .measurementTime(TimeValue.milliseconds(200));
  }

  private static ChainedOptionsBuilder full() {
    ChainedOptionsBuilder options = all();
    Stream.of(FULL).forEach(options::include);
    return options
        .param("shape", EM_SHAPES)
        .forks(3)
        .warmupIterations(3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(5)
        .measurementTime(TimeValue.milliseconds(500));
  }

  /** Does as JMH's own options say, on all backends where they name none. */
  private static void runGiven(String[] arguments) throws Exception {
    CommandLineOptions given = new CommandLineOptions(arguments);
    if (given.shouldHelp() || given.shouldList()) {
      Main.main(arguments);
      return;
    }
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given).shouldFailOnError(true);
    if (!given.getParameter(BACKEND).hasValue()) {
      options.param(BACKEND, RequestedBackend.available().toArray(String[]::new));
    }
    new Runner(options.build()).run();
  }
}
