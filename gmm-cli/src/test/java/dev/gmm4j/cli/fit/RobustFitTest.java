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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prior, noise and the bound on eigenvalues from the command line. */
class RobustFitTest {
  private static final Path IRIS = data("iris.csv");

  @TempDir
  private Path folder;

  /** BIC of mclust with its default prior: 831.4949 for one component. */
  @Test
  void prior_isThatOfMclust_andIsRecorded() {
    JsonNode model = gmm(
            "fit",
            IRIS,
            "--columns",
            "0,1,2,3",
            "--components",
            1,
            "--covariance",
            "tied",
            "--prior",
            "--regularization",
            0,
            "--json")
        .json();

    JsonNode fit = model.get("fit");
    assertThat(fit.get("bic").asDouble()).isCloseTo(831.4949, within(1e-4));
    assertThat(fit.get("prior").get("shrinkage").asDouble()).isEqualTo(0.01);
    assertThat(fit.get("prior").get("degreesOfFreedom").asDouble()).isEqualTo(6);
    assertThat(fit.get("prior").get("mean").get(0).asDouble()).isCloseTo(5.8433, within(1e-4));
    assertThat(fit.get("prior").get("scale").get(0).get(0).asDouble())
        .isCloseTo(0.68569, within(1e-4));
  }

  @Test
  void priorOfNumbers_isThatOfTheOptions() {
    JsonNode prior = gmm(
            "fit",
            IRIS,
            "--columns",
            "0,1",
            "--components",
            2,
            "--prior-mean",
            "5,3",
            "--prior-dof",
            7,
            "--prior-scale",
            "0.5,0.25",
            "--prior-shrinkage",
            2,
            "--json")
        .json()
        .get("fit")
        .get("prior");

    assertThat(prior.toString())
        .isEqualTo("{\"shrinkage\":2.0,\"mean\":[5.0,3.0],\"degreesOfFreedom\":7.0,"
            + "\"scale\":[[0.5,0.0],[0.0,0.25]]}");
  }

  @Test
  void ratio_boundsTheConditionNumbers() {
    JsonNode fit = gmm(
            "fit",
            IRIS,
            "--columns",
            "0,1,2,3",
            "--components",
            3,
            "--max-eigenvalue-ratio",
            "1",
            "--regularization",
            "0",
            "--json")
        .json();

    assertThat(fit.get("fit").get("maxEigenvalueRatio").asDouble()).isEqualTo(1);
    // As one variance for all: the published likelihood of EII.
    assertThat(fit.get("fit").get("logLikelihood").asDouble()).isCloseTo(-401.8022, within(1e-3));
  }

  @Test
  void noise_isLabelled_predicted_drawn_andShown() throws IOException {
    Path csv = noisy();
    Path model = folder.resolve("model.json");
    String table =
        gmm("fit", csv, "--components", 2, "--noise", 0.2, "--output", model).done();
    assertThat(table).containsPattern("\nnoise +weight 0\\.1\\d+, volume \\d+");
    assertThat(gmm("predict", model, csv, "--proba", "--log-density").done().lines())
        .hasSize(251)
        .contains("label,p0,p1,noise,log_density")
        .filteredOn(line -> line.startsWith("-1,"))
        .hasSizeBetween(30, 50);
    assertThat(gmm("sample", model, "--count", 100, "--labels").done()).contains(",-1\n");
    assertThat(gmm("score", model, csv).done()).isNotEmpty();
    assertThat(
            gmm("fit", csv, "--components", 2, "--noise", 0.2, "--init", model).done())
        .containsPattern("\nnoise +weight 0\\.1");
    Path picture = folder.resolve("scatter.svg");
    gmm("plot", model, csv, "--kind", "scatter", "--output", picture).done();
    assertThat(picture).content().contains(">noise<");
    for (String command : List.of("merge", "bootstrap")) {
      assertThat(gmm(command, model, csv).failed(ExitStatus.DATA)).contains("must have no noise");
    }
    assertThat(gmm("predict", model, csv, "--outliers", 0.01).failed(ExitStatus.USAGE))
        .contains("rate must be >");
  }

  /** 200 rows of two blobs and 50 spread evenly. */
  private Path noisy() throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < 250; i++) {
      for (int j = 0; j < 2; j++) {
        double value =
            i < 200 ? 6 * (i % 2) + 0.4 * random.nextGaussian() : 40 * random.nextDouble() - 20;
        csv.append(value).append(j == 0 ? "," : "\n");
      }
    }
    return Files.writeString(folder.resolve("noisy.csv"), csv);
  }

  @Test
  void select_takesPriorAndNoise() throws IOException {
    assertThat(gmm(
                "select",
                noisy(),
                "--components",
                "1-3",
                "--models",
                "EII,VVV",
                "--prior",
                "--noise",
                "0.2")
            .done())
        .containsPattern("chosen +EII, 2 components");
  }

  @Test
  void wrongNumbers_areWrongUsage() {
    wrong("'--noise': share of the noise must be in (0, 1), but was 1.0", "--noise", 1);
    wrong(
        "'--noise-volume': volume must be finite and > 0, but was -1.0",
        "--noise",
        0.1,
        "--noise-volume",
        -1);
    wrong("--noise-volume needs --noise", "--noise-volume", 3);
    wrong(
        "'--max-eigenvalue-ratio': maxEigenvalueRatio must be finite and >= 1, but was 0.5",
        "--max-eigenvalue-ratio",
        0.5);
    wrong(
        "maxEigenvalueRatio needs a covariance among",
        "--covariance",
        "VEV",
        "--max-eigenvalue-ratio",
        10);
    wrong("'--prior': shrinkage must be finite and >= 0, but was -1.0", "--prior-shrinkage", -1);
    wrong("mean must have 2 numbers, but had 3", "--prior-mean", "1,2,3");
    wrong("degreesOfFreedom must be > 1, but was 1.0", "--prior-dof", "1");
  }

  private static void wrong(String message, Object... options) {
    Object[] arguments = new Object[6 + options.length];
    System.arraycopy(
        new Object[] {"fit", IRIS, "--columns", "0,1", "--components", 2}, 0, arguments, 0, 6);
    System.arraycopy(options, 0, arguments, 6, options.length);
    Outcome outcome = gmm(arguments);
    assertThat(outcome.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(outcome.err()).contains(message);
  }
}
