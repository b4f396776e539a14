package dev.gmm4j.cli;

import dev.gmm4j.BackendUnavailableException;
import dev.gmm4j.Backends;
import dev.gmm4j.GaussianMixtureEstimator;
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
          "The numeric library, see gmm backends, or fastest: fits of some length then begin with a comparison. Default:"
              + " ${DEFAULT-VALUE}, what the property gmm4j.backend or the environment variable GMM4J_BACKEND names,"
              + " else the available one of highest priority.")
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
   * Returns the backend for one pass over data, or none at all.
   *
   * @throws ParameterException if none has the name that was asked for
   * @throws BackendUnavailableException if there is none, or the one that was asked for cannot work here
   */
  LinearAlgebraBackend backend() {
    // Measuring would take longer than a pass.
    return resolve(isFastest() ? AUTOMATIC : backend, command);
  }

  /** Sets the backend of a fit; throws as {@link #backend} does. */
  void applyTo(GaussianMixtureEstimator.Builder builder) {
    if (isFastest()) {
      VectorModule.load();
      builder.backend(Backends.FASTEST);
    } else {
      builder.backend(backend());
    }
  }

  private boolean isFastest() {
    return backend.equals(Backends.FASTEST)
        || (backend.equals(AUTOMATIC) && Backends.FASTEST.equals(AutomaticChoice.requested()));
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
