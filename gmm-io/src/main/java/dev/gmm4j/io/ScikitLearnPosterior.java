package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.DirichletWeights;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.NormalWishartPrior;
import dev.gmm4j.bayesian.StickWeights;
import dev.gmm4j.bayesian.WeightPosterior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What scikit-learn's BayesianGaussianMixture has beside the attributes of a GaussianMixture. Its {@code covariances_} are
 * inverse scales divided by degrees of freedom, as ours are. With full covariances its posterior is of our family. With
 * others it is a restricted one of the model of full covariances, which ours is not.
 */
final class ScikitLearnPosterior {
  private static final String TYPE = "weight_concentration_prior_type";
  private static final String CONCENTRATION_PRIOR = "weight_concentration_prior_";
  private static final String CONCENTRATION = "weight_concentration_";
  private static final String MEAN_PRECISION_PRIOR = "mean_precision_prior_";
  private static final String MEAN_PRECISION = "mean_precision_";
  private static final String MEAN_PRIOR = "mean_prior_";
  private static final String FREEDOM_PRIOR = "degrees_of_freedom_prior_";
  private static final String FREEDOM = "degrees_of_freedom_";
  private static final String COVARIANCE_PRIOR = "covariance_prior_";
  private static final List<String> NUMBERS =
      List.of(CONCENTRATION_PRIOR, MEAN_PRECISION_PRIOR, FREEDOM_PRIOR);
  private static final List<String> ARRAYS =
      List.of(CONCENTRATION, MEAN_PRECISION, MEAN_PRIOR, FREEDOM, COVARIANCE_PRIOR);

  static final List<String> PROPERTIES = List.of(
      TYPE,
      CONCENTRATION_PRIOR,
      CONCENTRATION,
      MEAN_PRECISION_PRIOR,
      MEAN_PRECISION,
      MEAN_PRIOR,
      FREEDOM_PRIOR,
      FREEDOM,
      COVARIANCE_PRIOR);

  private final String file;
  private final Map<String, Double> numbers;
  private final Map<String, NumberArray> arrays;
  private final String weightPrior;

  /** Attributes as they are read; those of other covariance types have other shapes, and are refused before. */
  static final class Attributes {
    private final Map<String, Double> numbers = new HashMap<>();
    private final Map<String, NumberArray> arrays = new HashMap<>();
    private String weightPrior = "";

    /** Reads a property if it is one of a posterior's. */
    boolean read(JsonFile json, String property) {
      if (property.equals(TYPE)) {
        weightPrior = json.text(property);
      } else if (NUMBERS.contains(property)) {
        numbers.put(property, json.number(property));
      } else if (ARRAYS.contains(property)) {
        arrays.put(property, json.numbers(property, 2));
      } else {
        return false;
      }
      return true;
    }
  }

  private ScikitLearnPosterior(String file, Attributes attributes) {
    this.file = file;
    this.numbers = attributes.numbers;
    this.arrays = attributes.arrays;
    this.weightPrior = attributes.weightPrior;
  }

  /**
   * Returns the posterior that the mixture has the expected parameters of, or null where the file has none.
   *
   * @param found the properties of the file
   * @throws DataException if the posterior is not one of ours, or its attributes do not belong together
   */
  static @Nullable MixturePosterior of(
      String file, GaussianMixture model, Attributes attributes, Set<String> found) {
    if (PROPERTIES.stream().noneMatch(found::contains)) {
      return null;
    }
    CovarianceType type = model.covarianceType();
    if (type != CovarianceType.FULL) {
      throw new DataException(
          file + ": a BayesianGaussianMixture must have covariance_type full, but"
              + " has " + (type == CovarianceType.DIAGONAL ? "diag" : type.label())
              + ", of which scikit-learn fits the model of full covariances with a posterior of"
              + " restricted form, and no other program has that; leave out all but weights_, means_ and"
              + " covariances_ for the mixture of expected parameters");
    }
    List<String> missing =
        PROPERTIES.stream().filter(property -> !found.contains(property)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          file + " has attributes of a BayesianGaussianMixture, but no " + Quoted.names(missing));
    }
    try {
      MixturePosterior posterior = new ScikitLearnPosterior(file, attributes).posterior(model);
      PosteriorJson.requireExpectations(model, posterior);
      return posterior;
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private MixturePosterior posterior(GaussianMixture model) {
    int d = model.dimension();
    int components = model.components();
    double[][] scale = array(COVARIANCE_PRIOR, d, d).matrix();
    return new MixturePosterior(
        new NormalWishartPrior(
            number(MEAN_PRECISION_PRIOR),
            array(MEAN_PRIOR, d).values(),
            number(FREEDOM_PRIOR),
            Covariances.full(new double[][][] {scale})),
        weights(components),
        array(MEAN_PRECISION, components).values(),
        model.means(),
        array(FREEDOM, components).values(),
        model.covariances());
  }

  private WeightPosterior weights(int components) {
    double prior = number(CONCENTRATION_PRIOR);
    return switch (weightPrior) {
      case "dirichlet_distribution" ->
        new DirichletWeights(prior, array(CONCENTRATION, components).values());
      case "dirichlet_process" -> {
        double[][] sticks = array(CONCENTRATION, 2, components).matrix();
        yield new StickWeights(
            prior, sticks[0], sticks[1], IntStream.range(0, components).toArray());
      }
      default ->
        throw new DataException(file + ": " + TYPE
            + " must be one of dirichlet_distribution, dirichlet_process, but is "
            + Quoted.text(weightPrior));
    };
  }

  private double number(String property) {
    return requireNonNull(numbers.get(property), property);
  }

  private NumberArray array(String property, int... shape) {
    NumberArray array = requireNonNull(arrays.get(property), property);
    if (!array.hasShape(shape)) {
      throw new DataException(file + ": " + property + " must have shape " + Arrays.toString(shape)
          + ", but has " + Arrays.toString(array.shape()));
    }
    return array;
  }
}
