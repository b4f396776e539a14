package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a model file. */
final class ModelReader {
  private final JsonInput input;
  private final LinearAlgebraBackend backend;
  private final ParameterArrays parameters;
  private long version;
  private long components;
  private long dimension;
  private @Nullable CovarianceModel covarianceModel;
  private MixingProportions proportions = MixingProportions.FREE;
  private List<String> featureNames = List.of();
  private @Nullable FitRecord fit;
  private Map<String, @Nullable Object> metadata = Map.of();
  private @Nullable PosteriorJson posterior;
  private double @Nullable [] degreesOfFreedom;
  private DegreesOfFreedom.Kind kind = DegreesOfFreedom.Kind.FREE;

  ModelReader(JsonInput input, LinearAlgebraBackend backend) {
    this.input = input;
    this.backend = backend;
    this.parameters = new ParameterArrays(input);
  }

  ModelFile read() {
    ModelFile file = readParameters();
    check(
        degreesOfFreedom == null,
        "the model is a mixture of t distributions, as " + StudentModelFile.DEGREES_OF_FREEDOM
            + " tells, but a Gaussian mixture is needed");
    return file;
  }

  /** Reads a mixture of t distributions. */
  StudentModelFile readStudent() {
    ModelFile file = readParameters();
    double[] nu = degreesOfFreedom;
    if (nu == null) {
      throw new DataException(input.name() + ": the model is a Gaussian mixture, without "
          + StudentModelFile.DEGREES_OF_FREEDOM + ", but a mixture of t distributions is needed");
    }
    check(
        file.posterior() == null,
        ModelFile.POSTERIOR + " cannot go with " + StudentModelFile.DEGREES_OF_FREEDOM);
    try {
      return new StudentModelFile(
          StudentMixture.of(file.model(), nu).chosenAmong(kind),
          file.featureNames(),
          file.fit(),
          file.metadata(),
          file.notes());
    } catch (IllegalArgumentException e) {
      throw new DataException(input.name() + ": " + e.getMessage(), e);
    }
  }

  private ModelFile readParameters() {
    Set<String> found = JsonFile.read(input, ModelFile.PROPERTIES, this::property);
    parameters.require(ModelFile.REQUIRED, found);
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
    return new ModelFile(
        model.chosenAmong(covariance, proportions),
        featureNames,
        fit,
        metadata,
        parameters.notes(model),
        posterior == null ? null : posterior(posterior, model));
  }

  private MixturePosterior posterior(PosteriorJson numbers, GaussianMixture model) {
    try {
      MixturePosterior complete = numbers.posterior(model);
      PosteriorJson.requireExpectations(model, complete);
      return complete;
    } catch (IllegalArgumentException e) {
      throw new DataException(input.name() + ": posterior: " + e.getMessage(), e);
    }
  }

  private <T> T parsed(String property, String label, Function<String, T> parser) {
    try {
      return parser.apply(label);
    } catch (IllegalArgumentException e) {
      throw new DataException(input.name() + ": " + property + ": " + e.getMessage(), e);
    }
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "format" -> {
        // At once: a file of another format has other properties, too.
        String format = json.text(property);
        check(
            format.equals(ModelFile.FORMAT),
            "format must be " + ModelFile.FORMAT + ", but is " + Quoted.text(format));
      }
      case "version" -> version = json.whole(property, 0, Integer.MAX_VALUE);
      case "components" -> components = json.whole(property, 1, Integer.MAX_VALUE);
      case "dimension" -> dimension = json.whole(property, 1, Integer.MAX_VALUE);
      case ModelFile.COVARIANCE_MODEL ->
        covarianceModel = parsed(property, json.text(property), CovarianceModel::parse);
      case ModelFile.PROPORTIONS ->
        proportions = parsed(property, json.text(property), MixingProportions::parse);
      case "featureNames" -> featureNames = json.texts(property);
      case "fit" -> fit = FitJson.read(json);
      case ModelFile.POSTERIOR -> posterior = PosteriorJson.read(json);
      case StudentModelFile.DEGREES_OF_FREEDOM ->
        degreesOfFreedom = json.numbers(property, 1).values();
      case StudentModelFile.TAILS ->
        kind = parsed(property, json.text(property), ModelReader::kind);
      case ModelFile.METADATA -> metadata = json.anyObject(property);
      default -> parameters.read(json, property);
    }
  }

  private static DegreesOfFreedom.Kind kind(String label) {
    for (DegreesOfFreedom.Kind kind : DegreesOfFreedom.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("must be free, common or fixed, but is " + label);
  }

  private void check(boolean met, String problem) {
    if (!met) {
      throw new DataException(input.name() + ": " + problem);
    }
  }
}
