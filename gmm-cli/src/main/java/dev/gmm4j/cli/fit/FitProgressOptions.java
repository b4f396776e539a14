package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.ProgressOption;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of how much is told of the progress of a fit. */
@OptionGroup.In(OptionGroup.OUTPUT)
final class FitProgressOptions {
  private static final String EVERY = "--progress-every";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Mixin
  private final ProgressOption progress = new ProgressOption();

  @Option(
      names = EVERY,
      paramLabel = "N",
      description =
          "The same, but a line for each N-th iteration only, and for the first and the last of each"
              + " initialization.")
  private @Nullable Integer every;

  /**
   * Checks the options.
   *
   * @throws ParameterException if the interval is less than 1
   */
  void check() {
    if (every != null && every < 1) {
      throw OptionErrors.invalidValue(command, EVERY, "must be >= 1, but was " + every);
    }
  }

  /** Returns what tells the progress. */
  ProgressReport report(PrintStream err) {
    return every == null
        ? ProgressReport.of(progress.isGiven(), err)
        : ProgressReport.lines(every, err);
  }
}
