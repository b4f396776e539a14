package dev.gmm4j.cli.packaged;

import static dev.gmm4j.cli.testing.InProcess.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong, it is told in one line that names what and where, and no file is left behind. */
@Tag("same-on-every-jdk")
class BadInputIT {
  @TempDir
  private Path inputs;

  @TempDir
  private Path outputs;

  private Path output;

  @BeforeEach
  void nameOutput() {
    output = outputs.resolve("model.json");
  }

  @AfterEach
  void checkThatNothingWasWritten() throws IOException {
    try (var files = Files.list(outputs)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a,b;1,2;3,nan;5,6 | line 3, column 2 (b)",
        "a,b;1,2;3,4;Infinity,6 | line 4, column 1 (a)",
        "a,b;1,2;3,x;5,6 | line 3, column 2 (b)",
        "a,b;1,2;3;5,6 | line 3",
        "a,b | no rows",
        "a,b;1,2 | at least components = 2, but were 1",
      })
  void csv_isRefused(String lines, String place) throws IOException {
    Path file = Files.writeString(inputs.resolve("rows.csv"), lines.replace(';', '\n') + "\n");

    assertThat(fit(file).failed(ExitStatus.DATA)).contains(file.toString()).contains(place);
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    Path file = Files.createFile(inputs.resolve("empty.csv"));

    assertThat(fit(file).failed(ExitStatus.DATA)).contains(file + " is empty");
  }

  @Test
  void missingFile_isRefused() {
    Path file = inputs.resolve("missing.csv");

    assertThat(fit(file).failed(ExitStatus.DATA)).contains(file + ": no such file");
  }

  @Test
  void folder_isRefused() {
    assertThat(fit(inputs).failed(ExitStatus.DATA)).contains(inputs + " is a folder");
  }

  @Test
  void truncatedNpy_isRefused() throws IOException {
    Path file = NpyFiles.write(inputs.resolve("rows.npy"), new double[20][2]);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 8));

    assertThat(fit(file).failed(ExitStatus.DATA)).contains(file.toString());
  }

  @Test
  void npyOfObjects_isRefused() throws IOException {
    Path file = NpyFiles.write(inputs.resolve("rows.npy"), "|O", 2, 2, new byte[32]);

    assertThat(fit(file).failed(ExitStatus.DATA)).contains(file.toString()).contains("object");
  }

  @Test
  void npyWithNan_isRefused() throws IOException {
    Path file =
        NpyFiles.write(inputs.resolve("rows.npy"), new double[][] {{1, 2}, {3, 4}, {Double.NaN, 6}
        });

    assertThat(fit(file).failed(ExitStatus.DATA))
        .contains(file.toString(), "row 2", "column 0", "NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--components 0 | --components",
        "--components 2 --tolerance -1 | --tolerance",
        "--components 2 --tolerence 1 | --tolerance",
        "--component 2 | --components",
        "--components 2 --covariance ful | full, tied, diagonal, spherical",
        "--components 2 --backend nix | ejml",
      })
  void arguments_areRefused(String arguments, String named) {
    assertThat(fit(data("faithful.csv"), arguments.split(" ", -1)).failed(ExitStatus.USAGE))
        .contains(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`weights`:[0.5,0.6],`means`:[[2,55],[4,80]],`covariances`:[1,1]} | sum",
        "{`weights`:[0.5,0.5],`means`:[[2,55]]} | means",
        "{`weights`:[0.5,0.5],`means`:[[2,55],[4,80]],`covariances`:[[[1,2],[2,1]],[[1,0],[0,1]]]} | positive definite",
        "{`weights`:[0.5,0.5] | ends",
      })
  void initialModel_isRefused(String json, String problem) throws IOException {
    Path initial = Files.writeString(inputs.resolve("initial.json"), json.replace('`', '"'));

    assertThat(fit(data("faithful.csv"), "--components", "2", "--init", initial.toString())
            .failed(ExitStatus.DATA))
        .contains(initial.toString(), problem);
  }

  @Test
  void model_isRefused() throws IOException {
    Path model =
        Files.writeString(inputs.resolve("model.json"), "{\"format\": \"something else\"}");

    assertThat(PackagedGmm.gmm("predict", model, data("faithful.csv"), "--output", output)
            .failed(ExitStatus.DATA))
        .contains(model.toString());
  }

  @Test
  void degenerateComponent_failsByPolicy() throws IOException {
    Path file =
        Files.writeString(inputs.resolve("rows.csv"), "a,b\n1,1\n1,1\n1,1\n9,9\n8,8\n7,7\n");

    assertThat(fit(file, "--components", "2", "--regularization", "0", "--degeneracy", "fail")
            .failed(ExitStatus.FAILED))
        .contains("component ", " degenerated ");
  }

  private Outcome fit(Path file, String... arguments) {
    List<Object> all = new ArrayList<>(List.of("fit", file, "--output", output));
    all.addAll(arguments.length == 0 ? List.of("--components", "2") : List.of(arguments));
    return PackagedGmm.gmm(all.toArray());
  }
}
