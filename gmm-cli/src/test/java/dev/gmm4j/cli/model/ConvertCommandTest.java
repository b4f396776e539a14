package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
  private static final Path FAITHFUL = data("faithful.csv");

  @TempDir
  private Path folder;

  private Path model;

  @BeforeEach
  void fitModel() {
    model = folder.resolve("model.json");
    gmm("fit", FAITHFUL, "--components", 2, "--covariance", "diagonal", "--output", model)
        .done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmm4j", "scikit-learn", "mclust"})
  void modelThatWentThroughAnotherFormat_scoresTheSame(String format) {
    Path there = folder.resolve("there.json");
    Path back = folder.resolve("back.json");
    gmm("convert", model, "--to", format, "--output", there).done();
    gmm("convert", there, "--to", "gmm4j", "--output", back).done();

    assertThat(gmm("score", back, FAITHFUL, "--json").done())
        .isEqualTo(gmm("score", model, FAITHFUL, "--json").done());
  }

  @Test
  void standardOutput_hasTheSameObject() throws IOException {
    Path there = folder.resolve("there.json");
    gmm("convert", model, "--to", "scikit-learn", "--output", there).done();
    Outcome outcome = gmm("convert", model, "--to", "scikit-learn");

    assertThat(outcome.done()).isEqualTo(Files.readString(there));
    assertThat(outcome.json().get("covariance_type").asString()).isEqualTo("diag");
    assertThat(outcome.json().get("feature_names_in_").get(1).asString()).isEqualTo("waiting");
  }

  @Test
  void wrongArguments_areRefused() {
    assertThat(gmm("convert", model, "--to", "sklearn").failed(ExitStatus.USAGE))
        .contains("'--to'", "expected one of gmm4j, scikit-learn, mclust but was 'sklearn'");
    assertThat(gmm("convert", model).failed(ExitStatus.USAGE)).contains("'--to=");
    assertThat(gmm("convert", FAITHFUL, "--to", "mclust").failed(ExitStatus.DATA))
        .contains("not valid JSON");
    assertThat(
            gmm("convert", folder.resolve("none.json"), "--to", "mclust").failed(ExitStatus.DATA))
        .endsWith("no such file or folder");
  }
}
