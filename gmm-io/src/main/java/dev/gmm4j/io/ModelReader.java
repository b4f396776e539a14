package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a model file. */
final class ModelReader {
  private final Path file;
  private final LinearAlgebraBackend backend;
  private final ParameterArrays parameters;
  private String format = "";
  private long version;
  private long components;
  private long dimension;
  private @Nullable CovarianceModel covarianceModel;
  private MixingProportions proportions = MixingProportions.FREE;
  private List<String> featureNames = List.of();
  private @Nullable FitRecord fit;

  ModelReader(Path file, LinearAlgebraBackend backend) {
    this.file = file;
    this.backend = backend;
    this.parameters = new ParameterArrays(file);
  }

  ModelFile read() {
    Set<String> found = JsonFile.read(file, ModelFile.PROPERTIES, this::property);
    parameters.require(ModelFile.REQUIRED, found);
    check(
        format.equals(ModelFile.FORMAT),
        "format must be " + ModelFile.FORMAT + ", but is " + Quoted.text(format));
    check(
        version == ModelFile.VERSION,
        "version must be " + ModelFile.VERSION + ", but is " + version);
    check(
        components == parameters.components(),
        "components is " + components + ", but weights has " + parameters.components()
            + " numbers");
    check(
        dimension == parameters.dimension(),
        "dimension is " + dimension + ", but means has rows of " + parameters.dimension()
            + " numbers");
    check(
        !found.contains("featureNames") || featureNames.size() == dimension,
        "featureNames must be " + dimension + " texts, as dimension says, but has "
            + featureNames.size());
    CovarianceType type = Objects.requireNonNull(parameters.type());
    GaussianMixture model = parameters.mixture(type, backend);
    CovarianceModel covariance = Objects.requireNonNullElse(covarianceModel, type.model());
    check(
        covariance.type() == type,
        ModelFile.COVARIANCE_MODEL + " is " + covariance + ", whose covariances are "
            + covariance.type().label() + ", but covarianceType is " + type.label());
    return new ModelFile(model.chosenAmong(covariance, proportions), featureNames, fit);
  }

  private <T> T parsed(String property, String label, Function<String, T> parser) {
    try {
      return parser.apply(label);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + property + ": " + e.getMessage(), e);
    }
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "format" -> format = json.text(property);
      case "version" -> version = json.whole(property, 0, Integer.MAX_VALUE);
      case "components" -> components = json.whole(property, 1, Integer.MAX_VALUE);
      case "dimension" -> dimension = json.whole(property, 1, Integer.MAX_VALUE);
      case ModelFile.COVARIANCE_MODEL ->
        covarianceModel = parsed(property, json.text(property), CovarianceModel::parse);
      case ModelFile.PROPORTIONS ->
        proportions = parsed(property, json.text(property), MixingProportions::parse);
      case "featureNames" -> featureNames = json.texts(property);
      case "fit" -> fit = FitJson.read(json);
      default -> parameters.read(json, property);
    }
  }

  private void check(boolean met, String problem) {
    if (!met) {
      throw new DataException(file + ": " + problem);
    }
  }
}
