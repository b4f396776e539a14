package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Initial parameters in a file, all or some of them: a JSON object with one or more of {@code weights}, {@code means},
 * and {@code covariances} or {@code precisions}; or a table of means, in CSV or .npy. What is missing comes from the
 * data.
 */
public final class InitialParameters {
  private final Source source;

  private InitialParameters(Source source) {
    this.source = source;
  }

  /** What was read, to be made an initialization of when it is known what it is for. */
  @FunctionalInterface
  interface Source {
    Initialization initialization(int components, List<String> features);
  }

  /**
   * Reads initial parameters.
   *
   * <p>A JSON object with weights, means and covariances is read as {@link InitialModel} does. Of others, too, all
   * properties of a model file may be there and are skipped; the type of covariances or precisions is found as there.
   *
   * @param file JSON if its name ends with .json or it begins with a brace, else a table
   * @param fallbackType the type of covariances that is wanted anyway
   * @param backend what covariances are factorized by
   * @throws DataException if the file cannot be read or is not valid
   */
  public static InitialParameters read(
      Path file, CovarianceType fallbackType, LinearAlgebraBackend backend) {
    if (!file.toString().endsWith(".json") && !beginsWithBrace(file)) {
      return new InitialParameters(InitialMeans.read(file)::initialization);
    }
    if (FactorModelFile.isFactors(file)) {
      GaussianMixture factors = ModelFile.read(file, backend).model();
      return new InitialParameters((components, features) -> Initialization.parameters(factors));
    }
    InitialParts parts = InitialParts.read(JsonInput.of(file), fallbackType);
    if (!parts.isModel()) {
      return new InitialParameters(parts::initialization);
    }
    GaussianMixture model = InitialModel.read(file, fallbackType, backend);
    return new InitialParameters((components, features) -> Initialization.parameters(model));
  }

  private static boolean beginsWithBrace(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a folder, not a file");
    }
    try (var in = Files.newInputStream(file)) {
      int first = in.read();
      while (first >= 0 && first <= ' ') {
        first = in.read();
      }
      return first == '{';
    } catch (IOException e) {
      throw Failures.reading(file.toString(), e);
    }
  }

  /**
   * Returns the initialization for a fit.
   *
   * @param components the number of components that are fitted, which covariances that all components share need
   * @param features the names of the data's columns, {@link Dataset#columnNames}; columns of a table of means with a header
   *     are matched to them
   * @throws DataException if a number is out of range, parts are not of the same components or features, or a column of the
   *     means is missing. Whether components and features are those of the fit is for the fit to check
   */
  public Initialization initialization(int components, List<String> features) {
    return source.initialization(components, features);
  }

  /** Returns covariances in the shape of their type, checked. */
  static Covariances covariances(
      NumberArray numbers, CovarianceType type, int components, int dimension) {
    return switch (type) {
      case FULL -> Covariances.full(numbers.stack());
      case TIED -> Covariances.tied(numbers.matrix(), components);
      case DIAGONAL -> Covariances.diagonal(numbers.matrix());
      case SPHERICAL -> Covariances.spherical(numbers.values(), dimension);
    };
  }

  /**
   * Returns the type of covariances of a shape: three dimensions are full, one is spherical; of two, a fallback of tied or
   * diagonal decides, else whether there is a row for each component.
   */
  static CovarianceType type(
      NumberArray covariances, CovarianceType fallback, int components, int dimension) {
    return switch (covariances.dimensions()) {
      case 1 -> CovarianceType.SPHERICAL;
      case 3 -> CovarianceType.FULL;
      default -> {
        if (fallback == CovarianceType.TIED || fallback == CovarianceType.DIAGONAL) {
          yield fallback;
        }
        yield covariances.hasShape(components, dimension)
            ? CovarianceType.DIAGONAL
            : CovarianceType.TIED;
      }
    };
  }
}
