package dev.gmm4j.spark;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/** The backend of the process that asks: on the cluster, the executor's. */
final class ExecutorBackend {
  private ExecutorBackend() {}

  /**
   * Returns the backend of an id, or the best one of this process if it is null.
   *
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is none, or not the one that was asked for
   */
  static LinearAlgebraBackend get(@Nullable String id) {
    Backends backends = Backends.standard();
    return id == null ? backends.automatic() : backends.get(id);
  }
}
