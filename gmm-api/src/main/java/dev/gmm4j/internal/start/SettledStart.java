package dev.gmm4j.internal.start;

import dev.gmm4j.em.MixtureParameters;

/**
 * A start from parameters that an earlier fit of the same mixture came to, of as many components as are left of it.
 *
 * @param settled the parameters
 */
public record SettledStart(MixtureParameters settled) implements StartStrategy {

  @Override
  public MixtureParameters parameters(StartContext context) {
    return settled;
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public boolean fitsAnyComponents() {
    return false;
  }
}
