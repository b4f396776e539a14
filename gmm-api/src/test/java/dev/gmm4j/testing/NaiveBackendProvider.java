package dev.gmm4j.testing;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** Registers {@link NaiveBackend} for the tests of this module. */
public final class NaiveBackendProvider implements LinearAlgebraBackendProvider {
  @Override
  public String id() {
    return "naive";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability availability() {
    return Availability.available("textbook loops");
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new NaiveBackend();
  }
}
