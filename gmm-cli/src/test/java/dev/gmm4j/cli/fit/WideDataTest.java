package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of so many columns that no array holds a matrix of them. */
class WideDataTest {
  private static final int COLUMNS = 46_349;
  private static final int ROWS = 12;

  @TempDir
  private static Path folder;

  private static Path csv;

  /** Two clusters by turns, under a header. */
  @BeforeAll
  static void writeData() throws IOException {
    csv = folder.resolve("wide.csv");
    Random random = new Random(4);
    try (BufferedWriter writer = Files.newBufferedWriter(csv)) {
      for (int i = -1; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++) {
          double value = Math.rint(100 * (3 * (i % 2) + random.nextGaussian())) / 100;
          writer.append(j == 0 ? "" : ",").append(i < 0 ? "gene" + j : Double.toString(value));
        }
        writer.append('\n');
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"diagonal", "spherical", "tied-diagonal", "tied-spherical", "VEI", "EVI"})
  void modelsAlongTheAxes_areFittedAndPredictWith(String covariance) {
    Path model = folder.resolve(covariance + ".json");
    String table = gmm("fit", csv, "--components", 2, "--covariance", covariance, "--output", model)
        .done();

    assertThat(table)
        .contains(" 2 components, " + covariance + " covariance")
        .contains("(46342 more)");
    List<String> labels = gmm("predict", model, csv).done().lines().skip(1).toList();
    assertThat(labels).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      assertThat(labels.get(i)).as("row %d", i).isEqualTo(labels.get(i % 2));
    }
    assertThat(labels.get(0)).isNotEqualTo(labels.get(1));
  }

  @Test
  void prior_isStoredWithTheModelAsADiagonal() throws IOException {
    Path model = folder.resolve("prior.json");
    String table = gmm(
            "fit", csv, "--components", 2, "--covariance", "diagonal", "--prior", "--output", model)
        .done();

    assertThat(table).contains("\nprior ");
    // A matrix of as many zeros would be gigabytes.
    assertThat(Files.size(model)).isBetween(4L * COLUMNS, 500L * COLUMNS);
    assertThat(gmm("score", model, csv).done()).contains("log-likelihood");
    assertThat(gmm("sample", model, "--count", 2).done().lines()).hasSize(3);
  }

  @Test
  void noise_isFitted() {
    Path model = folder.resolve("noise.json");
    String table = gmm(
            "fit",
            csv,
            "--components",
            2,
            "--covariance",
            "diagonal",
            "--noise",
            0.05,
            "--output",
            model)
        .done();

    assertThat(table).contains("\nnoise ");
    assertThat(gmm("predict", model, csv).done().lines()).hasSize(ROWS + 1);
  }

  @Test
  void selection_triesModelsAlongTheAxes() {
    String table =
        gmm("select", csv, "--components", "1-2", "--regularization", "1e-6").done();

    assertThat(table)
        .contains("fitted           12 of 12 candidates")
        .containsPattern("\nchosen +[EV][EVI]I, 2 components\n");
  }

  @Test
  void matrices_areRefusedWithTheMemoryThatTheyNeed() {
    assertThat(gmm("fit", csv, "--components", 3).failed(ExitStatus.FAILED))
        .startsWith("gmm fit: full covariances of 3 components and 46349 features need at least"
            + " 240.6 GB of memory, but this JVM may have ")
        .endsWith("; use a model along the axes, such as diagonal or spherical, fewer features, or"
            + " a larger heap (-Xmx)");
  }

  @Test
  void formatOfMatrices_isRefused() {
    Path model = folder.resolve("VII.json");
    gmm("fit", csv, "--components", 2, "--covariance", "VII", "--output", model).done();

    assertThat(gmm("convert", model, "--to", "mclust").failed(ExitStatus.FAILED))
        .contains("mclust's format has a matrix for each component, which of 46349 features need at"
            + " least 34.4 GB of memory; choose another format");
    assertThat(gmm("convert", model, "--to", "scikit-learn").done()).contains("\"spherical\"");
  }
}
