package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
  @TempDir
  private Path folder;

  private Path model;

  @BeforeEach
  void fitModel() {
    model = folder.resolve("model.json");
    gmm("fit", data("faithful.csv"), "--components", 2, "--output", model).done();
  }

  @Test
  void csv_isWhatTheLibraryDraws() {
    LabelledSamples drawn = ModelFile.read(model).model().sample(3, 7);
    StringBuilder expected = new StringBuilder("eruptions,waiting,label\n");
    for (int i = 0; i < 3; i++) {
      double[] row = drawn.rows()[i];
      expected
          .append(row[0])
          .append(',')
          .append(row[1])
          .append(',')
          .append(drawn.labels()[i])
          .append('\n');
    }

    assertThat(gmm("sample", model, "--count", 3, "--seed", 7, "--labels").done())
        .isEqualTo(expected.toString());
  }

  @Test
  void fewerRows_areTheFirstOfMore() {
    List<String> more = gmm("sample", model, "--count", 50_000).done().lines().toList();
    List<String> fewer = gmm("sample", model, "--count", 20_000).done().lines().toList();

    assertThat(more).hasSize(50_001);
    assertThat(fewer).isEqualTo(more.subList(0, 20_001));
    assertThat(more.stream().distinct().count()).isEqualTo(50_001);
  }

  // The standard error of the mean is 0.005, the mixture's mean 3.4878 that of the data.
  @Test
  void rows_areDistributedAsTheModelSays() {
    double mean = gmm("sample", model, "--count", 50_000, "--seed", 1)
        .done()
        .lines()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.substring(0, line.indexOf(','))))
        .average()
        .orElseThrow();

    assertThat(mean).isCloseTo(3.4878, within(0.025));
  }

  @Test
  void header_isQuotedWhereItMustBe() throws IOException {
    Path odd = folder.resolve("odd.json");
    Files.writeString(
        odd,
        Files.readString(model)
            .replace("[\"eruptions\", \"waiting\"]", "[\"a,b\", \"say \\\"c\\\"\"]"));

    String csv = gmm("sample", odd, "--count", 1).done();

    assertThat(csv).startsWith("\"a,b\",\"say \"\"c\"\"\"\n");
    Path file = Files.writeString(folder.resolve("drawn.csv"), csv);
    assertThat(gmm("predict", odd, file).done()).matches("label\n[01]\n");
  }

  @Test
  void countZero_isAHeaderOnly() {
    assertThat(gmm("sample", model, "--count", 0).done()).isEqualTo("eruptions,waiting\n");
  }

  @Test
  void count_mustNotBeNegative() {
    assertThat(gmm("sample", model, "--count", -1).failed(ExitStatus.USAGE))
        .contains("'--count': count must be >= 0, but was -1");
  }
}
