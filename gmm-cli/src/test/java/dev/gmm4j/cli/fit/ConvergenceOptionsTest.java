package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** When EM ends, how it is accelerated, and what is added to variances, from the command line. */
class ConvergenceOptionsTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private static JsonNode fit(Object... options) {
    Object[] arguments = new Object[options.length + 5];
    System.arraycopy(
        new Object[] {"fit", FAITHFUL, "--components", 3, "--json"}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    return gmm(arguments).json().get("fit");
  }

  @Test
  void defaults_areRecorded() {
    JsonNode fit = fit();

    assertThat(fit.get("convergence").asString()).isEqualTo("aitken");
    assertThat(fit.get("tolerance").asDouble()).isEqualTo(1e-6);
    assertThat(fit.get("regularizationKind").asString()).isEqualTo("relative");
    assertThat(fit.get("regularization").asDouble()).isEqualTo(1e-6);
    assertThat(fit.get("converged").asBoolean()).isTrue();
  }

  /** Settings of the versions that recorded neither criterion nor kind are left out, so that those can read the file. */
  @Test
  void formerDefaults_areRecordedAsBefore() {
    JsonNode fit = fit("--convergence", "relative", "--regularization", "1e-6");

    assertThat(fit.has("convergence")).isFalse();
    assertThat(fit.has("regularizationKind")).isFalse();
    assertThat(fit.get("regularization").asDouble()).isEqualTo(1e-6);
  }

  @Test
  void accelerations_reachOneLimit() {
    JsonNode plain = fit("--search", "none", "--acceleration", "none", "--tolerance", "1e-9");
    JsonNode squarem = fit("--search", "none", "--acceleration", "squarem", "--tolerance", "1e-9");
    JsonNode anderson =
        fit("--search", "none", "--acceleration", "anderson", "--tolerance", "1e-9");

    double limit = plain.get("logLikelihood").asDouble();
    assertThat(squarem.get("logLikelihood").asDouble()).isCloseTo(limit, within(1e-6));
    assertThat(anderson.get("logLikelihood").asDouble()).isCloseTo(limit, within(1e-6));
    assertThat(squarem.get("iterations").asInt())
        .isLessThan(plain.get("iterations").asInt() / 2);
    assertThat(squarem.get("logLikelihoodTrace").size())
        .isEqualTo(squarem.get("iterations").asInt() + 1);
  }

  @Test
  void bothRegularizations_areWrongUsage() {
    Outcome outcome = gmm(
        "fit", FAITHFUL, "--components", 2, "--regularization", 0, "--relative-regularization", 0);

    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err())
        .contains("--regularization and --relative-regularization exclude each other");
  }

  @Test
  void negativeRegularizations_areRefusedByTheirNames() {
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--relative-regularization=-1")
            .err())
        .contains("'--relative-regularization': relativeRegularization must be finite and >= 0");
    assertThat(gmm("fit", FAITHFUL, "--components", 2, "--regularization=-1").err())
        .contains("'--regularization': regularization must be finite and >= 0");
  }

  /** Two groups 6e-9 apart, of deviation 1e-9: their variances are 1e-12 of the former default regularization. */
  @Test
  void smallScale_needsNoOption() throws IOException {
    Random random = new Random(4);
    StringBuilder csv = new StringBuilder("x\n");
    for (int i = 0; i < 400; i++) {
      csv.append(
          String.format(Locale.ROOT, "%.6e%n", 1e-9 * (6 * (i % 2) + random.nextGaussian())));
    }
    Path nano = Files.writeString(folder.resolve("nano.csv"), csv);

    JsonNode means = gmm("fit", nano, "--components", 2, "--json").json().get("means");
    double[] found = {means.get(0).get(0).asDouble(), means.get(1).get(0).asDouble()};
    assertThat(Math.min(found[0], found[1])).isCloseTo(0, within(3e-10));
    assertThat(Math.max(found[0], found[1])).isCloseTo(6e-9, within(3e-10));
    assertThat(gmm("fit", nano, "--components", 2, "--regularization", "1e-6").out())
        .contains("note: the regularization is most of a variance of x");
  }

  /** Age in years and income in a currency: units of one feature decide nothing. */
  @Test
  void featureOfLargeUnits_doesNotHideAnother() throws IOException {
    Random random = new Random(9);
    StringBuilder csv = new StringBuilder("age,income\n");
    for (int i = 0; i < 400; i++) {
      csv.append(String.format(
          Locale.ROOT,
          "%.4f,%.2f%n",
          25 + 35 * (i % 2) + 4 * random.nextGaussian(),
          45_000 + 13_000 * random.nextGaussian()));
    }
    Path file = Files.writeString(folder.resolve("age.csv"), csv);

    JsonNode means = gmm("fit", file, "--components", 2, "--json").json().get("means");
    double[] ages = {means.get(0).get(0).asDouble(), means.get(1).get(0).asDouble()};
    assertThat(Math.min(ages[0], ages[1])).isCloseTo(25, within(1.5));
    assertThat(Math.max(ages[0], ages[1])).isCloseTo(60, within(1.5));
  }
}
