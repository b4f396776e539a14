package dev.gmm4j.cli.backend;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.exception.BackendUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The backend that is chosen where none is named.
 *
 * @param id its name, or null if none can be used
 * @param reason why it is chosen, or why none can be
 */
public record AutomaticBackend(@Nullable String id, String reason) {

  /** Returns the choice among some backends. */
  public static AutomaticBackend of(Backends backends) {
    try {
      return new AutomaticBackend(backends.automatic().id(), why());
    } catch (BackendUnavailableException e) {
      return new AutomaticBackend(null, String.valueOf(e.getMessage()));
    }
  }

  private static String why() {
    if (Backends.FASTEST.equals(requested())) {
      return "of highest priority; fits of some length find the fastest, as "
          + (property() != null ? Backends.PROPERTY : Backends.ENVIRONMENT) + " says";
    }
    if (property() != null) {
      return "named by the system property " + Backends.PROPERTY;
    }
    return environment() != null
        ? "named by the environment variable " + Backends.ENVIRONMENT
        : "the available one of highest priority";
  }

  /** Returns the backend that the user's surroundings name, or null. */
  public static @Nullable String requested() {
    String property = property();
    return property == null ? environment() : property;
  }

  private static @Nullable String property() {
    return nonEmpty(System.getProperty(Backends.PROPERTY));
  }

  private static @Nullable String environment() {
    return nonEmpty(System.getenv(Backends.ENVIRONMENT));
  }

  private static @Nullable String nonEmpty(@Nullable String name) {
    return name == null || name.isEmpty() ? null : name;
  }
}
