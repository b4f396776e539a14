package dev.gmm4j.io;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.DirichletWeights;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.NormalWishartPrior;
import dev.gmm4j.bayesian.StickWeights;
import dev.gmm4j.bayesian.WeightPosterior;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code posterior} object of a model file; means and covariances are those of the model. */
final class PosteriorJson {
  private static final String WEIGHT_PRIOR = "weightPrior";
  private static final String CONCENTRATION = "concentration";
  private static final String WEIGHT_CONCENTRATION = "weightConcentration";
  private static final String STICKS = "sticks";
  private static final String MEAN_PRECISION = "meanPrecision";
  private static final String DEGREES_OF_FREEDOM = "degreesOfFreedom";
  private static final String PRIOR = "prior";
  private static final String MEAN = "mean";
  private static final String SCALE = "scale";
  private static final List<String> PROPERTIES = List.of(
      WEIGHT_PRIOR, CONCENTRATION, WEIGHT_CONCENTRATION, MEAN_PRECISION, DEGREES_OF_FREEDOM, PRIOR);
  private static final List<String> OF_PRIOR =
      List.of(MEAN_PRECISION, MEAN, DEGREES_OF_FREEDOM, SCALE);

  /** Weights are sums and quotients of a few numbers each. */
  private static final double WEIGHT_ROUNDING = 1e-9;

  private String weightPrior = "";
  private double concentration;
  private @Nullable NumberArray weightConcentration;
  private double @Nullable [] sticks;
  private double[] meanPrecisions = {};
  private double[] degreesOfFreedom = {};
  private double priorMeanPrecision;
  private double[] priorMean = {};
  private double priorDegreesOfFreedom;
  private @Nullable NumberArray priorScale;

  private PosteriorJson() {}

  static JsonObject write(MixturePosterior posterior) {
    NormalWishartPrior prior = posterior.prior();
    JsonObject ofPrior = new JsonObject();
    ofPrior.put(MEAN_PRECISION, prior.meanPrecision());
    ofPrior.put(MEAN, prior.mean());
    ofPrior.put(DEGREES_OF_FREEDOM, prior.degreesOfFreedom());
    switch (prior.type()) {
      case FULL, TIED -> ofPrior.putNested(SCALE, prior.scale().matrix(0));
      case DIAGONAL -> ofPrior.put(SCALE, prior.scale().variances(0));
      case SPHERICAL -> ofPrior.put(SCALE, new double[] {prior.scale().get(0, 0, 0)});
    }
    JsonObject json = new JsonObject();
    WeightPosterior weights = posterior.weights();
    json.put(WEIGHT_PRIOR, weights.kind().label());
    json.put(CONCENTRATION, weights.priorConcentration());
    if (weights instanceof StickWeights broken) {
      json.putNested(WEIGHT_CONCENTRATION, new double[][] {broken.a(), broken.b()});
      json.put(STICKS, broken.order());
    } else if (weights instanceof DirichletWeights dirichlet) {
      json.put(WEIGHT_CONCENTRATION, dirichlet.concentrations());
    }
    json.put(MEAN_PRECISION, posterior.meanPrecisions());
    json.put(DEGREES_OF_FREEDOM, posterior.degreesOfFreedom());
    json.put(PRIOR, ofPrior);
    return json;
  }

  static PosteriorJson read(JsonFile json) {
    PosteriorJson posterior = new PosteriorJson();
    json.object(ModelFile.POSTERIOR, PROPERTIES, List.of(STICKS), posterior::property);
    return posterior;
  }

  private void property(JsonFile json, String property) {
    switch (property) {
      case WEIGHT_PRIOR -> weightPrior = json.text(property);
      case CONCENTRATION -> concentration = json.number(property);
      case WEIGHT_CONCENTRATION -> weightConcentration = json.numbers(property, 2);
      case STICKS -> sticks = json.numbers(property, 1).values();
      case MEAN_PRECISION -> meanPrecisions = json.numbers(property, 1).values();
      case DEGREES_OF_FREEDOM -> degreesOfFreedom = json.numbers(property, 1).values();
      default -> json.object(property, OF_PRIOR, this::ofPrior);
    }
  }

  private void ofPrior(JsonFile json, String property) {
    switch (property) {
      case MEAN_PRECISION -> priorMeanPrecision = json.number(property);
      case MEAN -> priorMean = json.numbers(property, 1).values();
      case DEGREES_OF_FREEDOM -> priorDegreesOfFreedom = json.number(property);
      default -> priorScale = json.numbers(property, 2);
    }
  }

  /**
   * Returns the posterior whose expected means and covariances are those of a model.
   *
   * @throws IllegalArgumentException if numbers do not belong together
   */
  MixturePosterior posterior(GaussianMixture model) {
    CovarianceType type = model.covarianceType();
    int d = model.dimension();
    NumberArray numbers = requireNonNull(priorScale);
    int[] shape = switch (type) {
      case FULL, TIED -> new int[] {d, d};
      case DIAGONAL -> new int[] {d};
      case SPHERICAL -> new int[] {1};
    };
    check(numbers.hasShape(shape), "the prior's scale does not have the shape of " + type.label());
    Covariances scale = switch (type) {
      case FULL -> Covariances.full(new double[][][] {numbers.matrix()});
      case TIED -> Covariances.tied(numbers.matrix(), 1);
      case DIAGONAL -> Covariances.diagonal(new double[][] {numbers.values()});
      case SPHERICAL -> Covariances.spherical(numbers.values(), d);
    };
    return new MixturePosterior(
        new NormalWishartPrior(priorMeanPrecision, priorMean, priorDegreesOfFreedom, scale),
        weights(model.components()),
        meanPrecisions,
        model.means(),
        degreesOfFreedom,
        model.covariances());
  }

  private WeightPosterior weights(int components) {
    NumberArray numbers = requireNonNull(weightConcentration);
    if (WeightPrior.Kind.parse(weightPrior) == WeightPrior.Kind.DIRICHLET) {
      check(sticks == null, "sticks go with weightPrior dirichlet-process only");
      check(numbers.hasShape(components), "weightConcentration must be " + components + " numbers");
      return new DirichletWeights(concentration, numbers.values());
    }
    double[] order = sticks;
    check(order != null, "weightPrior dirichlet-process needs sticks");
    check(
        numbers.hasShape(2, components),
        "weightConcentration must be 2 arrays of " + components + " numbers");
    int[] indices = new int[requireNonNull(order).length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (int) order[i];
      check(indices[i] == order[i], "sticks must be whole numbers, but one was " + order[i]);
    }
    return new StickWeights(concentration, numbers.matrix()[0], numbers.matrix()[1], indices);
  }

  /**
   * Refuses a model that does not have the expected parameters of a posterior.
   *
   * @throws IllegalArgumentException if it has others
   */
  static void requireExpectations(GaussianMixture model, MixturePosterior posterior) {
    check(
        model.components() == posterior.components()
            && Arrays.deepEquals(model.means(), posterior.means())
            && model.covariances().equals(posterior.covariances()),
        "means and covariances of the model must be those of the posterior");
    double[] expected = posterior.weights().expectedWeights();
    for (int k = 0; k < expected.length; k++) {
      check(
          Math.abs(model.weight(k) - expected[k]) <= WEIGHT_ROUNDING,
          "weights must be those of the posterior, but of component " + k + " it is "
              + model.weight(k) + " and not " + expected[k]);
    }
  }

  private static void check(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException(problem);
    }
  }
}
