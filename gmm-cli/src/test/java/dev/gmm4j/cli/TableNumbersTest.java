package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables have numbers as people need them: whole, told apart, all if wanted, and with the right noun. */
class TableNumbersTest {
  private static final int COLUMNS = 12;

  @TempDir
  private Path folder;

  private Path rows(String header, int count, IntFunction<String> row) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, count).mapToObj(row).forEach(lines::add);
    return Files.write(folder.resolve("rows.csv"), lines);
  }

  private static String list(IntFunction<String> cell) {
    return IntStream.range(0, COLUMNS).mapToObj(cell).collect(Collectors.joining(","));
  }

  @Test
  void days_areNotRounded() throws IOException {
    Path days = rows("day", 42, i -> Integer.toString(20231100 + i % 3));

    assertThat(gmm("fit", days, "-k", 1).done()).contains(" 20231101\n");
  }

  @Test
  void secondsSince1970_areToldApart() throws IOException {
    Path seconds = rows("time", 80, i -> Long.toString(1_698_800_000L + 1000L * (i % 2) + i % 7));
    Path model = folder.resolve("model.json");

    assertThat(gmm("fit", seconds, "-k", 2, "-o", model).done())
        .containsPattern(" 169880000\\d(\\.\\d+)?\n")
        .containsPattern(" 169880100\\d(\\.\\d+)?\n");
    assertThat(gmm("bootstrap", model, seconds, "--replicates", 9).done())
        .containsPattern("mean time +169880000\\d\\.\\d+ ");
  }

  @Test
  void largeOffsets_leaveTheDeviationToBeSeen() throws IOException {
    Path offsets = rows("x", 60, i -> 1_000_000 + 1e-4 * i + "");

    assertThat(gmm("fit", offsets, "-k", 1).done()).containsPattern(" 1000000\\.00\\d{3,}\n");
  }

  @Test
  void wide_showsAllMeans() throws IOException {
    Path wide = rows(
        list(j -> "a_long_name_of_column_" + j),
        30,
        i -> list(j -> Integer.toString(100 * j + i * (j + 1) % 17)));
    Object[] call = {"fit", wide, "-k", 1, "--covariance", "diagonal"};
    List<Object> all = new ArrayList<>(List.of(call));
    all.add("--wide");

    assertThat(gmm(call).done())
        .contains("(5 more)", "means of 5 features are left out; --wide shows all\n")
        .doesNotContain("a_long_name_of_column_11");
    assertThat(gmm(all.toArray()).done())
        .contains("a_long_name_of_column_0 ", "a_long_name_of_column_11")
        .doesNotContain("left out", " more)");
  }

  @Test
  void wide_showsAllCandidates() {
    Object[] call = {
      "select",
      data("faithful.csv"),
      "-k",
      "1-2",
      "--models",
      "EII,VII,EEI,VVI",
      "--init",
      "k-means"
    };
    List<Object> all = new ArrayList<>(List.of(call));
    all.add("--wide");

    assertThat(gmm(call).done()).contains("are left out; --wide shows all\n");
    assertThat(gmm(all.toArray()).done()).doesNotContain("left out", "--wide");
  }

  @Test
  void one_isSingular() throws IOException {
    Path one = rows("x", 40, i -> Double.toString(i % 2 * 9 + i * i % 11 / 7.0));
    Path model = folder.resolve("one.json");
    String all = gmm("fit", one, "-k", 1, "-o", model).done()
        + gmm("select", one, "-k", "1-1", "--models", "EII").done()
        + gmm("test", one, "-k", "1-2", "--replicates", 19).done()
        + gmm("bootstrap", model, one, "--replicates", 9).done()
        + gmm("merge", model, one).done();

    assertThat(all)
        .contains("1 feature\n", "1 component,", "1 of 1 candidate\n")
        .doesNotContainPattern("\\b1 (row|feature|component|candidate|cluster|iteration)s");
  }
}
