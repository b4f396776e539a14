package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.internal.file.FileWriteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of factor analysers with what a model file holds beside it: a file as of {@link ModelFile}, with {@code loadings},
 * {@code noiseVariances} and {@code factors} in place of covariances. {@code docs/formats.md} of gmm4j describes the format.
 *
 * <p>{@link ModelFile#read(Path)} takes such a file, too, as the same mixture of full covariances.
 *
 * @param model the model
 * @param featureNames names of the model's features; empty if they are not known
 * @param fit how the model was fitted, or null if that is not known
 * @param metadata what a user wants to keep with the model, as in {@link ModelFile}; copied
 * @param notes what was changed in the parameters when they were read; not written
 */
public record FactorModelFile(
    FactorMixture model,
    List<String> featureNames,
    @Nullable FitRecord fit,
    Map<String, @Nullable Object> metadata,
    List<String> notes)
    implements ModelDocument {
  static final String LOADINGS = "loadings";
  static final String NOISE_VARIANCES = "noiseVariances";
  static final String FACTORS = "factors";

  /** What a file of factors must have. */
  static final List<String> REQUIRED = List.of(
      "format",
      "version",
      "components",
      "dimension",
      ModelFile.COVARIANCE_MODEL,
      ParameterArrays.WEIGHTS,
      ParameterArrays.MEANS,
      FACTORS,
      LOADINGS,
      NOISE_VARIANCES);

  /** Numbers of full covariances; with their factors and inverses they take some 800 MB. */
  private static final long MOST_COVARIANCES = 1L << 25;

  /**
   * Creates a model file in memory.
   *
   * @throws IllegalArgumentException if there are feature names, but more or fewer than features, or metadata is no JSON
   */
  public FactorModelFile {
    featureNames = List.copyOf(featureNames);
    metadata = Metadata.copyOf(metadata);
    notes = List.copyOf(notes);
    if (!featureNames.isEmpty() && featureNames.size() != model.dimension()) {
      throw new IllegalArgumentException(
          "featureNames must be " + model.dimension() + " texts, but were " + featureNames.size());
    }
  }

  /** Returns a model file of a model alone. */
  public static FactorModelFile of(FactorMixture model) {
    return new FactorModelFile(model, List.of(), null, Map.of(), List.of());
  }

  /**
   * Tells whether a model file is of a mixture of factor analysers.
   *
   * @throws DataException if the file cannot be read or is not a JSON object
   */
  public static boolean isFactors(Path file) {
    Set<String> names = JsonFile.names(JsonInput.of(file));
    return names.contains("format") && names.contains(LOADINGS);
  }

  /**
   * Reads a model file; the model works on the default backend.
   *
   * @throws DataException if the file cannot be read, is not valid or is of another kind of mixture
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend
   */
  public static FactorModelFile read(Path file) {
    return read(file, Backends.standard().automatic());
  }

  /**
   * Reads a model file; the model works on a given backend.
   *
   * @throws DataException if the file cannot be read, is not valid or is of another kind of mixture
   */
  public static FactorModelFile read(Path file, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(file), backend).readFactors();
  }

  /**
   * Reads a model from the text of a model file; the model works on a given backend.
   *
   * @throws DataException if the text is not valid or is of another kind of mixture
   */
  public static FactorModelFile fromJson(String json, LinearAlgebraBackend backend) {
    return new ModelReader(JsonInput.of(json), backend).readFactors();
  }

  /**
   * Returns the same distribution as a mixture of full covariances. Its free parameters are counted as those of such.
   *
   * @throws IllegalArgumentException if its covariances would have more than 33 554 432 numbers
   */
  public GaussianMixture toMixture() {
    requireAffordable(model.components(), model.dimension());
    return model.toMixture();
  }

  /**
   * Checks whether a mixture can be had with full covariances, before time is spent on it.
   *
   * @throws IllegalArgumentException if these would have more than 33 554 432 numbers
   */
  public static void requireAffordable(int components, int dimension) {
    long numbers = (long) components * dimension * dimension;
    if (numbers > MOST_COVARIANCES) {
      throw new IllegalArgumentException("full covariances of " + components + " components and "
          + dimension + " features have " + numbers + " numbers, which must be <= "
          + MOST_COVARIANCES);
    }
  }

  /**
   * Returns a model file of the same distribution with full covariances, and how it was fitted, with the free parameters of
   * the factors.
   *
   * @throws IllegalArgumentException if its covariances would have more than 33 554 432 numbers
   */
  public ModelFile toModelFile() {
    return new ModelFile(toMixture(), featureNames, fit, metadata, notes);
  }

  @Override
  public String toJson() {
    int components = model.components();
    JsonObject json = new JsonObject();
    json.put("format", ModelFile.FORMAT);
    json.put("version", ModelFile.VERSION);
    json.put("components", components);
    json.put("dimension", model.dimension());
    json.put(ModelFile.COVARIANCE_MODEL, model.model().label());
    json.put(FACTORS, IntStream.range(0, components).map(model::factors).toArray());
    if (model.proportions() != MixingProportions.FREE) {
      json.put(ModelFile.PROPORTIONS, model.proportions().label());
    }
    json.put(ParameterArrays.WEIGHTS, model.weights());
    json.putNested(ParameterArrays.MEANS, rows(components, model::mean));
    json.putNested(
        LOADINGS,
        IntStream.range(0, components).mapToObj(model::loadings).toArray(double[][][]::new));
    json.putNested(NOISE_VARIANCES, rows(components, model::noiseVariances));
    ModelFile.putRest(json, featureNames, fit, null, metadata);
    return json + "\n";
  }

  private static double[][] rows(int count, IntFunction<double[]> row) {
    double[][] rows = new double[count][];
    Arrays.setAll(rows, row);
    return rows;
  }

  @Override
  public void write(Path file) {
    String json = toJson();
    try {
      AtomicFile.writeText(file, writer -> writer.write(json));
    } catch (FileWriteException e) {
      throw Failures.of(e);
    }
  }
}
