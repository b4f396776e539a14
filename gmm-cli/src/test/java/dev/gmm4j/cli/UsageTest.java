package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("same-on-every-jdk")
class UsageTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--components 0 | Invalid value for option '--components': components must be >= 1, but was 0",
        "--components two | Invalid value for option '--components': must be a whole number, but was 'two'",
        "--components 2 --restarts 0 | '--restarts': restarts must be >= 1, but was 0",
        "--components 2 --max-iterations -1 | '--max-iterations': maxIterations must be >= 0, but was -1",
        "--components 2 --tolerance -1 | '--tolerance': tolerance must be finite and >= 0, but was -1.0",
        "--components 2 --tolerance NaN | '--tolerance': tolerance must be finite and >= 0, but was NaN",
        "--components 2 --regularization -1 | '--regularization': regularization must be",
        "--components 2 --threads 0 | '--threads': threads must be >= 1, but was 0",
        "--components 2 --covariance ful | expected one of full, tied, diagonal, spherical, tied-diagonal, tied-spherical, EII, VII, EEI, VEI, EVI, VVI, EEE, VEE, EVE, VVE, EEV, VEV, EVV, VVV but was 'ful'",
        "--components 2 --proportions fair | expected one of free, equal but was 'fair'",
        "--components 2 --convergence total | expected one of aitken, relative, mean but was 'total'",
        "--components 2 --degeneracy ignore | expected one of fail, regularize, prune, restart but was 'ignore'",
        "--components 2 --header maybe | expected one of yes, no, detect but was 'maybe'",
        "--components 2 --init kmeans | hierarchical, short-em, splitting, quantiles or a file of a model or means, but was 'kmeans'",
        "--components 2 --backend ejm | backend 'ejm' does not exist; backends are: vector: available",
        "--component 2 | Unknown option: '--component', did you mean --components?",
        "--components 2 --plots=x.png | Unknown option: '--plots=x.png'",
        "--covariance full | Missing required option: '--components=K' (or -k K)",
        "--components 2 --components 3 | should be specified only once",
        "--components 2 --normalize-weights | --normalize-weights needs --weights-column",
        "--components 2 more.csv | Unmatched argument at index",
      })
  void fit_refusesWrongArguments(String arguments, String message) {
    String[] all = ("fit data.csv " + arguments).split(" ", -1);

    assertThat(gmm((Object[]) all).failed(ExitStatus.USAGE))
        .startsWith("gmm fit: ")
        .contains(message)
        .endsWith("; see gmm fit --help");
  }

  @Test
  void command_isSuggested() {
    assertThat(gmm("fitt").failed(ExitStatus.USAGE))
        .isEqualTo("gmm: 'fitt' is no command, did you mean fit?; see gmm --help");
  }

  @Test
  void command_isNeeded() {
    assertThat(gmm().failed(ExitStatus.USAGE))
        .startsWith(
            "gmm: Missing command: describe, fit, select, test, bootstrap, merge, predict, compare, score, regress, impute,"
                + " adapt, sample, classify, pca, plot, convert, backends, bench, tck or example; see gmm --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "describe",
        "fit",
        "select",
        "test",
        "bootstrap",
        "merge",
        "predict",
        "compare",
        "score",
        "regress",
        "adapt",
        "sample",
        "plot",
        "convert",
        "bench"
      })
  void help_tellsFormatsDefaultsExamplesAndExitStatuses(String command) {
    String help = gmm(command, "--help").done();

    assertThat(help)
        .contains(
            "Usage: gmm " + command,
            "Default: ",
            "Examples:\n  gmm " + command,
            "Exit status:\n  0  done\n");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(gmm("help", command).done()).isEqualTo(help);
  }

  @Test
  void help_offersWhatThereIs() {
    assertThat(gmm("--help").done())
        .contains(
            "fit ",
            "predict ",
            "score ",
            "sample ",
            "plot ",
            "regress ",
            "convert ",
            "backends ",
            "bench ",
            "generate-completion ",
            "GMM_OPTS")
        .contains("select ");
  }

  @Test
  void version_namesTheProgram() {
    assertThat(gmm("--version").done())
        .startsWith("gmm ")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void generateCompletion_completesCommandsAndValues() {
    assertThat(gmm("generate-completion").done())
        .contains("complete ", "--components", "\"spherical\"", "\"random-from-data\"");
  }

  @Test
  void initialModel_mustFitTheRequest() throws IOException {
    Path model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "--components", 2, "--output", model).done();

    assertThat(gmm("fit", data("faithful.csv"), "--components", 3, "--init", model)
            .failed(ExitStatus.USAGE))
        .contains("'--init': " + model + ": components of the initial model must be 3, but were 2");
    assertThat(gmm("fit", data("iris.csv"), "--components", 2, "--init", model)
            .failed(ExitStatus.USAGE))
        .contains("'--init': " + model + ": features of the initial model must be 5, but were 2");
  }

  @Test
  void output_isCheckedBeforeDataIsRead() {
    Path missing = folder.resolve("missing").resolve("model.json");

    assertThat(gmm("fit", "no-such-file.csv", "--components", 2, "--output", missing)
            .failed(ExitStatus.USAGE))
        .contains("'--output': there is no folder " + missing.getParent());
    assertThat(gmm("fit", "no-such-file.csv", "--components", 2, "--output", folder)
            .failed(ExitStatus.USAGE))
        .contains("'--output': " + folder + " is a folder");
  }

  @Test
  void verbose_showsWhereItFailed() {
    Outcome outcome = gmm("fit", folder, "--components", 2, "--verbose");

    assertThat(outcome.status()).isEqualTo(ExitStatus.DATA);
    assertThat(outcome.err()).startsWith("gmm fit: " + folder).contains("\n    at dev.gmm4j.");
  }

  @ParameterizedTest
  @CsvSource({
    "fit, '-k, --components=K'",
    "select, '-k, --components=FROM-TO'",
    "test, '-k, --components=FROM-TO'",
    "bench, '-k, --components=K'",
    "fit, '-o, --output=FILE.json'",
    "select, '-o, --output=FILE.json'",
    "convert, '-o, --output=FILE.json'",
    "predict, '-o, --output=FILE.csv'",
    "regress, '-o, --output=FILE.csv'",
    "sample, '-o, --output=FILE.csv'",
    "plot, '-o, --output=FILE.png|svg'",
    "example, '-o, --output=DIR'"
  })
  void shortName_isShownBesideTheLongOne(String command, String names) {
    assertThat(gmm(command, "--help").done()).contains(names);
  }

  @Test
  void shortNames_areUnderstood() {
    Path model = folder.resolve("short.json");

    gmm("fit", data("faithful.csv"), "-k", 3, "-o", model).done();

    assertThat(model).content().contains("\"components\": 3");
    assertThat(gmm("fit", data("faithful.csv"), "-k", 0).failed(ExitStatus.USAGE))
        .contains("Invalid value for option '-k': components must be >= 1, but was 0");
    assertThat(gmm("fit", data("faithful.csv"), "-kx").failed(ExitStatus.USAGE))
        .contains("'-k': must be");
    assertThat(gmm("fit", data("faithful.csv"), "-k", 1, "-o", folder).failed(ExitStatus.USAGE))
        .contains("'-o': " + folder + " is a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--components abc | must be a whole number, but was 'abc'",
        "--components 1e3 | must be a whole number in digits, as in 1000, but was '1e3'",
        "--components 3.0 | must be a whole number in digits, as in 3, but was '3.0'",
        "--components 3.5 | must be a whole number, but was '3.5'",
        "--components 1e999999999 | must be a whole number, but was '1e999999999'",
        "--components 2,5 | must be a whole number, but was '2,5'",
        "--components 99999999999 | must be at most 2147483647, but was '99999999999'",
        "--components=-99999999999 | must be at least -2147483648, but was '-99999999999'",
        "--components 2 --seed 1e400 | must be a whole number, but was '1e400'",
        "--components 2 --tolerance 0,001 | must be a number with a decimal point, as in 0.001, but was '0,001'",
        "--components 2 --tolerance small | must be a number, but was 'small'",
        "--components 2 --tolerance 1d | must be a number, but was '1d'",
        "--components 2 --tolerance 0x1p3 | must be a number, but was '0x1p3'",
        "--components 2 --tolerance 1e999 | tolerance must be finite",
        "--components 2 --colums a | Unknown option: '--colums', did you mean --columns?",
        "--components 2 --covar full | Unknown option: '--covar', did you mean --covariance?",
        "--components 2 --covariance diagnal | but was 'diagnal', did you mean diagonal?",
        "--components 2 --init kmeans | but was 'kmeans', did you mean k-means?",
        "--components 2 --init hierarchical,shortem | did you mean short-em?",
        "--components 2 --degeneracy prun | did you mean prune?",
      })
  void numbersAndWords_areRefusedInHumanWords(String arguments, String message) {
    String[] all = ("fit data.csv " + arguments).split(" ", -1);

    assertThat(gmm((Object[]) all).failed(ExitStatus.USAGE)).contains(message);
  }

  @Test
  void columnsAndFeatures_areSuggested() {
    Path model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "-k", 2, "-o", model).done();

    assertThat(gmm("fit", data("wine.csv"), "-k", 2, "--columns", "alcohl").failed(ExitStatus.DATA))
        .endsWith(", did you mean 'alcohol'?");
    assertThat(gmm("regress", model, data("faithful.csv"), "--targets", "wating")
            .failed(ExitStatus.USAGE))
        .contains(", did you mean waiting?");
    assertThat(gmm(
                "plot",
                model,
                data("faithful.csv"),
                "-o",
                folder.resolve("a.png"),
                "--axes",
                "erupt")
            .failed(ExitStatus.USAGE))
        .contains(", did you mean eruptions?");
  }

  @Test
  void noCommand_isNamed() {
    assertThat(gmm("fti", "data.csv").failed(ExitStatus.USAGE))
        .isEqualTo("gmm: 'fti' is no command, did you mean fit?; see gmm --help");
    assertThat(gmm("nosuch", "fit", "data.csv", "-k", 2).failed(ExitStatus.USAGE))
        .isEqualTo("gmm: 'nosuch' is no command; see gmm --help");
  }
}
