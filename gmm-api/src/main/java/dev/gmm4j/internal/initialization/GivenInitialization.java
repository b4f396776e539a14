package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;

/** Initialization by given parameters, taken as they are; weights make room for noise that they do not have. */
public record GivenInitialization(
    double[] weights, double[] means, Covariances covariances, double noiseWeight)
    implements InitializationStrategy {

  @Override
  public String given() {
    int[] hashes = {
      Arrays.hashCode(weights),
      Arrays.hashCode(means),
      covariances.type().name().hashCode(),
      Arrays.hashCode(covariances.toArray())
    };
    return Integer.toHexString(Arrays.hashCode(hashes));
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public boolean fitsAnyComponents() {
    return false;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Arguments.check(
        covariances.components() == context.components(),
        "components of the initial model must be %d, but were %d",
        context.components(),
        covariances.components());
    int d = context.engine().samples().dimension();
    Arguments.check(
        covariances.dimension() == d,
        "features of the initial model must be %d, but were %d",
        d,
        covariances.dimension());
    UniformNoise noise = context.maximization().initialNoise();
    if (noise == null) {
      Arguments.check(
          noiseWeight == 0,
          "noise of the initial model must have weight 0 for a fit without noise, but had %s",
          noiseWeight);
      return MixtureParameters.of(weights, means, covariances, context.backend());
    }
    if (noiseWeight > 0) {
      noise = new UniformNoise(noiseWeight, noise.region());
    }
    double[] rest = weights.clone();
    for (int k = 0; noiseWeight == 0 && k < rest.length; k++) {
      rest[k] *= 1 - noise.weight();
    }
    return MixtureParameters.of(rest, means, covariances, context.backend()).with(noise);
  }
}
