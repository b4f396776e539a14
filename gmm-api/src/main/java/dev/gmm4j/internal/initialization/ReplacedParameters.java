package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.GmmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Initialization by another one, whose weights or covariances are replaced by given ones, in the order of its components.
 *
 * @param base finds what is not given
 * @param weights {@code K} numbers that sum to 1, or null for those of the base
 * @param covariances those of {@code K} components, or null for those of the base
 */
record ReplacedParameters(
    InitializationStrategy base,
    double @Nullable [] weights,
    @Nullable Covariances covariances) implements InitializationStrategy {

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    GivenParts.check(context, weights, covariances);
    MixtureParameters found = base.parameters(context);
    if (found.components() != context.components()) {
      throw new GmmException("the initialization left " + found.components()
          + " components, but weights or covariances were given for " + context.components());
    }
    double[] allWeights =
        weights == null ? found.weights() : GivenParts.besideNoise(weights, found.noise());
    return covariances == null
        ? MixtureParameters.of(allWeights, found.means(), found.covariances(), found.factors())
            .with(found.noise())
        : MixtureParameters.of(allWeights, found.means(), covariances, context.backend())
            .with(found.noise());
  }

  @Override
  public boolean isRandom() {
    return base.isRandom();
  }

  @Override
  public boolean fitsAnyComponents() {
    return false;
  }

  @Override
  public String given() {
    return (base.given() + " " + GivenParts.hash(weights, covariances)).strip();
  }

  @Override
  public InitializationStrategy shared() {
    return new ReplacedParameters(base.shared(), weights, covariances);
  }

  @Override
  public InitializationStrategy replacing(
      double @Nullable [] newWeights, @Nullable Covariances newCovariances) {
    return new ReplacedParameters(base, newWeights, newCovariances);
  }

  @Override
  public String toString() {
    return "ReplacedParameters[base=" + base + ", weights=" + Arrays.toString(weights)
        + ", covariances=" + covariances + "]";
  }
}
