package dev.gmm4j.backend.ejml;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** Offers the backend {@code ejml}. */
public final class EjmlBackendProvider implements LinearAlgebraBackendProvider {
  /** Registers the provider; called by the service loader. */
  public EjmlBackendProvider() {}

  @Override
  public String id() {
    return "ejml";
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public Availability availability() {
    try {
      return EjmlProbe.run();
    } catch (LinkageError e) {
      return Availability.broken("EJML", e, "add org.ejml:ejml-ddense to the class path");
    }
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new EjmlBackend();
  }
}
