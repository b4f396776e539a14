package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.util.ArrayList;
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
  private final FactorArrays factors;
  private long version;
  private long components;
  private long dimension;
  private @Nullable String covarianceModel;
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
    this.factors = new FactorArrays(input);
  }

  /** Reads a Gaussian mixture; one of factor analysers as that of full covariances. */
  ModelFile read() {
    Set<String> found = scan();
    if (factors.isUsed()) {
      try {
        return factorFile(found).toModelFile();
      } catch (IllegalArgumentException e) {
        throw new DataException(input.name() + ": " + e.getMessage(), e);
      }
    }
    check(
        degreesOfFreedom == null,
        "the model is a mixture of t distributions, as " + StudentModelFile.DEGREES_OF_FREEDOM
            + " tells, but a Gaussian mixture is needed");
    return file(found);
  }

  /** Reads a mixture of factor analysers. */
  FactorModelFile readFactors() {
    Set<String> found = scan();
    check(
        factors.isUsed(),
        "the model has no " + FactorModelFile.LOADINGS
            + ", but a mixture of factor analysers is needed");
    return factorFile(found);
  }

  private FactorModelFile factorFile(Set<String> found) {
    parameters.require(FactorModelFile.REQUIRED, found);
    checkCounts(found);
    FactorMixture model = factors.mixture(
        found, Objects.requireNonNull(covarianceModel), proportions, parameters, backend);
    List<String> notes = new ArrayList<>();
    parameters.addNoteOfWeights(notes, model.weights());
    return new FactorModelFile(model, featureNames, fit, metadata, notes);
  }

  /** Reads a mixture of t distributions. */
  StudentModelFile readStudent() {
    Set<String> found = scan();
    check(
        !factors.isUsed(),
        "the model is a mixture of factor analysers, as " + FactorModelFile.LOADINGS
            + " tells, but a mixture of t distributions is needed");
    ModelFile file = file(found);
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

  private Set<String> scan() {
    return JsonFile.read(input, ModelFile.PROPERTIES, this::property);
  }

  private void checkCounts(Set<String> found) {
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
  }

  private ModelFile file(Set<String> found) {
    parameters.require(ModelFile.REQUIRED, found);
    checkCounts(found);
    CovarianceType type = Objects.requireNonNull(parameters.type());
    GaussianMixture model = parameters.mixture(type, backend);
    CovarianceModel covariance = covarianceModel == null
        ? type.model()
        : parsed(ModelFile.COVARIANCE_MODEL, covarianceModel, CovarianceModel::parse);
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
      case ModelFile.COVARIANCE_MODEL -> covarianceModel = json.text(property);
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
      default -> {
        if (!factors.read(json, property)) {
          parameters.read(json, property);
        }
      }
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
