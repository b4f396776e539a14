package dev.gmm4j.cli.option;

import dev.gmm4j.bayesian.ComponentPrior;
import dev.gmm4j.em.ConjugatePrior;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A prior of means and covariances; each option asks for one, and what is not set is the default. */
@OptionGroup.In(OptionGroup.ROBUSTNESS)
public final class PriorOptions {
  /** The names of the options in errors. */
  public static final String NAMES = "--prior";

  @Option(
      names = "--prior",
      description =
          "Find the parameters of highest posterior density under the conjugate prior of Fraley and Raftery (2007),"
              + " which keeps components from collapsing. Best with --regularization 0.")
  private boolean wanted;

  @Option(
      names = "--prior-shrinkage",
      paramLabel = "N",
      description = "How many rows the prior's mean counts for in a component. Default: 0.01.")
  private @Nullable Double shrinkage;

  @Option(
      names = "--prior-mean",
      paramLabel = "X,Y,...",
      hideParamSyntax = true,
      split = ",",
      description = "The prior's mean. Default: that of the data.")
  private double @Nullable [] mean;

  @Option(
      names = "--prior-dof",
      paramLabel = "V",
      description = "The prior's degrees of freedom. Default: features + 2.")
  private @Nullable Double degreesOfFreedom;

  @Option(
      names = "--prior-scale",
      paramLabel = "X,Y,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "The diagonal of the prior's scale. Default: the data's covariance, divided by components^(2/features).")
  private double @Nullable [] scale;

  /**
   * Returns the prior, or null where none is asked for.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  @Nullable
  public ConjugatePrior prior() {
    if (!wanted && shrinkage == null && mean == null && degreesOfFreedom == null && scale == null) {
      return null;
    }
    ConjugatePrior prior = ConjugatePrior.defaults();
    if (shrinkage != null) {
      prior = prior.withShrinkage(shrinkage);
    }
    if (mean != null) {
      prior = prior.withMean(mean);
    }
    if (degreesOfFreedom != null) {
      prior = prior.withDegreesOfFreedom(degreesOfFreedom);
    }
    return scale == null ? prior : prior.withDiagonalScale(scale);
  }

  /**
   * Returns the prior of a Bayesian mixture of the same numbers; what is not set is taken from the data, as its own defaults
   * say.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public ComponentPrior componentPrior() {
    ComponentPrior prior = ComponentPrior.fromSamples();
    if (shrinkage != null) {
      prior = prior.withMeanPrecision(shrinkage);
    }
    if (mean != null) {
      prior = prior.withMean(mean);
    }
    if (degreesOfFreedom != null) {
      prior = prior.withDegreesOfFreedom(degreesOfFreedom);
    }
    if (scale == null) {
      return prior;
    }
    double[][] matrix = new double[scale.length][scale.length];
    for (int j = 0; j < scale.length; j++) {
      matrix[j][j] = scale[j];
    }
    return prior.withScale(matrix);
  }

  /** Blames the prior for what was refused with the data at hand, where there is one. */
  public RuntimeException refusal(CommandSpec command, IllegalArgumentException failure) {
    return prior() == null
        ? failure
        : new ParameterException(
            command.commandLine(),
            "Invalid value for option '" + NAMES + "': " + failure.getMessage(),
            failure);
  }
}
