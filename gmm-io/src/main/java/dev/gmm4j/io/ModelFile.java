package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model with what a model file holds beside it. {@code docs/formats.md} of gmm4j describes the format.
 *
 * @param model the model
 * @param featureNames names of the model's features; empty if they are not known
 * @param fit how the model was fitted, or null if that is not known
 */
public record ModelFile(
    GaussianMixture model,
    List<String> featureNames,
    @Nullable FitRecord fit) {
  static final List<String> PARAMETERS =
      List.of(ParameterArrays.WEIGHTS, ParameterArrays.MEANS, ParameterArrays.COVARIANCES);
  static final List<String> REQUIRED = List.of(
      "format",
      "version",
      "components",
      "dimension",
      ParameterArrays.COVARIANCE_TYPE,
      ParameterArrays.WEIGHTS,
      ParameterArrays.MEANS,
      ParameterArrays.COVARIANCES);
  static final String COVARIANCE_MODEL = "covarianceModel";
  static final String PROPORTIONS = "mixingProportions";
  static final List<String> PROPERTIES = Stream.concat(
          REQUIRED.stream(),
          Stream.of(COVARIANCE_MODEL, PROPORTIONS, ParameterArrays.NOISE, "featureNames", "fit"))
      .toList();
  static final String FORMAT = "gmm4j-model";
  static final int VERSION = 1;

  /**
   * Creates a model file in memory.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features
   */
  public ModelFile {
    featureNames = List.copyOf(featureNames);
    if (!featureNames.isEmpty() && featureNames.size() != model.dimension()) {
      throw new IllegalArgumentException(
          "featureNames must be " + model.dimension() + " texts, but were " + featureNames.size());
    }
  }

  /**
   * Reads a model file; the model works on the default backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static ModelFile read(Path file) {
    return read(file, Backends.standard().automatic());
  }

  /**
   * Reads a model file; the model works on a given backend.
   *
   * @throws DataException if the file cannot be read or is not valid
   */
  public static ModelFile read(Path file, LinearAlgebraBackend backend) {
    return new ModelReader(file, backend).read();
  }

  /** Returns the JSON object, indented, with a line end after it. */
  public String toJson() {
    int components = model.components();
    int dimension = model.dimension();
    Covariances covariances = model.covariances();
    CovarianceType type = covariances.type();
    JsonObject json = new JsonObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("components", components);
    json.put("dimension", dimension);
    json.put(ParameterArrays.COVARIANCE_TYPE, type.label());
    // What goes without saying is left out, so that older versions can read the file.
    if (model.covarianceModel() != type.model()) {
      json.put(COVARIANCE_MODEL, model.covarianceModel().name());
    }
    if (model.proportions() != MixingProportions.FREE) {
      json.put(PROPORTIONS, model.proportions().label());
    }
    json.put(ParameterArrays.WEIGHTS, model.weights());
    json.putNested(ParameterArrays.MEANS, model.means());
    int[] shape = NumberArray.covarianceShape(type, components, dimension);
    json.putNested(
        ParameterArrays.COVARIANCES, new NumberArray(shape, covariances.toArray()).nested());
    UniformNoise noise = model.noise();
    if (noise != null) {
      json.put(ParameterArrays.NOISE, NoiseJson.write(noise));
    }
    if (!featureNames.isEmpty()) {
      json.putTexts("featureNames", featureNames);
    }
    if (fit != null) {
      json.put("fit", FitJson.write(fit));
    }
    return json + "\n";
  }

  /**
   * Writes the JSON object to a file, whole or not at all.
   *
   * @throws DataException if the file cannot be written
   */
  public void write(Path file) {
    ModelFormat.GMM4J.write(this, file);
  }
}
