import dev.gmm4j.classification.ClassifierScore;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Cross-validates and times classifiers on the rows, classes and parts that scikit_learn.py has written: {@code NAME.f64}, rows of
 * little-endian doubles, and {@code NAME.txt}, which begins with the number of features and has a line for each row with its class
 * and, where there is a cross-validation, its part.
 *
 * <p>Arguments: the folder, {@code validate} or {@code time}, and names of data sets.
 */
final class ClassifierTrial {
  private static final int REPETITIONS = 5;

  private ClassifierTrial() {}

  private record Data(double[] rows, int dimension, int[] classes, int[] parts) {
    Samples samples(int[] chosen) {
      double[] some = new double[chosen.length * dimension];
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(rows, chosen[i] * dimension, some, i * dimension, dimension);
      }
      return Samples.of(some, dimension);
    }

    Labels labels(int[] chosen) {
      List<String> names =
          Arrays.stream(classes).distinct().sorted().mapToObj(Integer::toString).toList();
      return Labels.of(names, Arrays.stream(chosen).map(i -> classes[i]).toArray());
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      Data data = read(folder, name);
      switch (arguments[1]) {
        case "validate" -> validate(name, data);
        case "time" -> time(name, data);
        default -> throw new IllegalArgumentException(
            "second argument must be validate or time, but was " + arguments[1]);
      }
    }
  }

  private static Data read(Path folder, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(name + ".txt"));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".f64")))
        .order(ByteOrder.LITTLE_ENDIAN);
    double[] rows = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(rows);
    int[] classes = new int[lines.size() - 1];
    int[] parts = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String[] cells = lines.get(i + 1).split(" ");
      classes[i] = Integer.parseInt(cells[0]);
      parts[i] = cells.length > 1 ? Integer.parseInt(cells[1]) : 0;
    }
    return new Data(rows, Integer.parseInt(lines.get(0)), classes, parts);
  }

  /** Relative additions to variances, small to large, stand beside scikit-learn's reg_param and shrinkage. */
  private static void validate(String name, Data data) {
    for (CovarianceModel model : List.of(CovarianceModel.EEE, CovarianceModel.VVV)) {
      for (double amount : new double[] {1e-3, 1e-2, 1e-1, 0.3, 1}) {
        double[] result = validated(data, estimator(model, data, amount));
        System.out.printf(
            Locale.ROOT,
            "%s gmm4j %s variances+%s: error %.4f, log loss %.4f, %.2f s%n",
            name,
            model,
            amount,
            result[0],
            result[1],
            result[2]);
      }
    }
  }

  /** Adds a part of the mean variance to all variances: pixels at the rim are constant. */
  private static MixtureClassifierEstimator estimator(
      CovarianceModel model, Data data, double amount) {
    double added = amount * meanVariance(data);
    return MixtureClassifierEstimator.builder()
        .model(model)
        .estimator(settings -> settings.regularization(Regularization.absolute(added)))
        .build();
  }

  private static double meanVariance(Data data) {
    int d = data.dimension;
    int n = data.classes.length;
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        mean += data.rows[i * d + j] / n;
      }
      for (int i = 0; i < n; i++) {
        square += Math.pow(data.rows[i * d + j] - mean, 2) / n;
      }
      sum += square;
    }
    return sum / d;
  }

  /** Returns error, log loss and seconds of fits and predictions over all parts. */
  private static double[] validated(Data data, MixtureClassifierEstimator estimator) {
    long errors = 0;
    double logLoss = 0;
    long nanos = 0;
    int n = data.classes.length;
    for (int part = 0; part <= Arrays.stream(data.parts).max().orElseThrow(); part++) {
      int[] train = chosen(data, part, false);
      int[] test = chosen(data, part, true);
      Samples fitted = data.samples(train);
      Samples scored = data.samples(test);
      long begin = System.nanoTime();
      MixtureClassifier classifier = estimator.classifier(fitted, data.labels(train));
      classifier.predict(scored);
      nanos += System.nanoTime() - begin;
      ClassifierScore score = classifier.score(scored, data.labels(test));
      errors += score.errors();
      logLoss += score.logLoss() * test.length;
    }
    return new double[] {errors / (double) n, logLoss / n, nanos / 1e9};
  }

  private static int[] chosen(Data data, int part, boolean inside) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < data.parts.length; i++) {
      if ((data.parts[i] == part) == inside) {
        rows.add(i);
      }
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Times the fit of quadratic discriminant analysis and its predictions: the least of some repetitions, after one more. */
  private static void time(String name, Data data) {
    int n = data.classes.length;
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    Samples samples = Samples.of(data.rows, data.dimension);
    Labels labels = data.labels(all);
    MixtureClassifierEstimator estimator =
        MixtureClassifierEstimator.builder().model(CovarianceModel.VVV).build();
    double fit = Double.POSITIVE_INFINITY;
    double fitAndScore = Double.POSITIVE_INFINITY;
    double predict = Double.POSITIVE_INFINITY;
    long errors = 0;
    for (int r = 0; r <= REPETITIONS; r++) {
      long begin = System.nanoTime();
      MixtureClassifier classifier = estimator.classifier(samples, labels);
      long between = System.nanoTime();
      int[] predicted = classifier.predict(samples);
      long end = System.nanoTime();
      estimator.fit(samples, labels);
      long scored = System.nanoTime();
      if (r > 0) {
        fit = Math.min(fit, (between - begin) / 1e9);
        fitAndScore = Math.min(fitAndScore, (scored - end) / 1e9);
        predict = Math.min(predict, (end - between) / 1e9);
      }
      errors = 0;
      for (int i = 0; i < n; i++) {
        errors += predicted[i] == data.classes[i] ? 0 : 1;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s gmm4j VVV: fit %.3f s, predict %.3f s, training errors %d; fit with its scores %.3f s%n",
        name,
        fit,
        predict,
        errors,
        fitAndScore);
  }
}
