package dev.gmm4j.cli.compare;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /**
   * The example of scikit-learn's adjusted_rand_score, {@code [0, 0, 1, 2], [0, 0, 1, 1]}: 4/7. Of 6 pairs one is together in
   * both, one in the first and two in the second, so the expected number is 1/3 and the largest 3/2.
   */
  @Test
  void twoFiles_areComparedRowByRow() throws IOException {
    Path first = file("a.csv", "label\n0\n0\n1\n2\n");
    Path second = file("b.csv", "x,label\n5,red\n6,red\n7,blue\n8,blue\n");

    String table = gmm("compare", first, second).done();
    assertThat(table)
        .isEqualTo("rows                         4\n"
            + "adjusted Rand index          0.5714\n"
            + "adjusted mutual information  0.5714\n"
            + "V-measure                    0.8000 (homogeneity 0.6667, completeness 1.0000)\n"
            + "accuracy                     0.7500 (3 of 4 rows match)\n"
            + "\n"
            + "Rows: column label of " + first + ". Columns: column label of " + second + ".\n"
            + "   blue   red\n"
            + "0     0     2*\n"
            + "1     1*    0\n"
            + "2     1     0\n");
    String json = gmm("compare", first, second, "--json").done();
    assertThat(json)
        .contains(
            "\"rows\": 4,",
            "\"withoutLabel\": 0,",
            "\"adjustedRandIndex\": 0.57142857142857",
            // One pair is together in both, two in the second, of six pairs.
            "\"randIndex\": 0.8333333333333",
            "\"jaccardIndex\": 0.5,",
            "\"fowlkesMallowsIndex\": 0.707106781186",
            "\"adjustedMutualInformation\": 0.571428571428",
            "\"vMeasure\": 0.",
            "\"accuracy\": 0.75,",
            "\"agreeing\": 3,",
            "\"firstLabels\": [\"0\", \"1\", \"2\"]",
            "\"secondLabels\": [\"blue\", \"red\"]");
    assertThat(json.replaceAll("\\s+", ""))
        .contains("\"matching\":[{\"first\":\"1\",\"second\":\"blue\",\"rows\":1},"
            + "{\"first\":\"0\",\"second\":\"red\",\"rows\":2}]")
        .contains("\"contingency\":[{\"first\":\"0\",\"counts\":[0,2]},"
            + "{\"first\":\"1\",\"counts\":[1,0]},{\"first\":\"2\",\"counts\":[1,0]}]");
  }

  /** The greedy choice of the 6 would leave 0: 6 of 16. The best matching has 5 + 5. */
  @Test
  void oneFile_hasBothColumns() {
    String rows = "class,label\n" + "a,0\n".repeat(6) + "a,1\n".repeat(5) + "b,0\n".repeat(5);

    assertThat(gmmWithInput(rows, "compare", "-", "--columns", "class,label", "--json")
            .done())
        .contains("\"accuracy\": 0.625,", "\"agreeing\": 10,");
    assertThat(gmmWithInput(rows, "compare", "-", "--columns", "1,0", "--json").done())
        .contains("\"accuracy\": 0.625,", "\"firstLabels\": [\"0\", \"1\"]");
    assertThat(gmmWithInput(rows, "compare", "-").failed(ExitStatus.USAGE))
        .contains("'--columns': there must be 2 columns of the one file, but were 0");
  }

  @Test
  void groupsOfOtherNames_areTheSame() throws IOException {
    Path first = file("a.csv", "label\n10\n2\n10\n-1\n");
    Path second = file("b.csv", "name;group\n1;x\n2;y\n3;x\n4;z\n");

    assertThat(gmm("compare", first, second, "--columns", "label,group").done())
        .contains(
            "adjusted Rand index          1.0000\n", "accuracy                     1.0000 (4 of 4")
        .endsWith("    x   y   z\n-1  0   0   1*\n2   0   1*  0\n10  2*  0   0\n");
  }

  @Test
  void emptyLabels_areLeftOutAndCounted() {
    assertThat(gmmWithInput("a,b\n0,x\n ,x\n1,y\n1,\n,\n", "compare", "-", "--columns", "a,b")
            .done())
        .contains(
            "rows                         2\n",
            "without a label              3 more, which are left out\n")
        .contains("accuracy                     1.0000");
    assertThat(gmmWithInput("a,b\n0,\n,x\n", "compare", "-", "--columns", "a,b")
            .failed(ExitStatus.DATA))
        .contains(
            "no row has a label in both column a of standard input and column b of standard input");
  }

  @Test
  void numbersOfRows_mustBeEqual() throws IOException {
    Path first = file("a.csv", "label\n0\n0\n1\n");
    Path second = file("b.csv", "label\n0\n");

    assertThat(gmm("compare", first, second).failed(ExitStatus.DATA))
        .contains(first + " has 3 rows, but " + second + " has 1 row; they must have the same");
    assertThat(gmm("compare", second, first).failed(ExitStatus.DATA))
        .contains(second + " has 1 row, but " + first + " has 3 rows");
  }

  @Test
  void columns_mustBeThere() throws IOException {
    Path two = file("a.csv", "class,cluster\n0,1\n");

    assertThat(gmm("compare", two, two).failed(ExitStatus.DATA))
        .contains(two + " has 2 columns, but none named label; choose the column of the labels by");
    assertThat(gmm("compare", two, two, "--columns", "clas").failed(ExitStatus.DATA))
        .contains(
            two + " has no column 'clas': it has 2 columns (0 to 1) named 'class', 'cluster'");
    assertThat(gmm("compare", two, two, "--columns", "0,1,0").failed(ExitStatus.USAGE))
        .contains("there must be one column of each file, but were 3");
    assertThat(gmm("compare", "-", "-").failed(ExitStatus.USAGE))
        .contains("Standard input can be one of the files only");
    assertThat(gmm("compare", two, two, "--columns", "cluster").done()).contains("1.0000 (1 of 1");
  }

  @Test
  void columnOfNumbers_isRefused() {
    StringBuilder rows = new StringBuilder("a,b\n");
    for (int i = 0; i <= LabelNames.MAX; i++) {
      rows.append(i).append(",0\n");
    }
    assertThat(gmmWithInput(rows.toString(), "compare", "-", "--columns", "a,b")
            .failed(ExitStatus.DATA))
        .contains("column a of standard input has more than 1000 different labels");
  }

  @Test
  void npy_hasLabelsToo() throws IOException {
    Path npy = NpyFiles.write(folder.resolve("labels.npy"), new double[][] {{0}, {1}, {1}});
    Path csv = file("a.csv", "x\n0\n1\n1\n");

    assertThat(gmm("compare", npy, csv).done()).contains("adjusted Rand index          1.0000");
  }

  /** More rows than are held in one piece. */
  @Test
  void longFiles_keepTheirOrder() throws IOException {
    int n = 200_001;
    StringBuilder first = new StringBuilder("label\n");
    StringBuilder second = new StringBuilder("label\n");
    for (int i = 0; i < n; i++) {
      int label = Integer.hashCode(i * 0x9E3779B9) >>> 30;
      first.append(label).append('\n');
      second.append((label + 1) % 4).append('\n');
    }

    assertThat(gmm("compare", file("a.csv", first.toString()), file("b.csv", second.toString()))
            .done())
        .contains("rows                         200001\n", "adjusted Rand index          1.0000");
  }

  @Test
  void predictions_areComparedWithTheClasses() {
    Path model = folder.resolve("model.json");
    Path both = folder.resolve("both.csv");
    gmm("fit", data("iris.csv"), "--columns", "0,1,2,3", "--components", 3, "-o", model)
        .done();
    gmm("predict", model, data("iris.csv"), "--keep", "species", "-o", both).done();

    // Known of the full model of three components on iris (Fraley and Raftery 2002): 5 of 150 are
    // elsewhere.
    assertThat(gmm("compare", both, "--columns", "species,label").done())
        .contains("(145 of 150 rows match)");
  }
}
