package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.student.StudentMixtureEstimator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The option by which components are t distributions. */
@OptionGroup.In(OptionGroup.ROBUSTNESS)
public final class TailsOption {
  private static final String NAME = "--tails";

  /** Options that a fit of t distributions cannot have, and why. */
  private static final RefusedOptions REFUSED = refused();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "NU",
      converter = Converter.class,
      description = {
        "Fit t distributions, whose tails are heavier the",
        "fewer degrees of freedom they have.",
        "  common  one number for all is found",
        "  free    a number for each is found",
        "  NUMBER  they are given, in [1, 200]"
      })
  private @Nullable DegreesOfFreedom degreesOfFreedom;

  /** Understands the values. */
  static final class Converter implements ITypeConverter<DegreesOfFreedom> {
    @Override
    public DegreesOfFreedom convert(String value) {
      try {
        return DegreesOfFreedom.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static RefusedOptions refused() {
    return new RefusedOptions(NAME)
        .add("t distributions have no posterior", "--bayesian")
        .add("outliers are what tails are for", "--noise")
        .add("there is no stepwise EM of t distributions", "--method")
        .add("candidates are compared by BIC, AIC or ICL", "--folds")
        .add("all candidates are fitted", "--time-budget")
        .add("animations are of Gaussian mixtures", "--animate")
        .add("directions are those of Gaussian mixtures", "--directions")
        .add("comparisons are drawn of Gaussian mixtures", "--plot", "--report")
        .add("its progress is not told", "--progress", "--progress-every");
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @param understood options that this command understands, and others do not
   * @throws ParameterException if options do not go together
   */
  public void check(String... understood) {
    if (degreesOfFreedom != null) {
      REFUSED.check(command, understood);
    }
  }

  /** Tells whether components are t distributions. */
  public boolean isUsed() {
    return degreesOfFreedom != null;
  }

  /**
   * Returns the estimator.
   *
   * @throws ParameterException if a setting does not go with t distributions
   */
  public StudentMixtureEstimator estimator(GaussianMixtureEstimator settings) {
    DegreesOfFreedom tails = degreesOfFreedom;
    if (tails == null) {
      throw new IllegalStateException(NAME + " is not given");
    }
    try {
      return StudentMixtureEstimator.builder(settings).degreesOfFreedom(tails).build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), NAME + ": " + e.getMessage(), e);
    }
  }
}
