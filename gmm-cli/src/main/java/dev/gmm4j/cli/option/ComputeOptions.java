package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.backend.AutomaticBackend;
import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.backend.VectorModule;
import dev.gmm4j.spi.LinearAlgebraBackend;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what computes, and on how many threads. */
@OptionGroup.In(OptionGroup.COMPUTING)
public final class ComputeOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendLookup.AUTOMATIC,
      description =
          "The numeric library, see gmm backends, or fastest: fits of some length then begin with a comparison. Default:"
              + " ${DEFAULT-VALUE}, what the property gmm4j.backend or the environment variable GMM4J_BACKEND names,"
              + " else the available one of highest priority.")
  private String backend = BackendLookup.AUTOMATIC;

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
  public int threads() {
    if (threads < 1) {
      throw OptionErrors.invalidValue(
          command, "--threads", "threads must be >= 1, but was " + threads);
    }
    return threads;
  }

  /**
   * Returns the backend for one pass over data, or none at all.
   *
   * @throws ParameterException if none has the name that was asked for
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is none, or the one that was asked for cannot work here
   */
  public LinearAlgebraBackend backend() {
    // Measuring would take longer than a pass.
    return BackendLookup.find(isFastest() ? BackendLookup.AUTOMATIC : backend, command);
  }

  /** Sets the backend of a fit; throws as {@link #backend} does. */
  public void applyTo(GaussianMixtureEstimator.Builder builder) {
    if (isFastest()) {
      VectorModule.load();
      builder.backend(Backends.FASTEST);
    } else {
      builder.backend(backend());
    }
  }

  private boolean isFastest() {
    return backend.equals(Backends.FASTEST)
        || (backend.equals(BackendLookup.AUTOMATIC)
            && Backends.FASTEST.equals(AutomaticBackend.requested()));
  }
}
