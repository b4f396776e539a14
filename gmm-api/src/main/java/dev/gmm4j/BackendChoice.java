package dev.gmm4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.function.Supplier;
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

  /** Returns the backend to go on with: where it would be chosen by measurement, the one that was. */
  ChosenBackend resolve(Checkpoint checkpoint) {
    if (instance != null) {
      return new ChosenBackend(instance, null);
    }
    Backends backends = Backends.standard();
    String before = checkpoint.fit().get(FitIdentity.BACKEND);
    if (before != null && isFastest(backends)) {
      return new ChosenBackend(backends.get(before), null);
    }
    return new ChosenBackend(id == null ? backends.automatic() : backends.get(id), null);
  }

  private boolean isFastest(Backends backends) {
    return id == null ? backends.isFastestRequested() : id.equals(Backends.FASTEST);
  }

  /**
   * Returns the backend.
   *
   * @param task what it is for, asked for where the choice is to be made by measurement
   */
  ChosenBackend resolve(Samples samples, Supplier<ProbeTask> task) {
    if (instance != null) {
      return new ChosenBackend(instance, null);
    }
    Backends backends = Backends.standard();
    if (isFastest(backends)) {
      return backends.fastest(samples, task.get());
    }
    return new ChosenBackend(id == null ? backends.automatic() : backends.get(id), null);
  }

  /** Returns the backend, for work that is not worth a measurement: where one is asked for, that of highest priority. */
  LinearAlgebraBackend resolve() {
    if (instance != null) {
      return instance;
    }
    Backends backends = Backends.standard();
    return id == null || id.equals(Backends.FASTEST) ? backends.automatic() : backends.get(id);
  }
}
