package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianSelection;
import dev.gmm4j.cli.option.BayesianOptions;
import dev.gmm4j.cli.option.CandidateOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.CovarianceChoice;
import dev.gmm4j.cli.option.DegeneracyConverter;
import dev.gmm4j.cli.option.FactorOptions;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.NoiseOptions;
import dev.gmm4j.cli.option.NumberList;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.PriorOptions;
import dev.gmm4j.cli.option.TailsOption;
import dev.gmm4j.cli.option.TrimmingOptions;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.FactorSelection;
import dev.gmm4j.factor.LowRankModel;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what is compared, and how. */
@OptionGroup.In(OptionGroup.MIXTURE)
final class SelectOptions {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
  private static final double MAX_SECONDS = 1e9;
  private static final String MODELS = "--models";

  /** Of a feature's variance. */
  private static final double START_RIDGE = 1e-6;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-k", "--components"},
      paramLabel = "FROM-TO",
      defaultValue = "1-9",
      description = "The numbers of components, as in 1-9 or 2,4,8. Default: ${DEFAULT-VALUE}.")
  private String components = "1-9";

  @Option(
      names = {"--models", "--covariance"},
      split = ",",
      paramLabel = "MODEL",
      converter = CovarianceChoice.Converter.class,
      completionCandidates = CovarianceChoice.Converter.class,
      description = {
        "The covariance models, as in full,tied,VEV or",
        "UUC,UCU; see gmm help fit. Default: all fourteen,",
        "or those along the axes where rows are no more than",
        "columns; with --factors the twelve UUC and others."
      })
  private List<CovarianceChoice> choices = List.of();

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      converter = CriterionConverter.class,
      completionCandidates = CriterionConverter.class,
      defaultValue = "bic",
      description = {
        "What to choose by; lower is better. Default: ${DEFAULT-VALUE}.",
        "  bic       Bayesian information criterion",
        "  aic       Akaike's information criterion",
        "  aicc      the same for few rows",
        "  icl       BIC and how sure the labels are",
        "  icl-soft  the same by the labels' entropy",
        "  cv        cross-validation: -2 log-likelihood of",
        "            rows that were left out"
      })
  private SelectionCriterion criterion = SelectionCriterion.BIC;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "10",
      description = "The parts for cross-validation. Default: ${DEFAULT-VALUE}.")
  private int folds = 10;

  @Mixin
  private final BayesianOptions bayesian = new BayesianOptions();

  @Mixin
  private final TailsOption tails = new TailsOption();

  @Mixin
  private final FactorOptions factors = new FactorOptions();

  @Mixin
  private final CandidateOptions candidates = new CandidateOptions();

  @Mixin
  private final PriorOptions prior = new PriorOptions();

  @Mixin
  private final NoiseOptions noise = new NoiseOptions();

  @Mixin
  private final TrimmingOptions trimming = new TrimmingOptions();

  @Option(
      names = "--max-eigenvalue-ratio",
      paramLabel = "C",
      description = {
        "The largest ratio of any two eigenvalues of the",
        "covariances; then --models are those of full, tied,",
        "diagonal, spherical, their tied forms, and EEV.",
        "Default: no bound."
      })
  @OptionGroup.In(OptionGroup.ROBUSTNESS)
  private @Nullable Double maxEigenvalueRatio;

  @Option(
      names = "--degeneracy",
      paramLabel = "POLICY",
      converter = DegeneracyConverter.class,
      completionCandidates = DegeneracyConverter.class,
      defaultValue = "fail",
      description =
          "What to do when a component collapses: fail, regularize, prune or restart. Default: ${DEFAULT-VALUE},"
              + " the candidate is out.")
  @OptionGroup.In(OptionGroup.ROBUSTNESS)
  private DegeneracyPolicy degeneracy = DegeneracyPolicy.FAIL;

  @Option(
      names = "--time-budget",
      paramLabel = "SECONDS",
      description = "Choose among what is fitted by then. Default: all is fitted.")
  @OptionGroup.In(OptionGroup.COMPUTING)
  private @Nullable Double timeBudget;

  /** Understands the values of {@code --criterion}. */
  static final class CriterionConverter extends LabelConverter<SelectionCriterion> {
    CriterionConverter() {
      for (SelectionCriterion criterion : SelectionCriterion.values()) {
        add(criterion.label(), criterion);
      }
    }
  }

  CandidateOptions candidates() {
    return candidates;
  }

  /**
   * Returns a selection's settings.
   *
   * @throws ParameterException if one is refused
   */
  ModelSelection.Builder toBuilder(ComputeOptions compute) {
    GaussianMixtureEstimator.Builder estimator =
        candidates.toBuilder(compute).degeneracy(degeneracy).noise(noise.noise(command));
    OptionErrors.apply(command, PriorOptions.NAMES, () -> estimator.prior(prior.prior()));
    Trimming trims = trimming.trimming(command);
    if (trims != null) {
      OptionErrors.apply(
          command, TrimmingOptions.NAME, () -> estimator.trimming(trims).build());
    }
    Double ratio = maxEigenvalueRatio;
    if (ratio != null) {
      OptionErrors.apply(command, "--max-eigenvalue-ratio", () -> boundRatio(estimator, ratio));
    }
    ModelSelection.Builder builder = ModelSelection.builder(estimator.build()).criterion(criterion);
    List<CovarianceModel> models = gaussianModels();
    if (!models.isEmpty()) {
      builder.models(models);
    }
    OptionErrors.apply(command, "--components", () -> addComponents(builder));
    OptionErrors.apply(command, "--folds", () -> builder.folds(folds));
    Double seconds = timeBudget;
    if (seconds != null) {
      OptionErrors.apply(command, "--time-budget", () -> builder.timeBudget(duration(seconds)));
    }
    OptionErrors.apply(command, "--criterion", builder::build);
    return builder;
  }

  /** Tells whether Bayesian mixtures are compared; refuses options that do not go together. */
  boolean areBayesian() {
    tails.check();
    bayesian.check();
    bayesian.refuse("--progress", "its progress is not told");
    if (trimming.isUsed() && (bayesian.isUsed() || tails.isUsed())) {
      throw new ParameterException(
          command.commandLine(),
          TrimmingOptions.NAME + " cannot go with " + (tails.isUsed() ? "--tails" : "--bayesian"));
    }
    return bayesian.isUsed();
  }

  /**
   * Returns a comparison of Bayesian mixtures.
   *
   * @throws ParameterException if a setting is refused
   */
  BayesianSelection toBayesian(ComputeOptions compute) {
    Set<CovarianceType> types = new LinkedHashSet<>();
    for (CovarianceModel model : gaussianModels()) {
      if (model.type().model() != model) {
        throw OptionErrors.invalidValue(
            command,
            "--models",
            "Bayesian mixtures have full, tied, diagonal or spherical covariances, not " + model);
      }
      types.add(model.type());
    }
    List<BayesianSelection> selections = new ArrayList<>();
    OptionErrors.apply(
        command,
        PriorOptions.NAMES,
        () -> selections.add(BayesianSelection.of(
            bayesian.estimator(candidates.toBuilder(compute).build(), prior.componentPrior()),
            types.isEmpty() ? List.of(CovarianceType.values()) : types,
            numbers())));
    return selections.get(0);
  }

  /** Tells whether mixtures of t distributions are compared. */
  boolean areOfStudent() {
    return tails.isUsed();
  }

  /**
   * Returns a comparison of mixtures of t distributions.
   *
   * @throws ParameterException if a setting is refused
   */
  StudentSelection toStudent(ComputeOptions compute) {
    GaussianMixtureEstimator.Builder settings =
        candidates.toBuilder(compute).degeneracy(degeneracy);
    OptionErrors.apply(command, PriorOptions.NAMES, () -> settings.prior(prior.prior()));
    StudentMixtureEstimator estimator = tails.estimator(settings.build());
    List<CovarianceModel> models = gaussianModels();
    List<StudentSelection> selections = new ArrayList<>();
    OptionErrors.apply(
        command,
        "--criterion",
        () -> selections.add(StudentSelection.of(
            estimator,
            models.isEmpty() ? List.of(CovarianceModel.values()) : models,
            numbers(),
            criterion)));
    return selections.get(0);
  }

  /**
   * Tells whether mixtures of factor analysers are compared, with or without others; refuses options that do not go together.
   *
   * @throws ParameterException if options do not go together
   */
  boolean areOfFactors() {
    List<LowRankModel> models = factorModels();
    if (models.isEmpty()) {
      factors.requireNone(MODELS);
      return false;
    }
    for (LowRankModel model : models) {
      factors.check(MODELS, model, criterion == SelectionCriterion.BIC ? "--criterion" : "");
    }
    return true;
  }

  /** Returns the models of factors: those that are given, or with only a number of factors the twelve. */
  private List<LowRankModel> factorModels() {
    if (choices.isEmpty() && !factors.numbers().isEmpty()) {
      return List.of(FactorModel.values());
    }
    return choices.stream()
        .map(CovarianceChoice::factors)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Tells whether there are other models to compare with those of factors. */
  boolean areAlsoGaussian() {
    return !gaussianModels().isEmpty();
  }

  private List<CovarianceModel> gaussianModels() {
    return choices.stream()
        .map(CovarianceChoice::gaussian)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Returns a comparison of mixtures of factor analysers.
   *
   * @throws ParameterException if a setting is refused
   */
  FactorSelection toFactors(ComputeOptions compute) {
    List<LowRankModel> models = factorModels();
    // Initial covariances alone may be singular and are then widened: noise has a floor of its own.
    GaussianMixtureEstimator shared = candidates.toBuilder(compute)
        .degeneracy(DegeneracyPolicy.REGULARIZE)
        .regularization(Regularization.relative(START_RIDGE))
        .build();
    FactorMixtureEstimator estimator = factors.builder(shared, models.get(0)).build();
    List<FactorSelection> selections = new ArrayList<>();
    OptionErrors.apply(
        command,
        "--components",
        () -> selections.add(FactorSelection.of(estimator, models, numbers(), factors.numbers())));
    return selections.get(0);
  }

  /** Refuses more factors than rows. */
  void checkRows(long rows) {
    factors.checkRows(rows);
  }

  /** Bounds the ratio of eigenvalues, which the covariance models must have. */
  private void boundRatio(GaussianMixtureEstimator.Builder estimator, double ratio) {
    estimator.maxEigenvalueRatio(ratio);
    gaussianModels().forEach(model -> estimator.covariance(model).build());
  }

  /** Returns what to report of an argument that only the data could refuse. */
  RuntimeException refusal(IllegalArgumentException failure) {
    ParameterException ofFactors = factors.refusal(failure);
    if (ofFactors != null) {
      return ofFactors;
    }
    return prior.refusal(command, failure);
  }

  /** Returns the numbers of components. */
  private List<Integer> numbers() {
    List<List<Integer>> parsed = new ArrayList<>();
    OptionErrors.apply(
        command, "--components", () -> parsed.add(NumberList.parse("components", components)));
    return parsed.get(0);
  }

  private void addComponents(ModelSelection.Builder builder) {
    Matcher range = RANGE.matcher(components);
    if (range.matches()) {
      builder.components(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
      return;
    }
    builder.components(NumberList.parse("components", components));
  }

  private static Duration duration(double seconds) {
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new IllegalArgumentException("seconds must be > 0 and <= 1e9, but was " + seconds);
    }
    return Duration.ofNanos(Math.max(1, (long) (seconds * 1e9)));
  }
}
