package dev.gmm4j.io;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of scikit-learn's GaussianMixture in JSON; those of its BayesianGaussianMixture are read. */
final class ScikitLearnModel {
  private static final String SUFFIX = "_";
  private static final String COVARIANCE_TYPE = "covariance_type";
  private static final String FEATURE_NAMES = "feature_names_in_";
  private static final String PRECISIONS_CHOLESKY = "precisions_cholesky_";
  private static final List<String> REQUIRED =
      List.of(COVARIANCE_TYPE, "weights_", "means_", "covariances_");
  private static final List<String> OF_ANY = List.of(
      COVARIANCE_TYPE,
      "weights_",
      "means_",
      "covariances_",
      FEATURE_NAMES,
      PRECISIONS_CHOLESKY,
      "precisions_",
      "n_features_in_",
      "n_components",
      "converged_",
      "n_iter_",
      "lower_bound_",
      "lower_bounds_");
  private static final List<String> KNOWN =
      Stream.concat(OF_ANY.stream(), ScikitLearnPosterior.PROPERTIES.stream()).toList();

  private ScikitLearnModel() {}

  /** The texts that are read beside the arrays. */
  private static final class Texts {
    private String type = "";
    private @Nullable List<String> features;
  }

  static ModelFile read(JsonInput input, LinearAlgebraBackend backend) {
    String file = input.name();
    ParameterArrays parameters = new ParameterArrays(input, SUFFIX);
    ScikitLearnPosterior.Attributes attributes = new ScikitLearnPosterior.Attributes();
    Texts texts = new Texts();
    Set<String> found = JsonFile.read(input, KNOWN, (json, property) -> {
      if (property.equals(COVARIANCE_TYPE)) {
        texts.type = json.text(property);
      } else if (property.equals(FEATURE_NAMES)) {
        texts.features = json.texts(property);
      } else if (!parameters.read(json, property) && !attributes.read(json, property)) {
        json.skip();
      }
    });
    parameters.require(REQUIRED, found);
    GaussianMixture model = parameters.mixture(type(file, texts.type), backend);
    List<String> features = Objects.requireNonNullElse(texts.features, List.of());
    if (texts.features != null && features.size() != model.dimension()) {
      throw new DataException(file + ": " + FEATURE_NAMES + " must be " + model.dimension()
          + " texts, as means_ has columns, but has " + features.size());
    }
    return new ModelFile(
        model,
        features,
        null,
        Map.of(),
        parameters.notes(model),
        ScikitLearnPosterior.of(file, model, attributes, found));
  }

  private static CovarianceType type(String file, String label) {
    return switch (label) {
      case "full" -> CovarianceType.FULL;
      case "tied" -> CovarianceType.TIED;
      case "diag" -> CovarianceType.DIAGONAL;
      case "spherical" -> CovarianceType.SPHERICAL;
      default ->
        throw new DataException(file + ": " + COVARIANCE_TYPE
            + " must be one of full, tied, diag, spherical, but is " + Quoted.text(label));
    };
  }

  static String toJson(ModelFile file) {
    GaussianMixture model = ModelFormat.withoutNoise(file.model());
    CovarianceType type = model.covarianceType();
    int[] shape = NumberArray.covarianceShape(type, model.components(), model.dimension());
    JsonObject json = new JsonObject();
    json.put(COVARIANCE_TYPE, type == CovarianceType.DIAGONAL ? "diag" : type.label());
    json.put("weights_", model.weights());
    json.putNested("means_", model.means());
    json.putNested("covariances_", new NumberArray(shape, model.covariances().toArray()).nested());
    json.putNested(PRECISIONS_CHOLESKY, new NumberArray(shape, precisionsCholesky(model)).nested());
    json.put("n_features_in_", model.dimension());
    if (!file.featureNames().isEmpty()) {
      json.putTexts(FEATURE_NAMES, file.featureNames());
    }
    return json + "\n";
  }

  /** Returns the upper triangular transposes of our factors; one number a component where all are the same. */
  private static double[] precisionsCholesky(GaussianMixture model) {
    int d = model.dimension();
    PrecisionFactors factors = PrecisionFactorization.of(model.covariances(), model.backend());
    double[] values = factors.values();
    CovarianceType type = model.covarianceType();
    if (type == CovarianceType.DIAGONAL) {
      return values;
    }
    double[] result = new double[type.size(model.components(), d)];
    for (int i = 0; i < result.length; i++) {
      int row = i / d % d;
      result[i] = type == CovarianceType.SPHERICAL
          ? values[i * d]
          : values[i - i % (d * d) + i % d * d + row];
    }
    return result;
  }
}
