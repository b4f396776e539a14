package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Weights and covariances of initial parameters that a caller gave, either or both. */
final class GivenParts {
  private GivenParts() {}

  /**
   * Checks that they are of as many components and features as a fit.
   *
   * @throws IllegalArgumentException if they are not
   */
  static void check(
      InitializationContext context,
      double @Nullable [] weights,
      @Nullable Covariances covariances) {
    if (weights != null) {
      checkSize("components", "weights", context.components(), weights.length);
    }
    if (covariances != null) {
      checkSize("components", "covariances", context.components(), covariances.components());
      int d = context.engine().samples().dimension();
      checkSize("features", "covariances", d, covariances.dimension());
    }
  }

  static void checkSize(String sizes, String name, int wanted, int given) {
    Arguments.check(
        given == wanted,
        "%s of the initial %s must be %d, but were %d",
        sizes,
        name,
        wanted,
        given);
  }

  /** Returns weights that sum to 1 as weights that leave room for noise. */
  static double[] besideNoise(double[] weights, @Nullable UniformNoise noise) {
    double[] rest = weights.clone();
    for (int k = 0; noise != null && k < rest.length; k++) {
      rest[k] *= 1 - noise.weight();
    }
    return rest;
  }

  /** Returns a word that differs where others are given. */
  static String hash(double @Nullable [] weights, @Nullable Covariances covariances) {
    int[] hashes = {
      Arrays.hashCode(weights), covariances == null ? 0 : covariances.hashCode(),
    };
    return Integer.toHexString(Arrays.hashCode(hashes));
  }
}
