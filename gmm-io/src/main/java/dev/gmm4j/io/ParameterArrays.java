package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Weights, means, covariances and noise as they are read from a file, and the mixture of them. */
final class ParameterArrays {
  static final String WEIGHTS = "weights";
  static final String MEANS = "means";
  static final String COVARIANCES = "covariances";
  static final String COVARIANCE_TYPE = "covarianceType";
  static final String NOISE = "noise";

  /** Double precision leaves no more than this across a diagonal, relative to the variances. */
  private static final double ASYMMETRY_BY_ROUNDING = 1e-9;

  private final String file;
  private final String suffix;
  private final Map<String, NumberArray> arrays = new HashMap<>();
  private @Nullable CovarianceType type;
  private @Nullable UniformNoise noise;

  ParameterArrays(JsonInput input) {
    this(input, "");
  }

  /** Reads parameters whose names end otherwise, as scikit-learn's do. */
  ParameterArrays(JsonInput input, String suffix) {
    this.file = input.name();
    this.suffix = suffix;
  }

  /** Reads a property if it is one of the parameters or the covariance type. */
  boolean read(JsonFile json, String property) {
    String name = property.endsWith(suffix)
        ? property.substring(0, property.length() - suffix.length())
        : property;
    switch (name) {
      case WEIGHTS -> arrays.put(name, json.numbers(property, 1));
      case MEANS -> arrays.put(name, json.numbers(property, 2));
      case COVARIANCES -> arrays.put(name, json.numbers(property, 3));
      case NOISE -> noise = NoiseJson.read(json, property);
      case COVARIANCE_TYPE -> type = type(file, json.text(property));
      default -> {
        return false;
      }
    }
    return true;
  }

  static CovarianceType type(String file, String label) {
    try {
      return CovarianceType.parse(label);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          file + ": " + COVARIANCE_TYPE + " must be one of full, tied, diagonal, spherical, but is "
              + Quoted.text(label),
          e);
    }
  }

  /**
   * Refuses a file that lacks properties.
   *
   * @param found the properties that it has
   */
  void require(List<String> required, Set<String> found) {
    List<String> missing =
        required.stream().filter(property -> !found.contains(property)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(file + " has no property " + Quoted.names(missing));
    }
  }

  /** Returns the covariance type that the file states, or null. */
  @Nullable
  CovarianceType type() {
    return type;
  }

  int components() {
    return array(WEIGHTS).shape()[0];
  }

  /** Returns the number of features; the shape of the means is only checked with the mixture. */
  int dimension() {
    int[] shape = array(MEANS).shape();
    return shape[shape.length - 1];
  }

  double[] weights() {
    return array(WEIGHTS).values();
  }

  /** Refuses means that have not a row for each weight. */
  void checkMeans() {
    checkShape(MEANS, components(), dimension());
  }

  /** Returns the means, whose shape is that of {@link #checkMeans}. */
  double[][] means() {
    return array(MEANS).matrix();
  }

  NumberArray covariances() {
    return array(COVARIANCES);
  }

  private NumberArray array(String property) {
    return requireNonNull(arrays.get(property), property);
  }

  /** Returns the mixture, whose covariances have a given type and are factorized by a backend. */
  GaussianMixture mixture(CovarianceType covarianceType, LinearAlgebraBackend backend) {
    int components = components();
    int dimension = dimension();
    checkMeans();
    checkShape(COVARIANCES, NumberArray.covarianceShape(covarianceType, components, dimension));
    NumberArray numbers = covariances();
    try {
      Covariances covariances =
          InitialParameters.covariances(numbers, covarianceType, components, dimension);
      return GaussianMixture.of(
          array(WEIGHTS).values(), array(MEANS).matrix(), covariances, noise, backend);
    } catch (IllegalArgumentException | NotPositiveDefiniteException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns what was changed to make the mixture, in words; single precision leaves traces in sums and symmetry. */
  List<String> notes(GaussianMixture mixture) {
    List<String> notes = new ArrayList<>();
    addNoteOfWeights(notes, mixture.weights());
    double asymmetry = asymmetry(mixture.covariances());
    if (asymmetry > ASYMMETRY_BY_ROUNDING) {
      notes.add(
          COVARIANCES + suffix + " were symmetrized: entries across the diagonal differed by up"
              + " to " + String.format(Locale.ROOT, "%.1g", asymmetry) + " of the variances");
    }
    return notes;
  }

  /** Adds what was changed of the weights to make those of a mixture, if something was. */
  void addNoteOfWeights(List<String> notes, double[] used) {
    double[] given = weights();
    if (!Arrays.equals(given, used)) {
      double total = Arrays.stream(given).sum() + (noise == null ? 0 : noise.weight());
      notes.add(WEIGHTS + suffix + " summed to " + total + " and were divided by that");
    }
  }

  /** Returns the largest difference across the diagonal, relative to {@code √(c_ii c_jj)}. */
  private double asymmetry(Covariances covariances) {
    if (covariances.type().isAxisAligned()) {
      return 0;
    }
    int d = covariances.dimension();
    double[] values = covariances().values();
    double largest = 0;
    for (int at = 0; at < values.length; at++) {
      int matrix = at / (d * d) * d * d;
      int row = (at - matrix) / d;
      int column = at % d;
      double difference = Math.abs(values[at] - values[matrix + column * d + row]);
      if (difference > 0) {
        double scale = Math.sqrt(values[matrix + row * (d + 1)])
            * Math.sqrt(values[matrix + column * (d + 1)]);
        largest = Math.max(largest, difference / scale);
      }
    }
    return largest;
  }

  private void checkShape(String property, int... wanted) {
    if (!array(property).hasShape(wanted)) {
      throw new DataException(
          file + ": " + property + suffix + " must have shape " + Arrays.toString(wanted)
              + ", but have " + Arrays.toString(array(property).shape()));
    }
  }
}
