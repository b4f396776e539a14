package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.ClassPriors;
import dev.gmm4j.classification.DiscriminantDirections;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.covariance.Covariances;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How the two directions are found onto which a picture projects samples and model: those in which the model's components or
 * classes differ most. Where there is one such direction only, or none, those of the largest variance that is left take the
 * missing places; their axes say so. A model's noise has no direction and is left out. Immutable.
 */
public final class Directions {
  /** What they are called where they are refused. */
  static final String NAME = "directions";

  /** Means and covariances count alike. */
  private static final double BOTH = 0.5;

  private final Function<Clustering, DiscriminantDirections> finder;

  private Directions(Function<Clustering, DiscriminantDirections> finder) {
    this.finder = finder;
  }

  /**
   * Returns the directions in which means lie apart, and where these lie in one line, those in which means and covariances
   * together differ most: {@link #lambda} 1 or 0.5.
   */
  public static Directions mostApart() {
    return new Directions(clustering -> {
      DiscriminantDirections ofMeans = byLambda(clustering, 1);
      return ofMeans.count() >= 2 ? ofMeans : byLambda(clustering, BOTH);
    });
  }

  /**
   * Returns the directions of {@link DiscriminantDirections#of}.
   *
   * @param lambda λ in [0, 1]: 1 looks at means only, 0 at covariances only
   * @throws IllegalArgumentException if it is out of range
   */
  public static Directions lambda(double lambda) {
    check(lambda >= 0 && lambda <= 1, "lambda must be in [0, 1], but was %s", lambda);
    return new Directions(clustering -> byLambda(clustering, lambda));
  }

  /**
   * Returns the {@linkplain DiscriminantDirections#crimcoords crimcoords}, in which means lie farthest apart in units of the
   * mean covariance within: of a classifier's classes, of merged clusters, or of a mixture's components.
   */
  public static Directions crimcoords() {
    return new Directions(clustering -> DiscriminantDirections.crimcoords(classifier(clustering)));
  }

  /** Returns the first two of given directions, of a model's features. */
  public static Directions of(DiscriminantDirections directions) {
    return new Directions(clustering -> directions);
  }

  private static DiscriminantDirections byLambda(Clustering clustering, double lambda) {
    return DiscriminantDirections.of(
        DirectionPlane.withoutNoise(clustering.model().gaussian(NAME)), lambda);
  }

  /**
   * Returns what a picture of a classifier multiplies features by, shape {@code 2*d}: the coefficients of the coordinate
   * across, and of that up.
   */
  public double[][] coefficients(MixtureClassifier classifier) {
    return plane(Clustering.of(classifier)).coefficients();
  }

  /** Returns what a picture of a mixture multiplies features by, as above. */
  public double[][] coefficients(GaussianMixture model) {
    return plane(Clustering.of(model)).coefficients();
  }

  /** Returns the plane of a model. */
  DirectionPlane plane(Clustering clustering) {
    return DirectionPlane.along(clustering.model().gaussian(NAME), finder.apply(clustering));
  }

  /** Returns a classifier of the groups that have a weight. */
  private static MixtureClassifier classifier(Clustering clustering) {
    GaussianMixture model = DirectionPlane.withoutNoise(clustering.model().gaussian(NAME));
    List<String> names = new ArrayList<>();
    List<GaussianMixture> mixtures = new ArrayList<>();
    List<Double> priors = new ArrayList<>();
    for (int g = 0; g < clustering.count(); g++) {
      List<double[]> means = new ArrayList<>();
      List<double[][]> covariances = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      double prior = 0;
      for (int k = 0; k < model.components(); k++) {
        if (clustering.group(k) == g && model.weight(k) > 0) {
          means.add(model.mean(k));
          covariances.add(model.covariances().matrix(k));
          weights.add(model.weight(k));
          prior += model.weight(k);
        }
      }
      if (prior > 0) {
        double total = prior;
        names.add("group " + g);
        priors.add(prior);
        mixtures.add(GaussianMixture.of(
            weights.stream().mapToDouble(weight -> weight / total).toArray(),
            means.toArray(double[][]::new),
            Covariances.full(covariances.toArray(double[][][]::new)),
            model.backend()));
      }
    }
    return MixtureClassifier.builder(names, mixtures)
        .priors(priors.stream().mapToDouble(Double::doubleValue).toArray(), ClassPriors.GIVEN)
        .build();
  }
}
