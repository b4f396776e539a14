package dev.gmm4j.bench;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;

/** Backends by id; a figure that another backend produced must not come to be. */
public final class RequestedBackend {
  /** JMH wants a default where it is used without {@link dev.gmm4j.bench.jmh.JmhMain}, which asks for all there are. */
  public static final String EJML = "ejml";

  private RequestedBackend() {}

  /** Returns the ids of the backends that work here, highest priority first. */
  public static List<String> available() {
    return Backends.standard().probe().stream()
        .filter(report -> report.availability().available())
        .map(BackendReport::id)
        .toList();
  }

  /**
   * Returns the backend of an id.
   *
   * @throws dev.gmm4j.exception.BackendUnavailableException if it cannot work
   * @throws IllegalStateException if what is found under the id is another one
   */
  public static LinearAlgebraBackend get(String id) {
    LinearAlgebraBackend backend = Backends.standard().get(id);
    check(id, backend.id());
    return backend;
  }

  /** Returns a fit that the backend of an id has done. */
  public static GaussianMixtureFit check(String id, GaussianMixtureFit fit) {
    check(id, fit.backend());
    return fit;
  }

  private static void check(String asked, String ran) {
    if (!asked.equals(ran)) {
      throw new IllegalStateException("backend " + asked + " was asked for, but " + ran + " ran");
    }
  }
}
