package dev.gmm4j.cli.fit;

import dev.gmm4j.Initialization;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.Suggestion;
import dev.gmm4j.cli.output.FileUse;
import dev.gmm4j.cli.output.NamesFile;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.io.InitialParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of where EM starts from: one or more searches, or a file. */
@OptionGroup.In(OptionGroup.START)
final class InitOption {
  private static final String NAME = "--init";

  private static final Map<String, Initialization> SEARCHES = searches();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "INIT",
      completionCandidates = Labels.class,
      defaultValue = "k-means",
      description = {
        "How EM is initialized; of several, with commas",
        "between, the best is kept. Default: ${DEFAULT-VALUE}.",
        "  k-means++         centres spread greedily",
        "  k-means           clusters of k-means",
        "  random            random responsibilities",
        "  random-from-data  rows as centres",
        "  concentration     best of many starts of few rows",
        "  hierarchical      clusters by merging (mclust)",
        "  short-em          the best of ten short runs",
        "  splitting         one component, two, four, ...",
        "  quantiles         classes, for one feature",
        "  FILE.json         a model, or some parts of one",
        "  FILE.csv          means, a row for each component"
      })
  @NamesFile(FileUse.READ)
  private String init = "k-means";

  private @Nullable InitialParameters file;

  /** Completes the option in the shell. */
  static final class Labels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SEARCHES.keySet().iterator();
    }
  }

  private static Map<String, Initialization> searches() {
    Map<String, Initialization> searches = new LinkedHashMap<>();
    Stream.of(
            Initialization.kMeansPlusPlus(),
            Initialization.kMeans(),
            Initialization.randomResponsibilities(),
            Initialization.randomSamples(),
            Initialization.concentration(),
            Initialization.hierarchical(),
            Initialization.shortEm(),
            Initialization.splitting(),
            Initialization.quantiles())
        .forEach(search -> searches.put(search.label(), search));
    return searches;
  }

  /** Makes it concentration where nothing else is asked for: outliers mislead k-means. */
  void trims() {
    if (!command.commandLine().getParseResult().hasMatchedOption(NAME)) {
      init = Initialization.concentration().label();
    }
  }

  /** Returns the option's value. */
  String value() {
    return init;
  }

  private List<String> names() {
    return List.of(init.split(",", -1));
  }

  private boolean isFile() {
    return !SEARCHES.keySet().containsAll(names());
  }

  /** Tells whether there is more than one initialization. */
  boolean isSeveral() {
    return !isFile() && names().size() > 1;
  }

  /**
   * Reads the file, if the option names one.
   *
   * @throws ParameterException if the value is neither a file nor searches
   * @throws dev.gmm4j.io.DataException if the file cannot be read or is not valid
   */
  void read(CovarianceType type, Supplier<LinearAlgebraBackend> backend) {
    if (!isFile()) {
      return;
    }
    Path path = Path.of(init);
    if (!init.endsWith(".json") && !Files.exists(path)) {
      throw OptionErrors.invalidValue(
          command,
          NAME,
          "expected one of " + String.join(", ", SEARCHES.keySet())
              + " or a file of a model or means, but was '" + init + "'"
              + names().stream()
                  .filter(name -> !SEARCHES.containsKey(name))
                  .findFirst()
                  .map(name -> Suggestion.of(name, SEARCHES.keySet()))
                  .orElse(""));
    }
    file = InitialParameters.read(path, type, backend.get());
  }

  /**
   * Returns the initializations for data.
   *
   * @param features names of the data's columns
   * @throws dev.gmm4j.io.DataException if what was read is not valid for them
   */
  List<Initialization> initializations(int components, List<String> features) {
    return file == null
        ? names().stream().map(SEARCHES::get).toList()
        : List.of(file.initialization(components, features));
  }

  /** Blames the option for initial parameters that are not of the fit's components or features. */
  @Nullable
  ParameterException refusal(IllegalArgumentException failure) {
    return isFile() && String.valueOf(failure.getMessage()).contains(" of the initial ")
        ? new ParameterException(
            command.commandLine(),
            "Invalid value for option '" + NAME + "': " + init + ": " + failure.getMessage(),
            failure)
        : null;
  }
}
