package dev.gmm4j.io;

import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Loadings, noise variances and numbers of factors as they are read from a file, and the mixture of them. */
final class FactorArrays {
  private static final List<String> PROPERTIES =
      List.of(FactorModelFile.FACTORS, FactorModelFile.LOADINGS, FactorModelFile.NOISE_VARIANCES);

  /** What other kinds of mixtures have. */
  private static final List<String> STRANGE = List.of(
      ParameterArrays.COVARIANCE_TYPE,
      ParameterArrays.COVARIANCES,
      ParameterArrays.NOISE,
      StudentModelFile.DEGREES_OF_FREEDOM,
      StudentModelFile.TAILS,
      ModelFile.POSTERIOR);

  private final String file;
  private final Map<String, NumberArray> arrays = new HashMap<>();

  FactorArrays(JsonInput input) {
    this.file = input.name();
  }

  /** Reads a property if it is one of these. */
  boolean read(JsonFile json, String property) {
    if (!PROPERTIES.contains(property)) {
      return false;
    }
    int dimensions = property.equals(FactorModelFile.FACTORS)
        ? 1
        : property.equals(FactorModelFile.LOADINGS) ? 3 : 2;
    arrays.put(property, json.numbers(property, dimensions));
    return true;
  }

  /** Tells whether a file is of factors. */
  boolean isUsed() {
    return !arrays.isEmpty();
  }

  /**
   * Returns the mixture.
   *
   * @param found all properties of the file
   * @throws DataException if parts are missing or not valid, or do not go with these
   */
  FactorMixture mixture(
      Set<String> found,
      String modelLabel,
      MixingProportions proportions,
      ParameterArrays parameters,
      LinearAlgebraBackend backend) {
    for (String strange : STRANGE) {
      if (found.contains(strange)) {
        throw new DataException(
            file + ": " + strange + " cannot go with " + FactorModelFile.LOADINGS);
      }
    }
    int components = parameters.components();
    int dimension = parameters.dimension();
    parameters.checkMeans();
    requireShape(FactorModelFile.FACTORS, components);
    int[] factors = factors(dimension);
    int most = Arrays.stream(factors).max().orElseThrow();
    requireShape(FactorModelFile.LOADINGS, components, dimension, most);
    requireShape(FactorModelFile.NOISE_VARIANCES, components, dimension);
    try {
      return FactorMixture.of(
          LowRankModel.parse(modelLabel),
          factors,
          proportions,
          parameters.weights(),
          parameters.means(),
          array(FactorModelFile.LOADINGS).stack(),
          array(FactorModelFile.NOISE_VARIANCES).matrix(),
          backend);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private int[] factors(int dimension) {
    double[] numbers = array(FactorModelFile.FACTORS).values();
    int[] factors = new int[numbers.length];
    for (int k = 0; k < factors.length; k++) {
      if (!(numbers[k] >= 0 && numbers[k] < dimension && numbers[k] == Math.rint(numbers[k]))) {
        throw new DataException(file + ": " + FactorModelFile.FACTORS + "[" + k
            + "] must be a whole number in [0, " + (dimension - 1) + "], below the " + dimension
            + " features, but is " + numbers[k]);
      }
      factors[k] = (int) numbers[k];
    }
    return factors;
  }

  private NumberArray array(String property) {
    return Objects.requireNonNull(arrays.get(property), property);
  }

  private void requireShape(String property, int... shape) {
    if (!array(property).hasShape(shape)) {
      throw new DataException(file + ": " + property + " must have shape " + Arrays.toString(shape)
          + ", but have " + Arrays.toString(array(property).shape()));
    }
  }
}
