package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows that are left out, from the command line. */
class TrimmedFitTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  /** The objective of R's tclust 2.1-2. */
  @Test
  void objective_isThatOfTclust_andIsRecorded() {
    JsonNode fit = gmm(
            "fit",
            FAITHFUL,
            "-k",
            2,
            "--trim",
            0.05,
            "--trim-form",
            "hard",
            "--max-eigenvalue-ratio",
            12,
            "--regularization",
            0,
            "--tolerance",
            1e-12,
            "--json")
        .json()
        .get("fit");

    assertThat(fit.get("logLikelihood").asDouble()).isCloseTo(-1260.263435, within(1e-6));
    JsonNode trimming = fit.get("trimming");
    assertThat(trimming.get("form").asString()).isEqualTo("hard");
    assertThat(trimming.get("trimmedRows")).hasSize(14);
  }

  @Test
  void table_page_andPicture_tellOfTrimmedRows() throws IOException {
    Path page = folder.resolve("fit.html");
    Path picture = folder.resolve("fit.svg");
    Path model = folder.resolve("fit.json");
    String table = gmm(
            "fit",
            FAITHFUL,
            "-k",
            2,
            "--trim",
            0.05,
            "--max-eigenvalue-ratio",
            500,
            "--report",
            page,
            "--plot",
            picture,
            "-o",
            model)
        .done();

    assertThat(table)
        .contains("trimmed         14 rows, mixture form, threshold -")
        .contains("initialization  concentration\n")
        .doesNotContain("without --max-eigenvalue-ratio");
    assertThat(Files.readString(page)).contains("14 rows, mixture form");
    assertThat(Files.readString(picture)).contains("trimmed");
    gmm(
            "fit",
            data("iris.csv"),
            "--columns",
            "0-2",
            "-k",
            2,
            "--trim",
            0.05,
            "--max-eigenvalue-ratio",
            50,
            "--plot",
            picture)
        .done();
    // In each of three scatters, and in the legend.
    assertThat(Files.readString(picture).split("<title>trimmed</title>", -1)).hasSize(5);
    assertThat(gmm("bootstrap", model, FAITHFUL, "--method", "parametric").failed(ExitStatus.USAGE))
        .contains("parametric cannot go with a model that was fitted with --trim");
    assertThat(gmm("bootstrap", model, FAITHFUL, "--replicates", 9).done()).contains("9");
    // Prediction knows the model alone.
    assertThat(gmm("predict", model, FAITHFUL).done().lines().skip(1))
        .hasSize(272)
        .containsOnly("0", "1");
  }

  @Test
  void checkpoints_goWithIt_andOtherStartsToo() {
    assertThat(gmm(
                "fit",
                FAITHFUL,
                "-k",
                2,
                "--trim",
                0.05,
                "--init",
                "k-means",
                "--checkpoint",
                folder.resolve("fit.ckpt"))
            .done())
        .contains("initialization  k-means\n")
        .contains("rows were trimmed without --max-eigenvalue-ratio");
  }

  @Test
  void whatDoesNotGoWithIt_isRefused() {
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--trim", 0.5).failed(ExitStatus.USAGE))
        .contains(
            "Invalid value for option '--trim': share to trim must be in (0, 0.5), but was 0.5");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--trim-form", "hard").failed(ExitStatus.USAGE))
        .contains("--trim-form needs --trim");
    assertThat(
            gmm("fit", FAITHFUL, "-k", 2, "--trim", 0.1, "--noise", 0.1).failed(ExitStatus.USAGE))
        .contains("trimming cannot go with noise");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--trim", 0.1, "--method", "stepwise")
            .failed(ExitStatus.USAGE))
        .contains("--trim cannot go with --method stepwise");
    assertThat(gmm("fit", FAITHFUL, "-k", 2, "--trim", 0.1, "--bayesian", "dirichlet")
            .failed(ExitStatus.USAGE))
        .contains("--trim cannot go with --bayesian");
  }

  @Test
  void searchAndMissingValues_goWithIt() throws IOException {
    assertThat(gmm("fit", FAITHFUL, "-k", 3, "--trim", 0.1, "--search", "moves").done())
        .contains("trimmed         28 rows");
    Path holes = folder.resolve("holes.csv");
    Files.writeString(holes, "x,y\n1,2\n2,\n3,5\n4,1\n900,2\n");
    assertThat(gmm("fit", holes, "-k", 1, "--trim", 0.2, "--missing", "fit").done())
        .contains("trimmed         1 row,");
  }
}
