package dev.gmm4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/** A backend chosen by instance, by id, or left to the automatic choice; ids are resolved when it is needed. */
record BackendChoice(
    @Nullable LinearAlgebraBackend instance, @Nullable String id) {
  static final BackendChoice AUTOMATIC = new BackendChoice(null, null);

  static BackendChoice of(LinearAlgebraBackend instance) {
    return new BackendChoice(instance, null);
  }

  static BackendChoice of(String id) {
    return new BackendChoice(null, id);
  }

  LinearAlgebraBackend resolve() {
    if (instance != null) {
      return instance;
    }
    return id == null ? Backends.standard().automatic() : Backends.standard().get(id);
  }
}
