package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bench.compare.Processes;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A program that fits mixtures: scikit-learn or mclust, by a script of ours.
 *
 * @param name of the program
 * @param command that its arguments are appended to
 * @param models that it has, by its own names of them
 */
record OtherProgram(
    String name, Processes processes, List<String> command, Map<CovarianceModel, String> models) {
  static final String SCIKIT_LEARN = "scikit-learn";
  static final String MCLUST = "mclust";
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

  /** Finds scikit-learn: by the Python of the variable PYTHON, the one on the path, or the system's. */
  static Optional<OtherProgram> scikitLearn(Processes processes, Path script) {
    return Stream.of(System.getenv("PYTHON"), "python3", "/usr/bin/python3")
        .filter(Objects::nonNull)
        .filter(python -> works(processes, List.of(python, "-c", "import sklearn")))
        .findFirst()
        .map(python -> new OtherProgram(
            SCIKIT_LEARN,
            processes,
            List.of(python, script.toString()),
            Map.of(
                CovarianceModel.VVV, "full",
                CovarianceModel.EEE, "tied",
                CovarianceModel.VVI, "diag",
                CovarianceModel.VII, "spherical")));
  }

  /** Finds mclust, in the R on the path. */
  static Optional<OtherProgram> mclust(Processes processes, Path script) {
    return works(processes, List.of("Rscript", "-e", "library(mclust)"))
        ? Optional.of(new OtherProgram(
            MCLUST,
            processes,
            List.of("Rscript", script.toString()),
            Arrays.stream(CovarianceModel.values())
                .collect(Collectors.toMap(UnaryOperator.identity(), CovarianceModel::name))))
        : Optional.empty();
  }

  private static boolean works(Processes processes, List<String> command) {
    try {
      processes.run(command, Map.of());
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells whether the program has the model of a set. */
  boolean fits(QualitySet set) {
    return models.containsKey(set.model());
  }

  /**
   * Runs EM from some starts.
   *
   * @param training the file of the rows, written by {@link RowsFile}
   * @param from index of the first start
   * @param count of starts
   * @return the mixtures at the best different optima
   */
  List<GaussianMixture> optima(QualitySet set, Path training, int dimension, int from, int count)
      throws IOException, InterruptedException {
    List<GaussianMixture> optima = new ArrayList<>();
    for (String line : run(
        "best",
        training.toString(),
        Integer.toString(set.components()),
        Objects.requireNonNull(models.get(set.model())),
        Integer.toString(from),
        Integer.toString(count))) {
      optima.add(mixture(line, set.components(), dimension));
    }
    return optima;
  }

  /** Returns what default fits come to, one for each seed from 0 on; it needs scikit-learn's script. */
  List<Outcome> defaults(QualitySet set, Path training, Path heldOut, int seeds)
      throws IOException, InterruptedException {
    return run(
            "defaults",
            training.toString(),
            Integer.toString(set.components()),
            Objects.requireNonNull(models.get(set.model())),
            heldOut.toString(),
            Integer.toString(seeds))
        .stream()
        .map(line -> {
          double[] numbers = numbers(line);
          return new Outcome(numbers[0], true, numbers[1], numbers[2]);
        })
        .toList();
  }

  /** Runs the script and returns the lines of the file it writes. */
  private List<String> run(String... arguments) throws IOException, InterruptedException {
    Path written = Files.createTempFile("gmm4j", ".txt");
    try {
      processes.run(
          Stream.of(command.stream(), Arrays.stream(arguments), Stream.of(written.toString()))
              .flatMap(UnaryOperator.identity())
              .toList(),
          ONE_THREAD);
      return Files.readAllLines(written);
    } finally {
      Files.delete(written);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.strip().split("\\s+"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  /** Reads weights, means and full covariances. */
  static GaussianMixture mixture(String line, int components, int dimension) {
    double[] numbers = numbers(line);
    double[] weights = Arrays.copyOf(numbers, components);
    double total = DoubleStream.of(weights).sum();
    double[][] means = new double[components][];
    double[][][] covariances = new double[components][dimension][];
    int covariancesAt = components * (1 + dimension);
    for (int k = 0; k < components; k++) {
      weights[k] /= total;
      int mean = components + k * dimension;
      means[k] = Arrays.copyOfRange(numbers, mean, mean + dimension);
      for (int j = 0; j < dimension; j++) {
        int row = covariancesAt + (k * dimension + j) * dimension;
        covariances[k][j] = Arrays.copyOfRange(numbers, row, row + dimension);
      }
    }
    return GaussianMixture.of(weights, means, Covariances.full(covariances));
  }
}
