package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads mclust's parameters. */
final class MclustReader {
  /** jsonlite writes 15 digits; entries that a model has equal may differ by that, relative to the variances. */
  private static final double ROUNDING = 1e-9;

  private static final List<String> KNOWN =
      List.of("modelName", "d", "G", "n", "loglik", "bic", "df", "variableNames", "parameters");
  private static final List<String> PARAMETERS = List.of("pro", "mean", "variance", "Vinv");
  private static final List<String> VARIANCE = List.of(
      "modelName",
      "d",
      "G",
      "sigma",
      "sigmasq",
      "Sigma",
      "cholsigma",
      "cholSigma",
      "scale",
      "shape",
      "orientation");

  /** mclust's names for one feature, and for one component. */
  private static final Map<String, CovarianceModel> SPECIAL_NAMES = Map.of(
      "E", CovarianceModel.EII,
      "V", CovarianceModel.VII,
      "X", CovarianceModel.EII,
      "XII", CovarianceModel.EII,
      "XXI", CovarianceModel.EEI,
      "XXX", CovarianceModel.EEE);

  private final JsonInput input;
  private final String file;
  private final LinearAlgebraBackend backend;
  private String modelName = "";
  private List<String> variableNames = List.of();
  private @Nullable NumberArray pro;
  private @Nullable NumberArray mean;
  private @Nullable NumberArray sigma;
  private @Nullable NumberArray sigmasq;

  MclustReader(JsonInput input, LinearAlgebraBackend backend) {
    this.input = input;
    this.file = input.name();
    this.backend = backend;
  }

  ModelFile read() {
    Set<String> found = JsonFile.read(input, KNOWN, this::property);
    for (String required : List.of("modelName", "parameters")) {
      check(found.contains(required), "there is no property '" + required + "'");
    }
    CovarianceModel covariance = covarianceModel();
    double[][] means = means();
    int d = means[0].length;
    double[] weights = weights(means.length);
    Sigma matrices = matrices(means.length, d);
    Covariances covariances = covariances(covariance.type(), matrices);
    if (covariance.isShared()) {
      checkKept(matrices, covariances.select(new int[means.length]));
    }
    try {
      GaussianMixture model = GaussianMixture.of(weights, means, covariances, backend)
          .chosenAmong(covariance, MixingProportions.FREE);
      check(
          variableNames.isEmpty() || variableNames.size() == d,
          "variableNames must be " + d + " texts, as mean has rows, but has "
              + variableNames.size());
      return new ModelFile(model, variableNames, null);
    } catch (IllegalArgumentException | NotPositiveDefiniteException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "modelName" -> modelName = json.textAlone(property);
      case "variableNames" -> variableNames = json.texts(property);
      case "parameters" -> {
        Set<String> found = json.someOf(property, PARAMETERS, this::parameter);
        for (String required : List.of("mean", "variance")) {
          check(found.contains(required), "parameters has no property '" + required + "'");
        }
      }
      default -> json.skip();
    }
  }

  private void parameter(JsonFile json, String property) {
    switch (property) {
      case "pro" -> pro = json.numbersOrOne(property, 1);
      case "mean" -> mean = json.numbersOrOne(property, 2);
      case "variance" -> json.someOf(property, VARIANCE, this::variance);
      default -> json.skip();
    }
  }

  private void variance(JsonFile json, String property) {
    switch (property) {
      case "sigma" -> sigma = json.numbers(property, 3);
      case "sigmasq" -> sigmasq = json.numbersOrOne(property, 1);
      default -> json.skip();
    }
  }

