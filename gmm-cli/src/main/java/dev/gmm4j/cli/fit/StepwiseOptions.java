package dev.gmm4j.cli.fit;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.StreamingBayesianEstimator;
import dev.gmm4j.bayesian.StreamingBayesianFit;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.streaming.StepSize;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingFit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The choice between EM, stepwise EM, and both, and the settings of stepwise EM. */
@OptionGroup.In(OptionGroup.ITERATIONS)
final class StepwiseOptions {
  private static final List<String> OWN = List.of("--batch-size", "--forgetting", "--passes");

  /** Damps the first steps, as {@link StreamingEstimator} does by default. */
  private static final double OFFSET = 2;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      converter = MethodConverter.class,
      completionCandidates = MethodConverter.class,
      defaultValue = "em",
      description = {
        "How the mixture is fitted. Default: ${DEFAULT-VALUE}.",
        "  em           each iteration passes over all rows",
        "  stepwise     stepwise EM, step by mini-batch",
        "  stepwise-em  first stepwise EM, then EM from it"
      })
  private Method method = Method.EM;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "2048",
      description = "Most rows of a mini-batch of stepwise EM. Default: ${DEFAULT-VALUE}.")
  private int batchSize = 2048;

  @Option(
      names = "--forgetting",
      paramLabel = "KAPPA",
      defaultValue = "0.6",
      description =
          "The t-th mini-batch counts (t + 2)^-KAPPA, with KAPPA in (0.5, 1]: the larger, the longer the"
              + " first ones are remembered. Default: ${DEFAULT-VALUE}.")
  private double forgetting = 0.6;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes of stepwise EM over the data. Default: ${DEFAULT-VALUE}.")
  private int passes = 1;

  private @Nullable StreamingFit stream;
  private double seconds;
  private long bayesianSteps;

  /** The method by which a mixture is fitted. */
  enum Method {
    EM,
    STEPWISE,
    STEPWISE_EM
  }

  /** Understands the values of {@code --method}. */
  static final class MethodConverter extends LabelConverter<Method> {
    MethodConverter() {
      add("em", Method.EM);
      add("stepwise", Method.STEPWISE);
      add("stepwise-em", Method.STEPWISE_EM);
    }
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @throws ParameterException if an option is out of range, or is none of the method's
   */
  void check(InitOption init) {
    if (method == Method.EM) {
      for (String option : OWN) {
        if (isGiven(option)) {
          throw new ParameterException(
              command.commandLine(), option + " needs --method stepwise or --method stepwise-em");
        }
      }
    } else if (isGiven("--restarts")) {
      throw new ParameterException(
          command.commandLine(),
          "--restarts needs --method em: stepwise EM has one initialization");
    } else if (init.isSeveral()) {
      throw new ParameterException(
          command.commandLine(),
          "--init of several needs --method em: stepwise EM has one initialization");
    } else if (isGiven("--checkpoint")) {
      throw new ParameterException(
          command.commandLine(), "--checkpoint needs --method em: stepwise EM keeps none");
    } else {
      toEstimator(GaussianMixtureEstimator.builder().components(1).build());
    }
  }

  /** Tells whether there is more than EM alone. */
  boolean isUsed() {
    return method != Method.EM;
  }

  /** Fits a mixture by stepwise EM; the result has its log-likelihood over all samples. */
  GaussianMixtureFit fit(
      GaussianMixtureEstimator.Builder builder, Samples samples, ProgressReport report) {
    GaussianMixtureEstimator mixture =
        isAlone() ? builder.maxIterations(0).build() : builder.build();
    long began = System.nanoTime();
    StreamingFit fit = toEstimator(mixture).listener(report::onStep).build().fit(samples);
    seconds = (System.nanoTime() - began) * 1e-9;
    stream = fit;
    return fit.refine(samples);
  }

  /** Fits a posterior by stochastic variational inference; the result has its bound over all samples. */
  BayesianMixtureFit fit(
      BayesianMixtureEstimator estimator, Samples samples, ProgressReport report) {
    long began = System.nanoTime();
    StreamingBayesianFit fit = StreamingBayesianEstimator.builder(
            toEstimator(estimator.estimator()).listener(report::onStep).build())
        .weightPrior(estimator.weightPrior())
        .componentPrior(estimator.componentPrior())
        .build()
        .fit(samples);
    seconds = (System.nanoTime() - began) * 1e-9;
    bayesianSteps = fit.steps();
    return isAlone() ? fit.evaluate(samples) : fit.refine(samples, report);
  }

  private StreamingEstimator.Builder toEstimator(GaussianMixtureEstimator mixture) {
    StreamingEstimator.Builder builder = StreamingEstimator.builder(mixture);
    OptionErrors.apply(command, "--batch-size", () -> builder.batchSize(batchSize));
    OptionErrors.apply(command, "--passes", () -> builder.passes(passes));
    OptionErrors.apply(
        command, "--forgetting", () -> builder.stepSize(StepSize.decreasing(forgetting, OFFSET)));
    return builder;
  }

  private boolean isGiven(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Tells whether no EM follows. */
  boolean isAlone() {
    return method == Method.STEPWISE;
  }

  /** Returns how long stepwise EM took, its initialization included; 0 where there was none. */
  double seconds() {
    return seconds;
  }

  /** Returns what stepwise EM did, for people; null where there was none. */
  @Nullable
  String summary() {
    return stream == null
        ? null
        : stream.steps() + (stream.steps() == 1 ? " step" : " steps") + " in " + passes
            + (passes == 1 ? " pass" : " passes") + ", mean log-likelihood of the last rows "
            + NumberText.fixed(stream.meanLogLikelihood(), 4);
  }

  /** Returns what stochastic variational inference did, for people; null where there was none. */
  @Nullable
  String bayesianSummary() {
    return bayesianSteps == 0
        ? null
        : NumberText.count(bayesianSteps, "step") + " in " + passes
            + (passes == 1 ? " pass" : " passes");
  }

  /** Returns what was done about degenerate components. */
  List<DegeneracyEvent> events() {
    return stream == null ? List.of() : stream.events();
  }
}
