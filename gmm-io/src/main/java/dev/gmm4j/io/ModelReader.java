package dev.gmm4j.io;

import dev.gmm4j.CovarianceType;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    return new ModelFile(model, featureNames, fit);
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "format" -> format = json.text(property);
      case "version" -> version = json.whole(property, 0, Integer.MAX_VALUE);
      case "components" -> components = json.whole(property, 1, Integer.MAX_VALUE);
      case "dimension" -> dimension = json.whole(property, 1, Integer.MAX_VALUE);
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
