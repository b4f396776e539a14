package com.acme.gmm;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** Offers the backend {@code acme}; names no type of the library, so it loads without it. */
public final class AcmeBackendProvider implements LinearAlgebraBackendProvider {
  @Override
  public String id() {
    return "acme";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Availability availability() {
    try {
      return AcmeBackend.probe();
    } catch (LinkageError e) {
      return Availability.broken(
          "Hipparchus", e, "add org.hipparchus:hipparchus-core to the class path");
    } catch (RuntimeException e) {
      return Availability.broken("Hipparchus is not usable: " + e, "use another version of it");
    }
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new AcmeBackend();
  }
}