  private CovarianceModel covarianceModel() {
    CovarianceModel special = SPECIAL_NAMES.get(modelName);
    if (special != null) {
      return special;
    }
    try {
      return CovarianceModel.valueOf(modelName);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          file + ": modelName must be one of mclust's, such as VVV, but is "
              + Quoted.text(modelName),
          e);
    }
  }

  /** Returns the columns of the mean; a vector is that of one feature. */
  private double[][] means() {
    NumberArray array = Objects.requireNonNull(mean);
    double[][] rows = array.dimensions() == 1 ? new double[][] {array.values()} : array.matrix();
    double[][] means = new double[rows[0].length][rows.length];
    for (int k = 0; k < means.length; k++) {
      for (int j = 0; j < rows.length; j++) {
        means[k][j] = rows[j][k];
      }
    }
    return means;
  }

  private double[] weights(int components) {
    if (pro == null) {
      check(components == 1, "parameters has no property 'pro'");
      return new double[] {1};
    }
    double[] weights = pro.values();
    check(
        weights.length != components + 1,
        "pro has a number more than mean has columns: a noise component cannot be imported");
    check(
        weights.length == components,
        "pro must be " + components + " numbers, as mean has columns, but has " + weights.length);
    return weights;
  }

  /**
   * The covariance matrices as they stand in the file, which may be of a few variances: no larger array is made of them.
   *
   * @param numbers of mclust's {@code sigma}, {@code d*d*G}, the components last; or variances, one of all or one of each
   */
  private record Sigma(double[] numbers, boolean isOfVariances, int components, int dimension) {
    double get(int k, int i, int j) {
      if (!isOfVariances) {
        return numbers[(i * dimension + j) * components + k];
      }
      return i == j ? variance(k) : 0;
    }

    private double variance(int k) {
      return numbers[numbers.length == 1 ? 0 : k];
    }

    double[][] matrix(int k) {
      double[][] matrix = new double[dimension][dimension];
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < dimension; j++) {
          matrix[i][j] = get(k, i, j);
        }
      }
      return matrix;
    }

    double[][] diagonals() {
      double[][] diagonals = new double[components][dimension];
      for (int k = 0; k < components; k++) {
        for (int j = 0; j < dimension; j++) {
          diagonals[k][j] = get(k, j, j);
        }
      }
      return diagonals;
    }

    double[] meanVariances() {
      double[] variances = new double[components];
      for (int k = 0; k < components; k++) {
        for (int j = 0; j < dimension; j++) {
          variances[k] += get(k, j, j) / dimension;
        }
      }
      return variances;
    }
  }

  private Sigma matrices(int components, int d) {
    if (sigma == null) {
      return new Sigma(variances(components), true, components, d);
    }
    check(
        sigma.hasShape(d, d, components),
        "sigma must have shape " + Arrays.toString(new int[] {d, d, components}) + ", but has "
            + Arrays.toString(sigma.shape()));
    return new Sigma(sigma.values(), false, components, d);
  }

  private double[] variances(int components) {
    NumberArray array = sigmasq;
    if (array == null) {
      throw new DataException(file + ": variance has neither 'sigma' nor 'sigmasq'");
    }
    double[] variances = array.values();
    check(
        variances.length == 1 || variances.length == components,
        "sigmasq must be 1 or " + components + " numbers, but has " + variances.length);
    return variances;
  }

  private Covariances covariances(CovarianceType type, Sigma matrices) {
    int d = matrices.dimension();
    boolean isFull = type == CovarianceType.FULL || type == CovarianceType.TIED;
    check(
        d == 1 || !isFull || !matrices.isOfVariances(),
        "variance has no 'sigma', which modelName " + modelName + " needs");
    Covariances covariances;
    try {
      covariances = switch (type) {
        case FULL ->
          Covariances.full(IntStream.range(0, matrices.components())
              .mapToObj(matrices::matrix)
              .toArray(double[][][]::new));
        case TIED -> Covariances.tied(matrices.matrix(0), matrices.components());
        case DIAGONAL -> Covariances.diagonal(matrices.diagonals());
        case SPHERICAL -> Covariances.spherical(matrices.meanVariances(), d);
      };
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
    checkKept(matrices, covariances);
    return covariances;
  }

  /** Refuses matrices that are not what the model's name says, rather than dropping what does not fit. */
  private void checkKept(Sigma matrices, Covariances covariances) {
    int d = matrices.dimension();
    for (int k = 0; k < matrices.components(); k++) {
      for (int i = 0; i < d; i++) {
        // Off the diagonal, there is nothing of variances to be kept.
        int first = matrices.isOfVariances() ? i : 0;
        int last = matrices.isOfVariances() ? i : d - 1;
        for (int j = first; j <= last; j++) {
          checkKept(matrices, covariances, k, i, j);
        }
      }
    }
  }

  private void checkKept(Sigma matrices, Covariances covariances, int k, int i, int j) {
    double scale = Math.sqrt(Math.abs(matrices.get(k, i, i)) * Math.abs(matrices.get(k, j, j)));
    check(
        Math.abs(matrices.get(k, i, j) - covariances.get(k, i, j)) <= ROUNDING * scale,
        "sigma of component " + k + " is not as modelName " + modelName + " says: entry [" + i
            + "][" + j + "] is " + matrices.get(k, i, j) + ", not "
            + covariances.get(k, i, j));
  }

  private void check(boolean met, String problem) {
    if (!met) {
      throw new DataException(file + ": " + problem);
    }
  }
}
