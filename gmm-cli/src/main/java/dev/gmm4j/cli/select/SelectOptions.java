package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianSelection;
import dev.gmm4j.cli.option.BayesianOptions;
import dev.gmm4j.cli.option.CandidateOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.CovarianceConverter;
import dev.gmm4j.cli.option.DegeneracyConverter;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.NoiseOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.PriorOptions;
import dev.gmm4j.cli.option.TailsOption;
import dev.gmm4j.cli.option.TrimmingOptions;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.student.StudentMixtureEstimator;
import dev.gmm4j.student.StudentSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of what is compared, and how. */
@OptionGroup.In(OptionGroup.MIXTURE)
final class SelectOptions {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");
  private static final double MAX_SECONDS = 1e9;

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
      names = "--models",
      split = ",",
      paramLabel = "MODEL",
      converter = CovarianceConverter.class,
      completionCandidates = CovarianceConverter.class,
      description = {
        "The covariance models, as in full,tied,VEV; see",
        "gmm help fit. Default: all fourteen, or those along",
        "the axes where rows are no more than columns."
      })
  private List<CovarianceModel> models = List.of();

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
    for (CovarianceModel model : models) {
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
    StudentMixtureEstimator estimator =
        tails.estimator(candidates.toBuilder(compute).degeneracy(degeneracy).build());
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

  /** Bounds the ratio of eigenvalues, which the covariance models must have. */
  private void boundRatio(GaussianMixtureEstimator.Builder estimator, double ratio) {
    estimator.maxEigenvalueRatio(ratio);
    models.forEach(model -> estimator.covariance(model).build());
  }

  /** Returns what to report of an argument that only the data could refuse. */
  RuntimeException refusal(IllegalArgumentException failure) {
    return prior.refusal(command, failure);
  }

  /** Returns the numbers of components. */
  private List<Integer> numbers() {
    List<List<Integer>> parsed = new ArrayList<>();
    OptionErrors.apply(command, "--components", () -> parsed.add(parsedNumbers()));
    return parsed.get(0);
  }

  private List<Integer> parsedNumbers() {
    Matcher range = RANGE.matcher(components);
    if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = Integer.parseInt(range.group(2));
      if (from < 1 || to < from) {
        throw new IllegalArgumentException(
            "components must be from 1 on, in ascending order, but was '" + components + "'");
      }
      return IntStream.rangeClosed(from, to).boxed().toList();
    }
    for (String number : components.split(",", -1)) {
      if (!NUMBER.matcher(number).matches()) {
        throw new IllegalArgumentException(
            "expected a range such as 1-9 or numbers such as 2,4,8 but was '" + components + "'");
      }
    }
    return Stream.of(components.split(",", -1)).map(Integer::valueOf).toList();
  }

  private void addComponents(ModelSelection.Builder builder) {
    Matcher range = RANGE.matcher(components);
    if (range.matches()) {
      builder.components(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
      return;
    }
    builder.components(parsedNumbers());
  }

  private static Duration duration(double seconds) {
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new IllegalArgumentException("seconds must be > 0 and <= 1e9, but was " + seconds);
    }
    return Duration.ofNanos(Math.max(1, (long) (seconds * 1e9)));
  }
}
