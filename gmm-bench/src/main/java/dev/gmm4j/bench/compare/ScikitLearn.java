package dev.gmm4j.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** scikit-learn, where a Python has it: that of the variable PYTHON, the one on the path, or the system's. */
final class ScikitLearn {
  static final String NAME = "scikit-learn";

  private final Processes processes;
  private final String python;
  private final String script;

  private ScikitLearn(Processes processes, String python, String script) {
    this.processes = processes;
    this.python = python;
    this.script = script;
  }

  /** Looks for a Python that has it. */
  static Optional<ScikitLearn> find(Processes processes, Path script) {
    return Stream.of(System.getenv("PYTHON"), "python3", "/usr/bin/python3")
        .filter(Objects::nonNull)
        .filter(python -> works(processes, python))
        .map(python -> new ScikitLearn(processes, python, script.toString()))
        .findFirst();
  }

  private static boolean works(Processes processes, String python) {
    try {
      processes.run(List.of(python, "-c", "import sklearn"), Map.of());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void fit(Path task, int threads, Path result) throws IOException, InterruptedException {
    run(threads, "fit", task.toString(), result.toString());
  }

  void product(int threads, Path result) throws IOException, InterruptedException {
    run(threads, "product", result.toString());
  }

  private void run(int threads, String... arguments) throws IOException, InterruptedException {
    String count = Integer.toString(threads);
    processes.run(
        Stream.concat(Stream.of(python, script), Stream.of(arguments)).toList(),
        Map.of("OMP_NUM_THREADS", count, "OPENBLAS_NUM_THREADS", count, "MKL_NUM_THREADS", count));
  }
}
