package dev.gmm4j.cli.describe;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeCommandTest {
  @TempDir
  private Path folder;

  private static String describe(String rows) {
    return gmmWithInput(rows, "describe", "-").done();
  }

  private static List<String> kinds(String json) {
    return Pattern.compile("\"kind\": \"([^\"]*)\"")
        .matcher(json)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String kind(String name, Object... cells) {
    StringBuilder csv = new StringBuilder(name + ",z\n");
    for (int i = 0; i < cells.length; i++) {
      csv.append(cells[i]).append(',').append(Math.sqrt(i)).append('\n');
    }
    return kinds(gmmWithInput(csv.toString(), "describe", "-", "--json").done()).get(0);
  }

  /** Mean and deviation of 1, 2, 3, 6 by hand: 3 and the root of 14/4. */
  @Test
  void table_hasRowsColumnsAndScales() {
    assertThat(describe("x,y\n1,0.5\n2,\n3,1.5\n6,NA\n")).isEqualTo("""
            standard input: 4 rows, 2 columns, no duplicate rows

               column  kind     missing  min  mean       sd  max
            0  x       integer        0    1     3  1.87083    6
            1  y       real           2  0.5     1      0.5  1.5

            y has 2 missing values

            To try next:
              gmm select - --exclude=y
            """);
  }

  @Test
  void kinds_areGuessedFromValuesAndNames() {
    assertThat(kind("a", 1.5, 2, 3)).isEqualTo("real");
    assertThat(kind("a", 1, 2, 2, 7, 9, 9)).isEqualTo("integer");
    assertThat(kind("a", 4, 5, 6, 7, 8, 9)).isEqualTo("row number");
    assertThat(kind("a", 4, 5, 6, 7)).isEqualTo("integer");
    assertThat(kind("patient_id", 9, 5, 61, 17, 8)).isEqualTo("id");
    assertThat(kind("paid", 9, 5, 61, 17, 8)).isEqualTo("integer");
    assertThat(kind("a", "u", "v", "w")).isEqualTo("id");
    assertThat(kind("a", "u", "v", "u", "v", "u", "u")).isEqualTo("label");
    assertThat(kind("a", "u", "v", "w", "u")).isEqualTo("text");
    assertThat(kind("species", 0, 1, 0, 1, 0, 1)).isEqualTo("label");
    assertThat(kind("a", 0, 1, 0, 1, 0, 1)).isEqualTo("integer");
    assertThat(kind("a", 3, "3.0", 3)).isEqualTo("constant");
    assertThat(kind("a", "u", "u")).isEqualTo("constant");
    assertThat(kind("a", 1, 2, "n/a?", 4)).isEqualTo("mixed");
    assertThat(kind("a", "", "NaN", "na")).isEqualTo("empty");
    assertThat(kind("a", 1, 2, "", 4)).isEqualTo("integer");
  }

  @Test
  void textAndStrangeCells_areNoFailure() {
    String text = describe("name,x,y,k,e\nann,1,1e400,7,\nbob,odd,2,7,\nann,3,2.5,7,\n");

    assertThat(text)
        .contains("k is constant and tells nothing\n")
        .contains("e has no values\n")
        .contains("name is text\n")
        .contains("x has text in 1 row, the first 'odd' in line 3\n")
        .contains("y has 1 infinite value\n")
        .contains("no column has numbers that a mixture can be fitted to\n")
        .doesNotContain("To try next");
  }

  /** 1.0 is 1; rows 3 and 5 repeat the first. */
  @Test
  void duplicates_areRowsThatAreTheSame() {
    assertThat(describe("1,a\n2,a\n1.0,a\n1,b\n1,a\n")).contains("2 rows the same as one before");
    assertThat(describe("-0.0,1\n0,1\n")).contains("1 row the same as one before");
    assertThat(describe("12,3\n1,23\n")).contains("no duplicate rows");
  }

  @Test
  void unequalScales_areNamed() {
    assertThat(describe("small,large\n1.5,1000.5\n2.5,-1000.5\n"))
        .contains("scales are very unequal: the sd of large is 2000 times that of small");
    assertThat(describe("small,large\n1.5,10.5\n2.5,-10.5\n")).doesNotContain("unequal");
  }

  @Test
  void json_hasEverything() {
    assertThat(gmmWithInput("a,b\n1.5,u\n2.5,\n", "describe", "-", "--json").done())
        .contains(
            "\"rows\": 2,",
            "\"duplicateRows\": 0,",
            "\"rowsCompared\": 2,",
            "\"features\": [\"a\"]",
            "\"unequalScales\": false,",
            "\"min\": 1.5,",
            "\"mean\": 2.0,",
            "\"sd\": 0.5,",
            "\"max\": 2.5",
            "\"min\": null,",
            "\"nextArguments\": [\"select\", \"-\", \"--exclude=b\"]");
  }

  /** The printed command runs on each file, as it is printed. */
  @ParameterizedTest
  @ValueSource(strings = {"wine.csv", "iris.csv", "faithful.csv", "worked-example-2d.csv"})
  void next_works(String name) {
    Path file = data(name);
    String text = gmm("describe", file).done();
    Matcher next = Pattern.compile("To try next:\n  gmm (.*)\n").matcher(text);

    assertThat(next.find()).isTrue();
    List<String> arguments = new ArrayList<>(List.of(next.group(1).split(" ", -1)));
    assertThat(arguments).contains(file.toString());
    arguments.addAll(List.of("--components", "1-2", "--models", "EEI"));
    Outcome outcome = gmm(arguments.toArray());
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  @Test
  void wine_hasFeaturesAndALabel() {
    assertThat(gmm("describe", data("wine.csv")).done())
        .contains("wine.csv: 178 rows, 14 columns, no duplicate rows\n")
        .contains("class has few values, like labels of groups")
        .contains("the sd of proline is")
        .endsWith("wine.csv --label-column=class\n");
  }

  @Test
  void next_choosesByIndexWhereNamesCannot() throws IOException {
    Path file = Files.writeString(
        folder.resolve("odd name.csv"), "7,\"a,b\",a,a,t\n1.5,2,3.5,4.5,u\n2.5,2.5,3,4,v\n");
    assertThat(gmm("describe", file).done()).contains("gmm select '" + file + "' --exclude=t\n");
    Path twice = Files.writeString(folder.resolve("twice.csv"), "a,7,a\n1.5,u,v\n2.5,v,w\n");
    assertThat(gmm("describe", twice).done()).contains(" --exclude=1,2\n");
    Path unnamed = Files.writeString(folder.resolve("unnamed.csv"), "1.5,u\n2.5,v\n");
    assertThat(gmm("describe", unnamed).done()).contains(" --exclude=1\n");
  }

  @Test
  void npy_isDescribed() throws IOException {
    double[][] rows = {{0.5, 1, 3}, {1.5, 1, Double.NaN}, {0.5, 1, 3}};
    Path file = NpyFiles.write(folder.resolve("rows.npy"), rows);

    String json = gmm("describe", file, "--json").done();

    assertThat(kinds(json)).containsExactly("real", "constant", "constant");
    assertThat(json).contains("\"rows\": 3,", "\"duplicateRows\": 1,", "\"missing\": 1,");
  }

  @Test
  void manyFeatures_areFittedAlongTheAxes() {
    String header =
        String.join(",", IntStream.range(0, 21).mapToObj(j -> "f" + j).toList());
    String first =
        String.join(",", IntStream.range(0, 21).mapToObj(j -> j + ".5").toList());
    String second =
        String.join(",", IntStream.range(0, 21).mapToObj(j -> j + ".25").toList());

    assertThat(describe(header + "\n" + first + "\n" + second + "\n"))
        .endsWith("\n  gmm fit - --components 2 --covariance diagonal\n");
  }

  @Test
  void brokenFiles_areRefusedByLine() {
    assertThat(gmmWithInput("a,b\n1,2\n3\n", "describe", "-").failed(ExitStatus.DATA))
        .contains(
            "standard input, line 3, column 2: the row has 1 cell, but the first line names 2");
    assertThat(gmmWithInput("a,b\n", "describe", "-").failed(ExitStatus.DATA))
        .contains("standard input has a header, but no rows");
    assertThat(gmmWithInput("", "describe", "-").failed(ExitStatus.DATA))
        .contains("standard input is empty");
  }

  /** The column that lacks half goes; of the others what is observed is fitted. */
  @Test
  void missingValues_areFittedOrLeftOutByColumn() throws IOException {
    StringBuilder rows = new StringBuilder("x,y,z\n");
    for (int i = 0; i < 20; i++) {
      rows.append(Math.sin(i))
          .append(',')
          .append(i == 3 ? "NA" : Math.cos(3 * i))
          .append(',');
      rows.append(i % 2 == 0 ? "" : "" + Math.sin(7 * i)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("holes.csv"), rows);

    assertThat(gmm("describe", file).done())
        .contains("y has 1 missing value\n", "z has 10 missing values\n")
        .endsWith(" --exclude=z --missing fit\n");
    Outcome next = gmm(
        "select", file, "--exclude=z", "--missing", "fit", "--components", 1, "--models", "EEI");
    assertThat(next.status()).as(next.err()).isZero();
  }
}
