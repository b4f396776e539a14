package dev.gmm4j.cli.backend;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Finds the backend that an option names. */
public final class BackendLookup {
  /** Stands for the automatic choice. */
  public static final String AUTOMATIC = "auto";

  private BackendLookup() {}

  /**
   * Returns the backend of a name, or the automatic choice.
   *
   * @throws ParameterException if no backend has the name
   * @throws BackendUnavailableException if there is no backend, or the one of that name cannot work here
   */
  public static LinearAlgebraBackend find(String name, CommandSpec command) {
    Backends backends = VectorModule.backends();
    String id = name.equals(AUTOMATIC) ? AutomaticBackend.requested() : name;
    try {
      return name.equals(AUTOMATIC) ? backends.automatic() : backends.get(name);
    } catch (BackendUnavailableException e) {
      boolean unknown =
          backends.reports().stream().noneMatch(report -> report.id().equals(id));
      if (id != null && unknown && !backends.reports().isEmpty()) {
        throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }
}
