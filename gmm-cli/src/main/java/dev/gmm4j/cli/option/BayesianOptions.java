package dev.gmm4j.cli.option;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.ComponentPrior;
import dev.gmm4j.bayesian.StickOrder;
import dev.gmm4j.bayesian.WeightPrior;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a Bayesian fit: priors of the weights; those of the components are in other options' words. */
@OptionGroup.In(OptionGroup.MIXTURE)
public final class BayesianOptions {
  private static final String NAME = "--bayesian";
  private static final String CONCENTRATION = "--concentration";
  private static final String STICK_ORDER = "--stick-order";

  /** Options that a Bayesian fit cannot have, and why. */
  private static final RefusedOptions REFUSED = refused();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "PRIOR",
      converter = KindConverter.class,
      completionCandidates = KindConverter.class,
      description = {
        "Find the posterior of mixtures of at most K",
        "components, by variational inference.",
        "  dirichlet          K weights have a prior",
        "  dirichlet-process  as many as are needed",
      })
  private WeightPrior.@Nullable Kind kind;

  @Option(
      names = CONCENTRATION,
      paramLabel = "A",
      description =
          "The prior's concentration, > 0: the smaller, the fewer components. Default: 1/K.")
  private @Nullable Double concentration;

  @Option(
      names = STICK_ORDER,
      paramLabel = "ORDER",
      converter = StickOrderConverter.class,
      completionCandidates = StickOrderConverter.class,
      description = {
        "The order of components of a process.",
        "  by-size   the heaviest first; the default",
        "  as-given  as they begin",
      })
  private @Nullable StickOrder stickOrder;

  /** Understands the values of {@code --bayesian}. */
  static final class KindConverter extends LabelConverter<WeightPrior.Kind> {
    KindConverter() {
      for (WeightPrior.Kind kind : WeightPrior.Kind.values()) {
        add(kind.label(), kind);
      }
    }
  }

  /** Understands the values of {@code --stick-order}. */
  static final class StickOrderConverter extends LabelConverter<StickOrder> {
    StickOrderConverter() {
      for (StickOrder order : StickOrder.values()) {
        add(order.label(), order);
      }
    }
  }

  private static RefusedOptions refused() {
    return new RefusedOptions(NAME)
        .add(
            "the prior keeps covariances from collapsing",
            "--regularization",
            "--relative-regularization",
            "--degeneracy")
        .add("its covariances have a prior and no bound", "--max-eigenvalue-ratio")
        .add("the weights have a prior", "--proportions")
        .add("it has a prior anyway; --prior-mean and the like set its numbers", "--prior")
        .add("noise has no prior", "--noise")
        .add("candidates are compared by their bounds", "--criterion", "--folds")
        .add("all candidates are fitted", "--time-budget")
        .add("gmm plot draws the model that --output writes", "--plot")
        .add("its iterations are not recorded", "--animate")
        .add("gmm plot draws the model that --output writes", "--report");
  }

  /**
   * Checks what can be checked before the data is read.
   *
   * @param served options that only this command can serve with a posterior
   * @throws ParameterException if options do not go together
   */
  public void check(String... served) {
    if (kind == null) {
      for (String option : new String[] {CONCENTRATION, STICK_ORDER}) {
        if (RefusedOptions.isGiven(command, option)) {
          throw new ParameterException(command.commandLine(), option + " needs " + NAME);
        }
      }
      return;
    }
    if (stickOrder != null && kind == WeightPrior.Kind.DIRICHLET) {
      throw new ParameterException(
          command.commandLine(), STICK_ORDER + " needs " + NAME + " dirichlet-process");
    }
    REFUSED.check(command, served);
    OptionErrors.apply(command, CONCENTRATION, this::weightPrior);
  }

  /**
   * Refuses an option of the command beside a Bayesian fit.
   *
   * @throws ParameterException if it is given
   */
  public void refuse(String option, String reason) {
    if (kind != null) {
      REFUSED.check(command, option, reason);
    }
  }

  /** Tells whether the fit is Bayesian. */
  public boolean isUsed() {
    return kind != null;
  }

  /**
   * Returns the estimator.
   *
   * @throws ParameterException if the covariance model has no conjugate prior
   */
  public BayesianMixtureEstimator estimator(
      GaussianMixtureEstimator settings, ComponentPrior prior) {
    try {
      return BayesianMixtureEstimator.builder(settings)
          .weightPrior(weightPrior())
          .componentPrior(prior)
          .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '--covariance': " + e.getMessage(), e);
    }
  }

  private WeightPrior weightPrior() {
    WeightPrior prior = kind == WeightPrior.Kind.DIRICHLET
        ? WeightPrior.dirichlet()
        : WeightPrior.dirichletProcess();
    if (concentration != null) {
      prior = prior.withConcentration(concentration);
    }
    return stickOrder == null ? prior : prior.withStickOrder(stickOrder);
  }
}
