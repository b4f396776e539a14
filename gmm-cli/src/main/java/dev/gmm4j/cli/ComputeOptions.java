package dev.gmm4j.cli;

import dev.gmm4j.BackendUnavailableException;
import dev.gmm4j.Backends;
import dev.gmm4j.spi.LinearAlgebraBackend;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What computes, and on how many threads. */
final class ComputeOptions {
  static final String AUTOMATIC = "auto";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = AUTOMATIC,
      description =
          "The numeric library, see gmm backends. Default: ${DEFAULT-VALUE}, what the property gmm4j.backend or the"
              + " environment variable GMM4J_BACKEND names, else the available one of highest priority.")
  private String backend = AUTOMATIC;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; the result does not depend on it. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Returns the number of threads.
   *
   * @throws ParameterException if it is less than 1
   */
  int threads() {
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '--threads': threads must be >= 1, but was " + threads);
    }
    return threads;
  }

  /**
   * Returns the backend.
   *
   * @throws ParameterException if none has the name that was asked for
   * @throws BackendUnavailableException if there is none, or the one that was asked for cannot work here
   */
  LinearAlgebraBackend backend() {
    return resolve(backend, command);
  }

  /** Returns the backend of a name, or the automatic choice; a command's user is told where there is none. */
  static LinearAlgebraBackend resolve(String name, CommandSpec command) {
    Backends backends = VectorModule.backends();
    String id = name.equals(AUTOMATIC) ? AutomaticChoice.requested() : name;
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
