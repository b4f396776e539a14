package dev.gmm4j.cli.option;

import dev.gmm4j.em.Regularization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is added to variances: a part of each feature's own, or a number. */
@OptionGroup.In(OptionGroup.ROBUSTNESS)
public final class RegularizationOptions {
  private static final String RELATIVE = "--relative-regularization";
  private static final String ABSOLUTE = "--regularization";

  private final Regularization defaultValue;

  @Option(
      names = RELATIVE,
      paramLabel = "R",
      description = {
        "Added to each variance in each iteration: this part",
        "of the variance of the whole column. Default: 1e-6",
        "in gmm fit, nothing in other commands."
      })
  private @Nullable Double relative;

  @Option(
      names = ABSOLUTE,
      paramLabel = "R",
      description = {
        "Added to each variance in its place: this number,",
        "in units of the data squared."
      })
  private @Nullable Double absolute;

  /** Creates options of which none is given. */
  public RegularizationOptions(Regularization defaultValue) {
    this.defaultValue = defaultValue;
  }

  /**
   * Returns what was given, or the default.
   *
   * @param command for error messages
   * @throws ParameterException if both were given, or a number is refused
   */
  public Regularization regularization(CommandSpec command) {
    Double part = relative;
    Double amount = absolute;
    if (part != null && amount != null) {
      throw new ParameterException(
          command.commandLine(),
          "--regularization and --relative-regularization exclude each other: give one of them");
    }
    Regularization[] given = {defaultValue};
    if (part != null) {
      OptionErrors.apply(command, RELATIVE, () -> given[0] = Regularization.relative(part));
    } else if (amount != null) {
      OptionErrors.apply(command, ABSOLUTE, () -> given[0] = Regularization.absolute(amount));
    }
    return given[0];
  }
}
