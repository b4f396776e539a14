package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of models that have a posterior. */
class BayesianPlotTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private static Path folder;

  private static Path model = Path.of("");

  @BeforeAll
  static void fit() {
    model = folder.resolve("posterior.json");
    gmm("fit", FAITHFUL, "--components", 5, "--bayesian", "dirichlet", "--output", model)
        .done();
  }

  private static String svg(Object... options) throws IOException {
    Path picture = folder.resolve("picture.svg");
    Object[] arguments = new Object[options.length + 6];
    Object[] first = {"plot", model, FAITHFUL, "--force", "--output", picture};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(options, 0, arguments, first.length, options.length);
    gmm(arguments).done();
    return Files.readString(picture);
  }

  @Test
  void draws_areThinLines_inTheSamePictureEachTime() throws IOException {
    String scatter = svg("--kind", "scatter");

    assertThat(scatter).contains("draws from the posterior");
    assertThat(svg("--kind", "scatter")).isEqualTo(scatter);
    assertThat(svg("--kind", "density", "--axes", "1")).contains("draws from the posterior");
    assertThat(svg("--kind", "scatter", "--draws", 0)).doesNotContain("draws from the posterior");
    // Each of at least two components in each draw is a line.
    assertThat(paths(scatter))
        .isGreaterThanOrEqualTo(paths(svg("--kind", "scatter", "--draws", 10)) + 20);
  }

  @Test
  void draws_areInPairsAndClusters() throws IOException {
    String pairs = svg("--kind", "pairs");
    assertThat(pairs).contains("draws from the posterior");
    assertThat(paths(pairs)).isGreaterThan(paths(svg("--kind", "pairs", "--draws", 0)) + 40);
    assertThat(svg("--kind", "clusters")).contains("draws from the posterior");
  }

  /** Components without samples are not seen in the picture, and so not counted as if they were. */
  @Test
  void title_countsOccupiedComponents() throws IOException {
    assertThat(svg())
        .containsPattern("<title>faithful.csv: [234] of 5 components occupied, full covariance<")
        .doesNotContain("faithful.csv: 5 components");
  }

  private static int paths(String svg) {
    return svg.split("<path", -1).length;
  }

  @Test
  void modelWithoutPosterior_hasNoDraws() throws IOException {
    Path plain = folder.resolve("plain.json");
    Path picture = folder.resolve("plain.svg");
    gmm("fit", FAITHFUL, "--components", 2, "--output", plain).done();
    gmm("plot", plain, FAITHFUL, "--output", picture).done();

    assertThat(Files.readString(picture)).doesNotContain("draws from the posterior");
  }

  @Test
  void drawsOutOfRange_areRefused() {
    assertThat(gmm("plot", model, FAITHFUL, "--output", folder.resolve("no.png"), "--draws", 1001)
            .failed(ExitStatus.USAGE))
        .contains("--draws must be in [0, 1000], but was 1001");
  }
}
