package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.student.StudentMixtureEstimator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final String NO_PICTURES = "comparisons are drawn of Gaussian mixtures";

  /** Options that a fit of t distributions cannot have, and why. */
  private static final Map<String, String> REFUSED = refused();

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

  private static Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("--bayesian", "t distributions have no conjugate prior");
    refused.put("--noise", "outliers are what tails are for");
    refused.put("--method", "there is no stepwise EM of t distributions");
    refused.put("--folds", "candidates are compared by BIC, AIC or ICL");
    refused.put("--time-budget", "all candidates are fitted");
    refused.put("--animate", "animations are of Gaussian mixtures");
    refused.put("--directions", "directions are those of Gaussian mixtures");
    refused.put("--plot", NO_PICTURES);
    refused.put("--report", NO_PICTURES);
    String noProgress = "its progress is not told";
    refused.put("--progress", noProgress);
    refused.put("--progress-every", noProgress);
    return refused;
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @param understood options that this command understands, and others do not
   * @throws ParameterException if options do not go together
   */
  public void check(String... understood) {
    if (degreesOfFreedom == null) {
      return;
    }
    List<String> allowed = List.of(understood);
    for (Map.Entry<String, String> option : REFUSED.entrySet()) {
      boolean refused = !allowed.contains(option.getKey());
      if (refused && command.commandLine().getParseResult().hasMatchedOption(option.getKey())) {
        throw new ParameterException(
            command.commandLine(),
            option.getKey() + " cannot go with " + NAME + ": " + option.getValue());
      }
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
