package dev.gmm4j.backend.commonsmath;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** Offers the backend {@code commonsmath}. */
public final class CommonsMathBackendProvider implements LinearAlgebraBackendProvider {
  /** Registers the provider; called by the service loader. */
  public CommonsMathBackendProvider() {}

  @Override
  public String id() {
    return "commonsmath";
  }

  @Override
  public int priority() {
    return 50;
  }

  @Override
  public Availability availability() {
    try {
      return CommonsMathProbe.run();
    } catch (LinkageError e) {
      return Availability.broken(
          "Commons Math", e, "add org.apache.commons:commons-math3 to the class path");
    }
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new CommonsMathBackend();
  }
}
