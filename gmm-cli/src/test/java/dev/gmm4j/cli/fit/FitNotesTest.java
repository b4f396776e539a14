package dev.gmm4j.cli.fit;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fit says of the data beside its result: by the names of columns, and once. */
class FitNotesTest {
  private static final String ROUNDING = " is no more than rounding error";

  @TempDir
  private Path folder;

  /** Two groups, and a column of one number. */
  private Path withConstant(String header, String constant) throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder(header);
    for (int i = 0; i < 60; i++) {
      double x = random.nextGaussian() + (i % 2 == 0 ? 0 : 9);
      rows.append(String.format(Locale.ROOT, "%.4f,%s,%d%n", x, constant, i % 3));
    }
    return Files.writeString(folder.resolve("constant.csv"), rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector", "ejml", "commonsmath"})
  void constantOfGreatMagnitude_isNamedAndDisturbsNothing(String backend) throws IOException {
    Path csv = withConstant("length,price $1,group\n", "1e15");

    List<String> lines = gmm(
            "fit",
            csv,
            "--columns",
            "price $1,length",
            "--components",
            2,
            "--init",
            "k-means",
            "--backend",
            backend)
        .done()
        .lines()
        .toList();

    assertThat(lines)
        .filteredOn(line -> line.startsWith("note: component "))
        .hasSize(2)
        .allMatch(line -> line.endsWith(": its variance in column price $1" + ROUNDING));
    assertThat(lines).anyMatch(line -> line.matches("  *0 +0\\.5000 +30\\.0 .*"));
  }

  @Test
  void constantUnderFail_isNamedInTheError() throws IOException {
    Path csv = withConstant("length,price,group\n", "2");

    assertThat(gmm(
                "fit",
                csv,
                "--columns",
                "length,price",
                "--components",
                1,
                "--regularization",
                0,
                "--degeneracy",
                "fail")
            .failed(ExitStatus.FAILED))
        .startsWith("gmm fit: component 0 degenerated in iteration 0: its variance in column price"
            + ROUNDING);
  }

  @Test
  void numbersBeyondTheBound_areRefusedWithTheBound() throws IOException {
    Path csv = Files.writeString(folder.resolve("wl.csv"), "x,w\n1,1e200\n2,1\n3,1\n");

    assertThat(gmm("fit", csv, "--columns", "x", "--weights-column", "w", "--components", 1)
            .failed(ExitStatus.DATA))
        .endsWith(
            "line 2, column 2 (w): a weight must be at most 1.0E145, but was 1.0E200, scale the weights");
    Path wide = Files.writeString(folder.resolve("wide.csv"), "x,w\n1,1\n2,1\n-1e150,1\n");
    assertThat(gmm("fit", wide, "--columns", "x", "--components", 1).failed(ExitStatus.DATA))
        .endsWith(
            "line 4, column 1 (x): a number must be at most 1.0E145 in magnitude, but was -1.0E150,"
                + " scale the data");
  }

  @Test
  void constantBesideNoise_isNamedByItsColumnInTheFile() throws IOException {
    Path csv = withConstant("", "7");

    assertThat(gmm("fit", csv, "--columns", "0,1", "--components", 1, "--noise", 0.1)
            .failed(ExitStatus.FAILED))
        .contains(
            "noise needs samples that vary in each feature, or a region; but column x1 is constant");
  }

  @Test
  void candidatesOfASelection_nameTheColumn() throws IOException {
    Path csv = withConstant("length,price,group\n", "2");

    assertThat(gmm(
                "select",
                csv,
                "--columns",
                "length,price",
                "--components",
                "1-2",
                "--models",
                "VVI",
                "--regularization",
                0)
            .failed(ExitStatus.FAILED))
        .contains("its variance in column price" + ROUNDING);
  }

  private static final String INITIAL = "{\"weights\":[%s],\"means\":[%s],\"covariances\":[%s]}";

  private Path initial(int components, String... means) throws IOException {
    String weights = String.join(",", Collections.nCopies(components, "" + 1.0 / components));
    String unit = String.join(",", Collections.nCopies(components, "[[1,0],[0,1]]"));
    return Files.writeString(
        folder.resolve("initial.json"), INITIAL.formatted(weights, String.join(",", means), unit));
  }

  private Path cloud() throws IOException {
    Random random = new Random(2);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      rows.append(
          String.format(Locale.ROOT, "%.3f,%.3f%n", random.nextGaussian(), random.nextGaussian()));
    }
    return Files.writeString(folder.resolve("cloud.csv"), rows);
  }

  @Test
  void componentsThatBeginAlike_areSaidToCoincide() throws IOException {
    Path alike = initial(3, "[0,0]", "[0,0]", "[0,0]");

    assertThat(gmm("fit", cloud(), "--components", 3, "--init", alike).done())
        .contains(
            "\nnote: components 0, 1 and 2 coincide: EM cannot part components that begin alike;"
                + " let them start apart, or use fewer\n");
    assertThat(
            gmm("fit", cloud(), "--components", 3, "--init", initial(3, "[0,0]", "[1,0]", "[0,1]"))
                .done())
        .doesNotContain("coincide");
  }

  @Test
  void componentsThatArePruned_areToldOnce() throws IOException {
    Path lost = initial(4, "[0,0]", "[1e6,0]", "[0,1e6]", "[1e6,1e6]");

    assertThat(gmm("fit", cloud(), "--components", 4, "--init", lost, "--degeneracy", "prune")
            .done()
            .lines()
            .filter(line -> line.contains("removed")))
        .containsExactly("note: 3 components were removed in iteration 1: no sample is left to it");
  }
}
