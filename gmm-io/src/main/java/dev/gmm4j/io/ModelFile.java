package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model with what a model file holds beside it. {@code docs/formats.md} of gmm4j describes the format.
 *
 * @param model the model
 * @param featureNames names of the model's features; empty if they are not known
 * @param fit how the model was fitted, or null if that is not known
 * @param metadata what a user wants to keep with the model: text, numbers, truth values and null by their names, and
 *     lists and maps of those; copied
 * @param notes what was changed in the parameters when they were read, such as weights of single precision; not written
 * @param posterior the posterior that the model has the expected parameters of, or null for a model that has none
 */
public record ModelFile(
    GaussianMixture model,
    List<String> featureNames,
    @Nullable FitRecord fit,
    Map<String, @Nullable Object> metadata,
    List<String> notes,
    @Nullable MixturePosterior posterior)
    implements ModelDocument {
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
  static final String METADATA = "metadata";
  static final String POSTERIOR = "posterior";
  static final List<String> PROPERTIES = Stream.concat(
          REQUIRED.stream(),
          Stream.of(
              COVARIANCE_MODEL,
              PROPORTIONS,
              ParameterArrays.NOISE,
              "featureNames",
              "fit",
              METADATA,
              POSTERIOR,
              StudentModelFile.DEGREES_OF_FREEDOM,
              StudentModelFile.TAILS,
              FactorModelFile.FACTORS,
              FactorModelFile.LOADINGS,
              FactorModelFile.NOISE_VARIANCES))
      .toList();
  static final String FORMAT = "gmm4j-model";
  static final int VERSION = 1;

  /**
   * Creates a model file in memory.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features; if metadata has values
   *     that JSON has not, numbers that are not finite, or more than six levels of lists and maps; or if the model has other
   *     parameters than the posterior expects
   */
  public ModelFile {
    featureNames = List.copyOf(featureNames);
    metadata = Metadata.copyOf(metadata);
    notes = List.copyOf(notes);
    if (!featureNames.isEmpty() && featureNames.size() != model.dimension()) {
      throw new IllegalArgumentException(
          "featureNames must be " + model.dimension() + " texts, but were " + featureNames.size());
    }
    if (posterior != null) {
      PosteriorJson.requireExpectations(model, posterior);
    }
  }

  /**
   * Creates a model file in memory, without a posterior.
   *
   * @throws IllegalArgumentException as above
   */
  public ModelFile(
      GaussianMixture model,
      List<String> featureNames,
      @Nullable FitRecord fit,
      Map<String, @Nullable Object> metadata,
      List<String> notes) {
    this(model, featureNames, fit, metadata, notes, null);
  }

  /**
   * Creates a model file in memory, without metadata.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features
   */
  public ModelFile(GaussianMixture model, List<String> featureNames, @Nullable FitRecord fit) {
    this(model, featureNames, fit, Map.of(), List.of());
  }

  /** Returns a model file of a model alone. */
  public static ModelFile of(GaussianMixture model) {
    return new ModelFile(model, List.of(), null);
  }

  /**
   * Returns a model file of a posterior, its components in {@linkplain MixturePosterior#canonical canonical} order, with the
   * mixture of its expected parameters as the model.
   *
   * @param backend that the model works on
   */
  public static ModelFile of(
      MixturePosterior posterior,
      List<String> featureNames,
      @Nullable FitRecord fit,
      LinearAlgebraBackend backend) {
    MixturePosterior canonical = posterior.canonical();
    return new ModelFile(
        canonical.toMixture(backend), featureNames, fit, Map.of(), List.of(), canonical);
  }

  /**
   * Returns this model file with other metadata.
   *
   * @throws IllegalArgumentException if a value is none that JSON has
   */
  public ModelFile withMetadata(Map<String, ? extends @Nullable Object> newMetadata) {
    return new ModelFile(model, featureNames, fit, Metadata.copyOf(newMetadata), notes, posterior);
  }

  /**
   * Reads a model file; the model works on the default backend. That of a mixture of factor analysers is read as the same mixture
   * of full covariances, as {@link FactorModelFile#toModelFile} returns it.
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
    return new ModelReader(JsonInput.of(file), backend).read();
  }

  /**
   * Reads a model from the text of a model file; the model works on the default backend.
   *
   * @throws DataException if the text is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static ModelFile fromJson(String json) {
    return fromJson(json, Backends.standard().automatic());
  }

  /**
   * Reads a model from the text of a model file; the model works on a given backend.
   *
   * @throws DataException if the text is not valid
   */
  public static ModelFile fromJson(String json, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(json), backend).read();
  }

  /**
   * Reads a model to the end of a reader, which is left open; the model works on the default backend.
   *
   * @throws DataException if the reader fails or its text is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static ModelFile read(Reader reader) {
    return read(reader, Backends.standard().automatic());
  }

  /**
   * Reads a model to the end of a reader, which is left open; the model works on a given backend.
   *
   * @throws DataException if the reader fails or its text is not valid
   */
  public static ModelFile read(Reader reader, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(reader), backend).read();
  }

  /**
   * Reads a model in UTF-8 to the end of a stream, which is left open; the model works on the default backend.
   *
   * @throws DataException if the stream fails or its text is not valid
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static ModelFile read(InputStream stream) {
    return read(stream, Backends.standard().automatic());
  }

  /**
   * Reads a model in UTF-8 to the end of a stream, which is left open; the model works on a given backend.
   *
   * @throws DataException if the stream fails or its text is not valid
   */
  public static ModelFile read(InputStream stream, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(stream), backend).read();
  }

  @Override
  public String toJson() {
    return json(null) + "\n";
  }

  /**
   * Returns the JSON object.
   *
   * @param tails the mixture of t distributions that the model has the locations and scale matrices of, or null
   */
  JsonObject json(@Nullable StudentMixture tails) {
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
    if (tails != null) {
      json.put(StudentModelFile.DEGREES_OF_FREEDOM, tails.degreesOfFreedom());
      json.put(
          StudentModelFile.TAILS, tails.degreesOfFreedomKind().name().toLowerCase(Locale.ROOT));
    }
    putRest(json, featureNames, fit, posterior, metadata);
    return json;
  }

  /** Adds what files of all families have beside the parameters, as far as it is there. */
  static void putRest(
      JsonObject json,
      List<String> featureNames,
      @Nullable FitRecord fit,
      @Nullable MixturePosterior posterior,
      Map<String, @Nullable Object> metadata) {
    if (!featureNames.isEmpty()) {
      json.putTexts("featureNames", featureNames);
    }
    if (fit != null) {
      json.put("fit", FitJson.write(fit));
    }
    if (posterior != null) {
      json.put(POSTERIOR, PosteriorJson.write(posterior));
    }
    if (!metadata.isEmpty()) {
      json.put(METADATA, Metadata.toJson(metadata));
    }
  }

  @Override
  public void write(Path file) {
    ModelFormat.GMM4J.write(this, file);
  }

  /**
   * Writes the JSON object to a writer, which is flushed and left open.
   *
   * @throws DataException if the writer fails
   */
  public void write(Writer writer) {
    try {
      writer.write(toJson());
      writer.flush();
    } catch (IOException e) {
      throw Failures.writing("the model", e);
    }
  }

  /**
   * Writes the JSON object in UTF-8 to a stream, which is flushed and left open.
   *
   * @throws DataException if the stream fails
   */
  public void write(OutputStream stream) {
    write(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }
}
