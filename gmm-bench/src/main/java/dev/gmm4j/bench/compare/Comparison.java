package dev.gmm4j.bench.compare;

import dev.gmm4j.bench.Blobs;
import dev.gmm4j.bench.RequestedBackend;
import dev.gmm4j.bench.compare.Problem.Series;
import dev.gmm4j.covariance.CovarianceType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures seconds per EM iteration: all backends and the other libraries that are there, in turn on the same samples,
 * from the same initial parameters, with the same number of iterations and threads.
 */
public final class Comparison {
  private static final String BASELINE = "gmm4j.bench.baseline";
  private static final String BASELINE_COMMIT = "gmm4j.bench.baseline.commit";
  private static final String SPARK = "gmm4j.bench.spark";

  /** In a module of its own, which not every build has. */
  private static final String SPARK_TRIAL = "dev.gmm4j.bench.spark.SparkTrial";

  private static final List<String> SPARK_OPTIONS =
      List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  private final Plan plan;
  private final int threads;
  private final Path folder;
  private final Processes processes;
  private final List<String> backends;
  private final Optional<ScikitLearn> scikitLearn;
  private final @Nullable String sparkClassPath = System.getProperty(SPARK);
  private final List<String> notes = new ArrayList<>();

  Comparison(
      Plan plan,
      int threads,
      Path folder,
      List<String> backends,
      Optional<ScikitLearn> scikitLearn) {
    this.plan = plan;
    this.threads = threads;
    this.folder = folder;
    this.processes = new Processes(folder);
    this.backends = backends;
    this.scikitLearn = scikitLearn;
  }

  /**
   * Measures.
   *
   * <p>System properties: {@code gmm4j.bench.python} the Python script; {@code gmm4j.bench.commit} what is measured;
   * {@code gmm4j.bench.spark} the class path of Spark, where it is to be a peer;
   * {@code gmm4j.bench.baseline} the class path of another commit to measure beside it, and
   * {@code gmm4j.bench.baseline.commit} its name.
   *
   * @param arguments {@code quick} or {@code full}, and the JSON file to write
   */
  public static void main(String[] arguments) throws Exception {
    int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    Path folder = Files.createTempDirectory("gmm-bench");
    try {
      Path script = Path.of(System.getProperty("gmm4j.bench.python"));
      Comparison comparison = new Comparison(
          Plan.of(arguments[0], threads),
          threads,
          folder,
          RequestedBackend.available(),
          ScikitLearn.find(new Processes(folder), script));
      Json.write(Path.of(arguments[1]), comparison.run(Environment.here(arguments[0])));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  Results run(Environment environment) throws IOException, InterruptedException {
    if (scikitLearn.isEmpty()) {
      note(
          "scikit-learn left out: neither the Python named by `PYTHON` nor `python3` nor `/usr/bin/python3` has it");
    }
    if (sparkClassPath == null) {
      note("Spark MLlib left out: it is measured with the option `--spark`");
    }
    List<ProductRate> products = products();
    List<Results.Outcome> outcomes = new ArrayList<>();
    for (Problem problem : plan.problems()) {
      outcomes.add(measure(problem));
    }
    return new Results(environment, threads, backends, products, outcomes, notes);
  }

  private List<ProductRate> products() throws InterruptedException {
    List<ProductRate> rates = new ArrayList<>();
    scikitLearn.ifPresent(
        peer -> attempt("NumPy", ProductRate.class, file -> peer.product(threads, file))
            .ifPresent(rates::add));
    for (String backend : backends) {
      attempt(
              backend,
              ProductRate.class,
              file -> processes.java(
                  Processes.ownClassPath(),
                  List.of(),
                  DenseProduct.class.getName(),
                  backend,
                  Integer.toString(threads),
                  file.toString()))
          .ifPresent(rates::add);
    }
    rates.forEach(
        rate -> print("dense product, %s: %.1f GFLOP/s", rate.contender(), rate.gigaflops()));
    return rates;
  }

  private Results.Outcome measure(Problem problem) throws IOException {
    Blobs blobs = Blobs.of(problem.shape(), problem.overlap(), 1);
    Path data = folder.resolve("samples.npy");
    Path task = folder.resolve("task.json");
    Npy.write(data, blobs.rows(), problem.shape().dimension());
    Json.write(task, Task.of(problem, data, blobs.startMeans(), plan.seconds()));
    List<Measurement> measurements = new ArrayList<>();
    for (String backend : plan.backends(problem, backends)) {
      trial(backend, Processes.ownClassPath(), task).ifPresent(measurements::add);
      baseline(backend, task).ifPresent(measurements::add);
    }
    peers(problem, task, measurements);
    Results.Outcome outcome = new Results.Outcome(problem, measurements);
    print(
        "%s, %s, %d threads, %d iterations",
        problem.title(), problem.overlap().label(), problem.threads(), problem.iterations());
    for (Measurement measurement : measurements) {
      print(
          "  %-18s %10.3f ms  log-likelihood %.6f, %s (%.0e)",
          measurement.contender(),
          measurement.seconds() * 1e3,
          measurement.logLikelihood(),
          outcome.agrees(measurement) ? "equal" : "DIFFERENT",
          outcome.difference(measurement));
    }
    return outcome;
  }

  private void peers(Problem problem, Path task, List<Measurement> measurements) {
    scikitLearn.ifPresent(peer -> attempt(
            ScikitLearn.NAME, Measurement.class, file -> peer.fit(task, problem.threads(), file))
        .ifPresent(measurements::add));
    // The other peers know full covariances alone, and stop where nothing changes any more.
    boolean suits =
        problem.structure() == CovarianceType.FULL && problem.series() == Series.OVERLAPPING;
    if (suits && CommonsMathContender.expectedSeconds(problem.shape()) <= plan.slowestIteration()) {
      trial(CommonsMathContender.NAME, Processes.ownClassPath(), task).ifPresent(measurements::add);
    }
    if (sparkClassPath != null && suits) {
      String classPath = sparkClassPath;
      attempt(
              "Spark MLlib",
              Measurement.class,
              file -> processes.java(
                  classPath, SPARK_OPTIONS, SPARK_TRIAL, task.toString(), file.toString()))
          .ifPresent(measurements::add);
    }
  }

  private Optional<Measurement> baseline(String backend, Path task) {
    String classPath = System.getProperty(BASELINE);
    return classPath == null
        ? Optional.empty()
        : trial(backend, classPath, task)
            .map(measurement ->
                measurement.renamed(backend + "@" + System.getProperty(BASELINE_COMMIT)));
  }

  private Optional<Measurement> trial(String contender, String classPath, Path task) {
    return attempt(
        contender,
        Measurement.class,
        file -> processes.java(
            classPath,
            List.of(),
            Trial.class.getName(),
            task.toString(),
            file.toString(),
            contender));
  }

  private interface Attempt {
    void run(Path result) throws IOException, InterruptedException;
  }

  /** Returns what a process wrote, or nothing and a note. */
  private <T> Optional<T> attempt(String contender, Class<T> type, Attempt attempt) {
    Path result = folder.resolve("result.json");
    try {
      Files.deleteIfExists(result);
      attempt.run(result);
      return Optional.of(Json.read(result, type));
    } catch (IOException e) {
      note(contender + " failed: " + e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void note(String text) {
    notes.add(text);
    print("%s", text);
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
