package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.ClassifierCriterion;
import dev.gmm4j.classification.ClassifierType;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.CandidateOptions;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.CovarianceConverter;
import dev.gmm4j.cli.option.LabelConverter;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.ClassLabels;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.noise.InitialNoise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The data that a classifier is fitted to, and how it is fitted. */
@OptionGroup.In(OptionGroup.MIXTURE)
final class TrainingOptions {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
  private static final String PRIORS = "--priors";
  private static final String NOISE = "--noise";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      required = true,
      description = "The column of the rows' classes, text or numbers, which is no feature.")
  private String label = "";

  @Option(
      names = "--type",
      paramLabel = "edda|mixture",
      converter = TypeConverter.class,
      completionCandidates = TypeConverter.class,
      defaultValue = "edda",
      description = {
        "What a class is. Default: ${DEFAULT-VALUE}.",
        "  edda     one component, of a covariance model",
        "           that all classes share",
        "  mixture  a mixture of its own"
      })
  private ClassifierType type = ClassifierType.EDDA;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "MODEL",
      converter = CovarianceConverter.class,
      completionCandidates = CovarianceConverter.class,
      description = {
        "The covariance models to choose from, as in EEE,VVV;",
        "see gmm help models. Default: all fourteen, or",
        "those along the axes where rows are no more than",
        "columns."
      })
  private List<CovarianceModel> models = List.of();

  @Option(
      names = {"-k", "--components"},
      paramLabel = "FROM-TO",
      description =
          "The numbers of components of a class to choose from, as in 1-5 or 2. Default: 1-5 of mixture, 1 of edda.")
  private String components = "";

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      converter = CriterionConverter.class,
      completionCandidates = CriterionConverter.class,
      defaultValue = "bic",
      description = {
        "What to choose by; lower is better. Default: ${DEFAULT-VALUE}.",
        "  bic       Bayesian information criterion",
        "  log-loss  of rows that were left out: minus the",
        "            mean log-probability of their class",
        "  brier     of those: the squared distance of the",
        "            probabilities from the truth",
        "  error     of those: the share of wrong classes"
      })
  private ClassifierCriterion criterion = ClassifierCriterion.BIC;

  @Option(
      names = PRIORS,
      split = ",",
      paramLabel = "CLASS=P",
      description =
          "The prior probability of each class, as in yes=0.1,no=0.9. Default: the classes' shares of the rows.")
  private List<String> priors = List.of();

  @Option(
      names = NOISE,
      paramLabel = "SHARE",
      description = {
        "Add uniform noise, over the smallest box around the",
        "data, for rows that are of none of the classes. Its",
        "share, such as 0.02, is found where the classes of",
        "some rows are unknown, and else kept."
      })
  private @Nullable Double noise;

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Mixin
  private final CandidateOptions candidates = new CandidateOptions();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  /** Understands the values of {@code --type}. */
  static final class TypeConverter extends LabelConverter<ClassifierType> {
    TypeConverter() {
      for (ClassifierType type : ClassifierType.values()) {
        add(type.label(), type);
      }
    }
  }

  /** Understands the values of {@code --criterion}. */
  static final class CriterionConverter extends LabelConverter<ClassifierCriterion> {
    CriterionConverter() {
      for (ClassifierCriterion criterion : ClassifierCriterion.values()) {
        add(criterion.label(), criterion);
      }
    }
  }

  /** Something done with data of known classes. */
  @FunctionalInterface
  interface Body<T> {
    T apply(MixtureClassifierEstimator estimator, Dataset dataset, Labels labels);
  }

  /** Returns the name of the column of classes. */
  String label() {
    return label;
  }

  /** Returns names and values of what was read and how it is fitted, for a page. */
  List<List<String>> settings(Dataset dataset) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(
        "data",
        dataset.name() + ", " + NumberText.count(dataset.samples().count(), "row") + ", "
            + NumberText.count(dataset.columnNames().size(), "feature")));
    rows.add(List.of("column of classes", label));
    rows.add(List.of(
        "type",
        type == ClassifierType.EDDA
            ? "edda, a covariance model that all classes share"
            : "mixture, a mixture of its own for each class"));
    rows.add(List.of(
        "covariance models",
        models.isEmpty()
            ? "chosen among all"
            : models.stream().map(CovarianceModel::name).collect(Collectors.joining(", "))));
    rows.add(List.of(
        "components of a class",
        components.isEmpty() ? (type == ClassifierType.EDDA ? "1" : "1-5") : components));
    rows.add(List.of("criterion", criterion.label()));
    rows.add(List.of(
        "priors",
        priors.isEmpty() ? "the classes' shares of the rows" : String.join(", ", priors)));
    return rows;
  }

  /** Returns the settings that can be checked without the data. */
  MixtureClassifierEstimator.Builder toBuilder() {
    weights.check();
    MixtureClassifierEstimator.Builder builder = MixtureClassifierEstimator.builder()
        .type(type)
        .criterion(criterion)
        .estimator(each -> candidates.toBuilder(compute));
    if (!models.isEmpty()) {
      builder.models(models);
    }
    if (!components.isEmpty()) {
      OptionErrors.apply(command, "--components", () -> addComponents(builder));
    }
    if (!priors.isEmpty()) {
      OptionErrors.apply(command, PRIORS, () -> builder.priors(priorsByClass()));
    }
    Double share = noise;
    if (share != null) {
      OptionErrors.apply(command, NOISE, () -> builder.noise(InitialNoise.share(share)));
    }
    return builder;
  }

  private void addComponents(MixtureClassifierEstimator.Builder builder) {
    Matcher range = RANGE.matcher(components);
    if (!range.matches()) {
      throw new IllegalArgumentException(
          "expected a number such as 2 or a range such as 1-5 but was '" + components + "'");
    }
    int from = Integer.parseInt(range.group(1));
    builder.components(from, range.group(2) == null ? from : Integer.parseInt(range.group(2)));
  }

  private Map<String, Double> priorsByClass() {
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (String prior : priors) {
      int at = prior.lastIndexOf('=');
      try {
        byClass.put(
            prior.substring(0, Math.max(at, 0)), Double.parseDouble(prior.substring(at + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "expected a class and its probability such as yes=0.1 but was '" + prior + "'", e);
      }
    }
    return byClass;
  }

  /** Reads the data, does something with it, and says what is to be known of it. */
  <T> T run(
      String data,
      MixtureClassifierEstimator.Builder builder,
      StandardStreams streams,
      Body<T> body) {
    dataOptions.readClasses(label);
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      dataOptions.note(dataset, streams);
      Labels labels = labels(Objects.requireNonNull(dataset.classes()), streams);
      T result;
      try {
        result = body.apply(builder.featureNames(dataset.columnNames()).build(), dataset, labels);
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, 0);
      } catch (IllegalArgumentException e) {
        throw refusal(e, dataset);
      }
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      return result;
    }
  }

  private RuntimeException refusal(IllegalArgumentException e, Dataset dataset) {
    String problem = String.valueOf(e.getMessage());
    return problem.startsWith("priors ")
        ? OptionErrors.invalidValue(command, PRIORS, problem)
        : new CommandFailure(ExitStatus.DATA, dataset.name() + ": " + problem, e);
  }

  private Labels labels(ClassLabels read, StandardStreams streams) {
    Labels labels = ClassColumn.labels(label, read);
    ClassColumn.requireClasses(label, labels);
    streams.note(ClassColumn.notes(label, labels));
    return labels;
  }
}
