package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.adaptation.BackgroundAdaptation;
import dev.gmm4j.adaptation.BackgroundAdaptation.Part;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.ModelFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptCommandTest {
  private static final String NEW = "eruptions,waiting\n2.5,60\n2.4,61\n2.6,59\n4.1,80\n";
  private static final double[][] ROWS = {{2.5, 60}, {2.4, 61}, {2.6, 59}, {4.1, 80}};

  @TempDir
  private Path folder;

  private Path model;
  private Path adapted;

  @BeforeEach
  void fitModel() {
    model = folder.resolve("model.json");
    adapted = folder.resolve("adapted.json");
    gmm("fit", data("faithful.csv"), "-k", 2, "--search", "none", "-o", model).done();
  }

  @Test
  void model_isAdapted_asInJava() {
    GaussianMixture background = ModelFile.read(model).model();

    String report = gmmWithInput(NEW, "adapt", model, "-", "--relevance", 2, "--output", adapted)
        .done();

    ModelFile file = ModelFile.read(adapted);
    GaussianMixture expected = BackgroundAdaptation.means(2).adapt(background, Samples.of(ROWS));
    assertThat(file.model().means()).isDeepEqualTo(expected.means());
    assertThat(file.model().covariances()).isEqualTo(background.covariances());
    assertThat(file.featureNames()).containsExactly("eruptions", "waiting");
    assertThat(report).contains("\nadapted                means\n", "\nmean difference        ");
  }

  @Test
  void otherParts_areAdapted() {
    GaussianMixture background = ModelFile.read(model).model();

    gmmWithInput(
            NEW,
            "adapt",
            model,
            "-",
            "--parts",
            "covariances,weights",
            "--iterations",
            3,
            "-o",
            adapted)
        .done();

    GaussianMixture expected = BackgroundAdaptation.means()
        .withParts(Part.WEIGHTS, Part.COVARIANCES)
        .withIterations(3)
        .adapt(background, Samples.of(ROWS));
    assertThat(ModelFile.read(adapted).model().weights()).isEqualTo(expected.weights());
    assertThat(ModelFile.read(adapted).model().covariances()).isEqualTo(expected.covariances());
  }

  @Test
  void whatCannotBeAdapted_isRefused() {
    assertThat(gmmWithInput(NEW, "adapt", model, "-", "--relevance", 0).failed(ExitStatus.USAGE))
        .contains("relevance must be finite and > 0, but was 0.0");
    assertThat(gmmWithInput(NEW, "adapt", model, "-", "--iterations", 0).failed(ExitStatus.USAGE))
        .contains("iterations must be >= 1, but was 0");
    assertThat(gmmWithInput(NEW, "adapt", model, "-", "--parts", "mean").failed(ExitStatus.USAGE))
        .contains("did you mean means?");
    Path tied = folder.resolve("tied.json");
    gmm(
            "fit",
            data("faithful.csv"),
            "-k",
            2,
            "--covariance",
            "tied",
            "--search",
            "none",
            "-o",
            tied)
        .done();
    assertThat(
            gmmWithInput(NEW, "adapt", tied, "-", "--parts", "covariances").failed(ExitStatus.DATA))
        .contains("covariances of the background must be each component's own to be adapted");
  }
}
