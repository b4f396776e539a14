package dev.gmm4j.cli.picture;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.Occupancy;
import dev.gmm4j.io.Dataset;
import java.util.Arrays;

/** What draws a posterior: its occupied components, and mixtures drawn from it. */
public final class PosteriorPictures {
  private PosteriorPictures() {}

  /**
   * Returns what draws the pictures.
   *
   * @param model the mixture of the posterior's expected parameters
   * @param draws how many mixtures are drawn from it, the same ones each time
   */
  public static ModelPictures of(
      Dataset dataset, GaussianMixture model, MixturePosterior posterior, int draws) {
    Occupancy occupancy = posterior.occupancy();
    if (occupancy.count() == 0) {
      return new ModelPictures(dataset, model);
    }
    return new ModelPictures(
        dataset,
        occupied(model, occupancy),
        Arrays.stream(posterior.draw(draws, 0))
            .map(draw -> occupied(draw, occupancy))
            .toArray(GaussianMixture[]::new));
  }

  /** Returns a mixture whose components without samples have weight 0; they keep their numbers and colours. */
  private static GaussianMixture occupied(GaussianMixture mixture, Occupancy occupancy) {
    double[] weights = mixture.weights();
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = occupancy.isOccupied(k) ? weights[k] : 0;
      total += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
    }
    return GaussianMixture.of(weights, mixture.means(), mixture.covariances(), mixture.backend());
  }
}
