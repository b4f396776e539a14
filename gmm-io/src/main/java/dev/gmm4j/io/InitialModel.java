package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Initial parameters in files. */
public final class InitialModel {
  private InitialModel() {}

  /**
   * Reads initial parameters as {@link #read(Path, CovarianceType, LinearAlgebraBackend)} does, on the default backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static GaussianMixture read(Path file, CovarianceType fallbackType) {
    return read(file, fallbackType, Backends.standard().automatic());
  }

  /**
   * Reads a model file, or any JSON object with {@code weights}, {@code means} and {@code covariances}.
   *
   * <p>The type of the covariances is that of {@code covarianceType} if the file has it, else that of their shape:
   * three dimensions are full, one is spherical. Of two, a fallback of tied or diagonal decides; else shape
   * {@code K*d} is diagonal and {@code d*d} tied. All other properties of a model file may be there and are skipped.
   *
   * @param fallbackType the type that is wanted anyway
   * @param backend what the covariances are factorized by
   * @throws DataException if the file cannot be read or is not valid
   */
  public static GaussianMixture read(
      Path file, CovarianceType fallbackType, LinearAlgebraBackend backend) {
    JsonInput input = JsonInput.of(file);
    ParameterArrays parameters = new ParameterArrays(input);
    Set<String> found = JsonFile.read(input, ModelFile.PROPERTIES, (json, property) -> {
      if (!parameters.read(json, property)) {
        json.skip();
      }
    });
    parameters.require(ModelFile.PARAMETERS, found);
    return parameters.mixture(type(parameters, fallbackType), backend);
  }

  private static CovarianceType type(ParameterArrays parameters, CovarianceType fallback) {
    @Nullable CovarianceType stated = parameters.type();
    if (stated != null) {
      return stated;
    }
    return InitialParameters.type(
        parameters.covariances(), fallback, parameters.components(), parameters.dimension());
  }
}
