package dev.gmm4j.internal.comparison;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend chosen by instance, by id, or left to the automatic choice; ids are resolved when it is needed.
 *
 * @param instance the backend, or null
 * @param id the backend's id or {@link Backends#FASTEST}, or null for the automatic choice
 */
public record BackendChoice(
    @Nullable LinearAlgebraBackend instance, @Nullable String id) {
  /** The name of the automatic choice. */
  private static final String AUTOMATIC_NAME = "auto";

  /** The choice of {@link Backends#automatic}. */
  public static final BackendChoice AUTOMATIC = new BackendChoice(null, null);

  /** Returns the choice of an instance. */
  public static BackendChoice of(LinearAlgebraBackend instance) {
    return new BackendChoice(instance, null);
  }

  /** Returns the choice of an id, of the fastest, or the automatic one. */
  public static BackendChoice of(String id) {
    return id.equals(AUTOMATIC_NAME) ? AUTOMATIC : new BackendChoice(null, id);
  }

  /** Returns the id that was chosen, or {@code auto}. */
  public String label() {
    if (instance != null) {
      return instance.id();
    }
    return id == null ? AUTOMATIC_NAME : id;
  }

  /**
   * Returns the backend to go on with: where it would be chosen by measurement, the one that was.
   *
   * @param before the id of the backend that was used so far, or null if that is unknown
   */
  public ChosenBackend resume(@Nullable String before) {
    if (instance != null) {
      return new ChosenBackend(instance, null);
    }
    Backends backends = Backends.standard();
    return before != null && isFastest(backends)
        ? new ChosenBackend(backends.get(before), null)
        : byName(backends);
  }

  /**
   * Returns the backend.
   *
   * @param task what it is for, asked for where the choice is to be made by measurement
   */
  public ChosenBackend resolve(Samples samples, Supplier<ComparisonTask> task) {
    if (instance != null) {
      return new ChosenBackend(instance, null);
    }
    Backends backends = Backends.standard();
    return isFastest(backends)
        ? FastestBackend.standard().resolve(samples, task.get())
        : byName(backends);
  }

  /** Returns the backend, for work that is not worth a measurement: where one is asked for, that of highest priority. */
  public LinearAlgebraBackend resolve() {
    if (instance != null) {
      return instance;
    }
    Backends backends = Backends.standard();
    return id == null || id.equals(Backends.FASTEST) ? backends.automatic() : backends.get(id);
  }

  private boolean isFastest(Backends backends) {
    return id == null ? backends.isFastestRequested() : id.equals(Backends.FASTEST);
  }

  private ChosenBackend byName(Backends backends) {
    return new ChosenBackend(id == null ? backends.automatic() : backends.get(id), null);
  }
}
