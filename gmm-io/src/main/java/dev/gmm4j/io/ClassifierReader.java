package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.ClassPriors;
import dev.gmm4j.classification.ClassifierType;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a file of a classifier. */
final class ClassifierReader {
  private static final List<String> REQUIRED = List.of(
      "format", "version", "type", "dimension", "classes", "priors", "priorsAre", "mixtures");

  /** All of them are there, or none. */
  private static final List<String> FIT = List.of(
      "samples",
      "totalWeight",
      "logLikelihood",
      "jointLogLikelihood",
      "freeParameters",
      "bic",
      "trainingErrors",
      "brierScore",
      "logLoss");

  private static final List<String> PROPERTIES = Stream.of(
          REQUIRED, FIT, List.of(ModelFile.COVARIANCE_MODEL, "featureNames", "noise"))
      .flatMap(List::stream)
      .toList();
  private static final List<String> OF_MIXTURE = List.of(
      ParameterArrays.COVARIANCE_TYPE,
      ParameterArrays.WEIGHTS,
      ParameterArrays.MEANS,
      ParameterArrays.COVARIANCES);

  private final JsonInput input;
  private final LinearAlgebraBackend backend;
  private final List<Mixture> mixtures = new ArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private long version;
  private long dimension;
  private ClassifierType type = ClassifierType.MIXTURE;
  private List<String> classes = List.of();
  private double[] priors = {};
  private ClassPriors priorsAre = ClassPriors.GIVEN;
  private @Nullable CovarianceModel common;
  private List<String> featureNames = List.of();
  private @Nullable UniformNoise noise;

  /** What is read of the mixture of a class. */
  private static final class Mixture {
    private final ParameterArrays parameters;
    private @Nullable CovarianceModel model;
    private MixingProportions proportions = MixingProportions.FREE;

    Mixture(JsonInput input) {
      this.parameters = new ParameterArrays(input);
    }
  }

  ClassifierReader(JsonInput input, LinearAlgebraBackend backend) {
    this.input = input;
    this.backend = backend;
  }

  ClassifierFile read() {
    Set<String> found = JsonFile.read(input, PROPERTIES, this::property);
    require(REQUIRED, found);
    check(
        version == ClassifierFile.VERSION,
        "version must be " + ClassifierFile.VERSION + ", but is " + version);
    check(
        (type == ClassifierType.EDDA) == (common != null),
        common == null
            ? "type edda needs " + ModelFile.COVARIANCE_MODEL
            : "type mixture has no " + ModelFile.COVARIANCE_MODEL + " of all classes");
    check(
        mixtures.size() == classes.size(),
        "mixtures must be " + classes.size() + ", as classes, but are " + mixtures.size());
    if (FIT.stream().anyMatch(found::contains)) {
      require(FIT, found);
    }
    List<GaussianMixture> read = new ArrayList<>();
    for (int c = 0; c < mixtures.size(); c++) {
      read.add(mixture(c));
    }
    try {
      MixtureClassifier classifier = MixtureClassifier.builder(classes, read)
          .priors(priors, priorsAre)
          .commonCovariance(common)
          .featureNames(featureNames)
          .noise(noise)
          .backend(backend)
          .build();
      return new ClassifierFile(classifier, found.contains("bic") ? fit() : null);
    } catch (IllegalArgumentException e) {
      throw new DataException(input.name() + ": " + e.getMessage(), e);
    }
  }

  private GaussianMixture mixture(int c) {
    Mixture mixture = mixtures.get(c);
    check(
        mixture.parameters.dimension() == dimension,
        "dimension is " + dimension + ", but means of mixtures[" + c + "] has rows of "
            + mixture.parameters.dimension() + " numbers");
    CovarianceType covarianceType = Objects.requireNonNull(mixture.parameters.type());
    CovarianceModel model = Objects.requireNonNullElse(mixture.model, covarianceType.model());
    check(
        model.type() == covarianceType,
        ModelFile.COVARIANCE_MODEL + " of mixtures[" + c + "] is " + model
            + ", whose covariances are " + model.type().label() + ", but covarianceType is "
            + covarianceType.label());
    return mixture
        .parameters
        .mixture(covarianceType, backend)
        .chosenAmong(model, mixture.proportions);
  }

  private ClassifierFile.Fit fit() {
    return new ClassifierFile.Fit(
        count("samples"),
        number("totalWeight"),
        number("logLikelihood"),
        number("jointLogLikelihood"),
        count("freeParameters"),
        number("bic"),
        count("trainingErrors"),
        number("brierScore"),
        number("logLoss"));
  }

  private long count(String property) {
    return Objects.requireNonNull(counts.get(property));
  }

  private double number(String property) {
    return Objects.requireNonNull(numbers.get(property));
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case "format" -> {
        String format = json.text(property);
        check(
            format.equals(ClassifierFile.FORMAT),
            "format must be " + ClassifierFile.FORMAT + ", but is " + Quoted.text(format));
      }
      case "version" -> version = json.whole(property, 0, Integer.MAX_VALUE);
      case "dimension" -> dimension = json.whole(property, 1, Integer.MAX_VALUE);
      case "type" -> type = parsed(property, json.text(property), ClassifierType::parse);
      case "classes" -> classes = json.texts(property);
      case "priors" -> priors = json.numbers(property, 1).values();
      case "priorsAre" -> priorsAre = priors(json.text(property));
      case ModelFile.COVARIANCE_MODEL ->
        common = parsed(property, json.text(property), CovarianceModel::parse);
      case "featureNames" -> featureNames = json.texts(property);
      case "noise" -> noise = NoiseJson.read(json, property);
      case "samples", "freeParameters", "trainingErrors" ->
        counts.put(property, json.whole(property, 0, Long.MAX_VALUE));
      case "mixtures" ->
        json.objects(
            property,
            OF_MIXTURE,
            List.of(ModelFile.COVARIANCE_MODEL, ModelFile.PROPORTIONS),
            this::mixtureProperty);
      default -> numbers.put(property, json.numberOrNull(property));
    }
  }

  private ClassPriors priors(String label) {
    for (ClassPriors known : ClassPriors.values()) {
      if (ClassifierFile.priorsLabel(known).equals(label)) {
        return known;
      }
    }
    throw new DataException(
        input.name() + ": priorsAre must be estimated or given, but is " + Quoted.text(label));
  }

  private void mixtureProperty(JsonFile json, int index, String property) {
    if (index == mixtures.size()) {
      mixtures.add(
          new Mixture(new JsonInput(input.name() + ": mixtures[" + index + "]", input.source())));
    }
    Mixture mixture = mixtures.get(index);
    switch (property) {
      case ModelFile.COVARIANCE_MODEL ->
        mixture.model = parsed(property, json.text(property), CovarianceModel::parse);
      case ModelFile.PROPORTIONS ->
        mixture.proportions = parsed(property, json.text(property), MixingProportions::parse);
      default -> mixture.parameters.read(json, property);
    }
  }

  private <T> T parsed(String property, String label, Function<String, T> parser) {
    try {
      return parser.apply(label);
    } catch (IllegalArgumentException e) {
      throw new DataException(input.name() + ": " + property + ": " + e.getMessage(), e);
    }
  }

  private void require(List<String> required, Set<String> found) {
    List<String> missing =
        required.stream().filter(property -> !found.contains(property)).toList();
    check(missing.isEmpty(), "there is no property " + Quoted.names(missing));
  }

  private void check(boolean met, String problem) {
    if (!met) {
      throw new DataException(input.name() + ": " + problem);
    }
  }
}
