package dev.gmm4j.io;

import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some of the parameters of a mixture in a JSON object, to start from. */
final class InitialParts {
  private static final String PRECISIONS = "precisions";
  private static final List<String> PARTS = List.of(
      ParameterArrays.WEIGHTS, ParameterArrays.MEANS, ParameterArrays.COVARIANCES, PRECISIONS);

  private final String file;
  private final CovarianceType fallbackType;
  private @Nullable NumberArray weights;
  private @Nullable NumberArray means;
  private @Nullable NumberArray covariances;
  private @Nullable NumberArray precisions;
  private @Nullable CovarianceType statedType;
  private boolean hasNoise;

  private InitialParts(String file, CovarianceType fallbackType) {
    this.file = file;
    this.fallbackType = fallbackType;
  }

  static InitialParts read(JsonInput input, CovarianceType fallbackType) {
    InitialParts parts = new InitialParts(input.name(), fallbackType);
    List<String> known = new ArrayList<>(ModelFile.PROPERTIES);
    known.add(PRECISIONS);
    Set<String> found = JsonFile.read(input, known, parts::property);
    if (PARTS.stream().noneMatch(found::contains)) {
      throw new DataException(input.name() + " has no property " + Quoted.names(PARTS)
          + ": initial parameters have at least one of them");
    }
    if (parts.covariances != null && parts.precisions != null) {
      throw new DataException(
          input.name() + " has both covariances and precisions: give one of them");
    }
    if (parts.hasNoise && !parts.isModel()) {
      throw new DataException(
          input.name() + " has noise, which needs weights, means and covariances beside it");
    }
    return parts;
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case ParameterArrays.WEIGHTS -> weights = json.numbers(property, 1);
      case ParameterArrays.MEANS -> means = json.numbers(property, 2);
      case ParameterArrays.COVARIANCES -> covariances = json.numbers(property, 3);
      case PRECISIONS -> precisions = json.numbers(property, 3);
      case ParameterArrays.COVARIANCE_TYPE ->
        statedType = ParameterArrays.type(file, json.text(property));
      default -> {
        hasNoise |= property.equals(ParameterArrays.NOISE);
        json.skip();
      }
    }
  }

  /** Tells whether there is all that a model has. */
  boolean isModel() {
    return weights != null && means != null && covariances != null;
  }

  /** Returns what {@link InitialParameters#initialization} does. */
  Initialization initialization(int components, List<String> features) {
    try {
      Initialization initialization = Initialization.kMeans();
      NumberArray given = means;
      if (given != null) {
        require(given.dimensions() == 2, ParameterArrays.MEANS, "[K, d]", given);
        initialization = Initialization.means(given.matrix());
      }
      if (weights != null) {
        initialization = initialization.withWeights(weights.values());
      }
      NumberArray shapes = covariances == null ? precisions : covariances;
      return shapes == null
          ? initialization
          : initialization.withCovariances(
              covariances(shapes, components(components), dimension(features.size())));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private int components(int ofFit) {
    if (means != null) {
      return means.shape()[0];
    }
    return weights != null ? weights.shape()[0] : ofFit;
  }

  private int dimension(int ofData) {
    return means != null ? means.shape()[1] : ofData;
  }

  private Covariances covariances(NumberArray numbers, int components, int dimension) {
    CovarianceType type = statedType == null
        ? InitialParameters.type(numbers, fallbackType, components, dimension)
        : statedType;
    int[] shape = NumberArray.covarianceShape(type, components, dimension);
    String name = precisions == null ? ParameterArrays.COVARIANCES : PRECISIONS;
    require(numbers.hasShape(shape), name, Arrays.toString(shape), numbers);
    if (precisions == null) {
      return InitialParameters.covariances(numbers, type, components, dimension);
    }
    return switch (type) {
      case FULL -> Covariances.ofPrecisions(numbers.stack());
      case TIED ->
        Covariances.tied(
            Covariances.ofPrecisions(new double[][][] {numbers.matrix()}).matrix(0), components);
      case DIAGONAL, SPHERICAL ->
        InitialParameters.covariances(reciprocals(numbers), type, components, dimension);
    };
  }

  private static NumberArray reciprocals(NumberArray numbers) {
    double[] reciprocals = new double[numbers.values().length];
    for (int i = 0; i < reciprocals.length; i++) {
      double precision = numbers.values()[i];
      if (!(precision > 0)) {
        throw new IllegalArgumentException(PRECISIONS + " must be > 0, but one is " + precision);
      }
      reciprocals[i] = 1 / precision;
    }
    return new NumberArray(numbers.shape(), reciprocals);
  }

  private static void require(boolean met, String name, String shape, NumberArray numbers) {
    if (!met) {
      throw new IllegalArgumentException(
          name + " must have shape " + shape + ", but have " + Arrays.toString(numbers.shape()));
    }
  }
}
