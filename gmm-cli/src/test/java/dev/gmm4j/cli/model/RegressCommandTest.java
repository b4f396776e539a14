package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegressCommandTest {
  @TempDir
  private Path folder;

  private Path model;

  /** One Gaussian: b given a is 2 + 0.5 (a - 1) with variance 2 - 0.5; c is on its own. */
  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(
        folder.resolve("model.json"),
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":1,\"dimension\":3,\"covarianceType\":\"full\","
            + "\"weights\":[1],\"means\":[[1,2,3]],\"covariances\":[[[2,1,0],[1,2,0],[0,0,4]]],"
            + "\"featureNames\":[\"a\",\"b\",\"c\"]}");
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void csv_hasMeanAndDeviationOfEachTarget() {
    List<String> lines = gmmWithInput(
            "a,id\n3,7\n1,8\n", "regress", model, "-", "--targets", "c,b", "--columns", "a")
        .done()
        .lines()
        .toList();

    assertThat(lines.get(0)).isEqualTo("c,c_sd,b,b_sd");
    assertThat(numbers(lines.get(1)))
        .contains(new double[] {3, 2, 3, Math.sqrt(1.5)}, within(1e-14));
    assertThat(numbers(lines.get(2)))
        .contains(new double[] {3, 2, 2, Math.sqrt(1.5)}, within(1e-14));
    assertThat(lines).hasSize(3);
  }

  @Test
  void inputs_areFoundByName() {
    String byName =
        gmmWithInput("c,x,a\n0,99,3\n", "regress", model, "-", "--targets", "b").done();
    String byIndex =
        gmmWithInput("3,0\n", "regress", model, "-", "--targets", "1").done();

    assertThat(byName).isEqualTo(byIndex).startsWith("b,b_sd\n3.0");
  }

  @Test
  void wrongArguments_areRefused() {
    assertThat(gmm("regress", model, "-", "--targets", "d").failed(ExitStatus.USAGE))
        .contains("'--targets': the model has no feature 'd', only a, b, c");
    assertThat(gmm("regress", model, "-", "--targets", "b,1").failed(ExitStatus.USAGE))
        .contains("'--targets': feature '1' is named twice");
    assertThat(gmm("regress", model, "-", "--targets", "a,b,c").failed(ExitStatus.USAGE))
        .contains("'--targets': targets must leave at least 1 of the model's features");
    assertThat(gmmWithInput("1,2,3\n", "regress", model, "-", "--targets", "b")
            .failed(ExitStatus.DATA))
        .contains("has 3 feature columns, but the model", "has 2 features that are not targets");
    assertThat(gmmWithInput("a,c\n1,2\n3,x\n", "regress", model, "-", "--targets", "b")
            .failed(ExitStatus.DATA))
        .contains("line 3, column 2");
  }
}
