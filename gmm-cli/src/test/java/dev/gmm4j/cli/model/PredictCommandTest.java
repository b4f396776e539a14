package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir
  private Path folder;

  private Path model;

  /** Two components that are easy to tell apart, and to compute by hand. */
  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("model.json");
    Files.writeString(
        model,
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":2,\"dimension\":2,\"covarianceType\":\"spherical\","
            + "\"weights\":[0.5,0.5],\"means\":[[0,0],[2,0]],\"covariances\":[1,1],\"featureNames\":[\"a\",\"b\"]}");
  }

  @Test
  void csv_hasALabelForEachRow() {
    assertThat(gmmWithInput("a,b\n-1,0\n3,1\n0,5\n", "predict", model, "-").done())
        .isEqualTo("label\n0\n1\n0\n");
  }

  // At x = (0, 0): densities 1/(4 pi) (1 and exp(-2)), so p0 = 1 / (1 + exp(-2)).
  @Test
  void csv_hasProbabilitiesAndLogDensityAsAskedFor() {
    List<String> lines = gmmWithInput("0,0\n", "predict", model, "-", "--proba", "--log-density")
        .done()
        .lines()
        .toList();

    assertThat(lines.get(0)).isEqualTo("label,p0,p1,log_density");
    String[] cells = lines.get(1).split(",", -1);
    assertThat(cells).hasSize(4);
    assertThat(cells[0]).isEqualTo("0");
    assertThat(Double.parseDouble(cells[1])).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-14));
    assertThat(Double.parseDouble(cells[2])).isCloseTo(1 / (1 + Math.exp(2)), within(1e-14));
    assertThat(Double.parseDouble(cells[3]))
        .isCloseTo(Math.log((1 + Math.exp(-2)) / (4 * Math.PI)), within(1e-14));
  }

  /** For one unit Gaussian in two dimensions, 2 % are farther than √(-2 log 0.02) = 2.797 from the mean. */
  @Test
  void outliers_areBeyondTheDistanceOfTheRate() throws IOException {
    Path one = Files.writeString(
        folder.resolve("one.json"),
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":1,\"dimension\":2,\"covarianceType\":\"spherical\","
            + "\"weights\":[1],\"means\":[[0,0]],\"covariances\":[1]}");
    String rows = "0,0\n0,2.75\n2.85,0\n2,2\n-1.9,1.9\n";

    assertThat(gmmWithInput(rows, "predict", one, "-", "--outliers", "0.02").done())
        .isEqualTo("label,outlier\n0,0\n0,0\n0,1\n0,1\n0,0\n");
    assertThat(gmmWithInput("0,0\n", "predict", one, "-", "--outliers", "0.02", "--log-density")
            .done())
        .startsWith("label,log_density,outlier\n0,-1.83");
    assertThat(gmm("predict", one, "-", "--outliers", "1").failed(ExitStatus.USAGE))
        .contains("'--outliers': rate must be in [1.0E-4, 1), but was 1.0");
    assertThat(gmm("predict", one, "-", "--outliers", "NaN").failed(ExitStatus.USAGE))
        .contains("rate must be in");
  }

  @Test
  void columns_areFoundByTheModelsNames() throws IOException {
    String rows = "id;b;a\nfirst;0;-1\nsecond;1;3\n";
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);

    assertThat(gmm("predict", model, file).done()).isEqualTo("label\n0\n1\n");
    assertThat(gmmWithInput(rows, "predict", model, "-").done()).isEqualTo("label\n0\n1\n");
  }

  @Test
  void columns_areTakenByPositionWhereNamesDiffer() {
    Outcome others = gmmWithInput("x,y\n-1,0\n3,1\n", "predict", model, "-");
    assertThat(others.out()).isEqualTo("label\n0\n1\n");
    assertThat(others.err())
        .startsWith("note: standard input has none of the model's features 'a', 'b' by name: ");
    assertThat(gmmWithInput("x,y\n-1,0\n3,1\n", "predict", model, "-", "--by-position")
            .done())
        .isEqualTo("label\n0\n1\n");
    assertThat(
            gmmWithInput("9,3,0\n", "predict", model, "-", "--columns", "1,2").done())
        .isEqualTo("label\n1\n");
  }

  @Test
  void output_isAFile() throws IOException {
    Path labels = folder.resolve("labels.csv");

    assertThat(gmmWithInput("a,b\n-1,0\n3,1\n", "predict", model, "-", "--output", labels)
            .done())
        .isEmpty();
    assertThat(labels).hasContent("label\n0\n1\n");
  }

  @Test
  void dimension_mustBeThatOfTheModel() {
    assertThat(gmm("predict", model, data("iris.csv")).failed(ExitStatus.DATA))
        .contains("iris.csv has 5 feature columns, but the model " + model + " has 2 features");
  }

  @Test
  void invalidNumber_isNamedByRowAndColumn() throws IOException {
    // So many rows that the last is in a block of its own.
    double[][] rows = new double[600_000][2];
    rows[1][0] = Double.NaN;
    rows[599_998][0] = Double.NaN;
    rows[599_999][1] = Double.POSITIVE_INFINITY;
    Path file = NpyFiles.write(folder.resolve("rows.npy"), rows);
    Path labels = folder.resolve("labels.csv");

    assertThat(gmm("predict", model, file, "--output", labels).failed(ExitStatus.DATA))
        .contains("rows.npy", "row 599999", "column 1", "Infinity");
    assertThat(labels).doesNotExist();
  }

  @Test
  void blocks_keepTheirOrder() throws IOException {
    double[][] rows = new double[600_000][2];
    StringBuilder expected = new StringBuilder("label\n");
    for (int i = 0; i < rows.length; i++) {
      int label = i % 7 == 0 ? 1 : 0;
      rows[i][0] = label == 1 ? 3 : -1;
      expected.append(label).append('\n');
    }
    Path file = NpyFiles.write(folder.resolve("rows.npy"), rows);

    assertThat(gmm("predict", model, file).done()).isEqualTo(expected.toString());
  }

  /** The nearer component at any distance; a density that is below all doubles has the logarithm -Infinity. */
  @Test
  void farRows_haveTheirNearestComponent() {
    String rows = "1e3,0\n-1e20,0\n1e155,1\n-1.7e308,1e308\n";
    List<String> lines = gmmWithInput(
            rows, "predict", model, "-", "--proba", "--log-density", "--outliers", "0.01")
        .done()
        .lines()
        .toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).startsWith("1,0.0,1.0,-49").endsWith(",1");
    assertThat(lines.get(2)).startsWith("0,1.0,0.0,-").endsWith("E39,1");
    assertThat(lines.get(3)).isEqualTo("1,0.0,1.0,-Infinity,1");
    assertThat(lines.get(4)).isEqualTo("0,1.0,0.0,-Infinity,1");
  }

  private static final String NAMED_ROWS =
      "id,a,b,label\n007,-1,0,\"x, y\"\n\"8\n\",3,1, z \n,0,5,\n";

  @Test
  void keep_copiesCellsAsTextBesideTheResults() {
    assertThat(gmmWithInput(NAMED_ROWS, "predict", model, "-", "--keep", "label,id,a")
            .done())
        .isEqualTo("kept_label,id,a,label\n\"x, y\",007,-1,0\n z ,\"8\n\",3,1\n,,0,0\n");
    assertThat(gmmWithInput(
                "0,0,first\n3,0,last\n", "predict", model, "-", "--columns", "0,1", "--keep", "2")
            .done())
        .isEqualTo("x2,label\nfirst,0\nlast,1\n");
    assertThat(gmmWithInput(NAMED_ROWS, "predict", model, "-", "--keep", "nam")
            .failed(ExitStatus.DATA))
        .contains("standard input has no column 'nam': it has 4 columns");
  }

  @Test
  void rowNumbers_areLinesOfTheFile() throws IOException {
    assertThat(gmmWithInput(NAMED_ROWS, "predict", model, "-", "--row-numbers", "--keep", "id")
            .done())
        .isEqualTo("line,id,label\n2,007,0\n3,\"8\n\",1\n5,,0\n");
    Path file = NpyFiles.write(folder.resolve("rows.npy"), new double[][] {{0, 0}, {3, 0.5}});
    assertThat(gmm("predict", model, file, "--row-numbers", "--keep", "1").done())
        .isEqualTo("row,x1,label\n0,0.0,0\n1,0.5,1\n");
  }

  /** Ranks among the distances 1, 2, 3 and 4 from the mean; the row with a hole is left out. */
  @Test
  void calibration_givesPValues() throws IOException {
    Path one = Files.writeString(
        folder.resolve("one.json"),
        "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":1,\"dimension\":2,\"covarianceType\":\"spherical\","
            + "\"weights\":[1],\"means\":[[0,0]],\"covariances\":[1],\"featureNames\":[\"a\",\"b\"]}");
    Path held = Files.writeString(
        folder.resolve("held.csv"), "b,other,a\n1,9,0\n0,9,-2\n3,9,0\n,9,1\n0,9,4\n");
    String rows = "a,b\n0,0.5\n0,2.5\n3.5,0\n,1\n-9,0\n";

    Outcome outcome =
        gmmWithInput(rows, "predict", one, "-", "--calibration", held, "--outliers", "0.4");

    assertThat(outcome.err())
        .contains("held.csv: 1 row with a missing value left out of the calibration");
    assertThat(outcome.out())
        .isEqualTo("label,p_value,outlier\n0,1.0,0\n0,0.6,0\n0,0.4,1\n0,,\n0,0.2,1\n");
    assertThat(gmmWithInput(rows, "predict", one, "-", "--calibration", held).out())
        .startsWith("label,p_value\n0,1.0\n");
    Path whole = Files.writeString(folder.resolve("whole.csv"), "a,b\n0,1\n-2,0\n0,3\n4,0\n");
    assertThat(gmmWithInput(rows, "predict", one, "-", "--calibration", whole, "--outliers", "0.1")
            .failed(ExitStatus.USAGE))
        .contains("'--outliers': rate must be >= 0.2 with 4 rows of calibration, but was 0.1");
    assertThat(
            gmmWithInput(rows, "predict", one, "-", "--calibration", "-").failed(ExitStatus.USAGE))
        .contains("standard input can be read once");
    Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1\n2\n");
    assertThat(gmmWithInput(rows, "predict", one, "-", "--calibration", narrow)
            .failed(ExitStatus.DATA))
        .contains("narrow.csv has 1 feature column, but the model");
  }

  @Test
  void outliersOnly_haveTheirRowNumbers() {
    String rows = "a,b,name\n0,0,near\n0,99,far\n2,0,near\n-99,0,left\n";

    assertThat(gmmWithInput(
                rows,
                "predict",
                model,
                "-",
                "--outliers",
                "0.01",
                "--outliers-only",
                "--keep",
                "name")
            .done())
        .isEqualTo("line,name,label,outlier\n3,far,0,1\n5,left,0,1\n");
    assertThat(gmmWithInput(
                "a,b\n0,0\n", "predict", model, "-", "--outliers", "0.01", "--outliers-only")
            .done())
        .isEqualTo("line,label,outlier\n");
    assertThat(
            gmmWithInput(rows, "predict", model, "-", "--outliers-only").failed(ExitStatus.USAGE))
        .contains("--outliers-only needs --outliers RATE");
  }

  /** So many rows that they are several blocks. */
  @Test
  void keep_followsTheRowsThroughBlocks() throws IOException {
    int n = 600_000;
    StringBuilder rows = new StringBuilder("name,a,b\n");
    StringBuilder expected = new StringBuilder("line,name,label\n");
    for (int i = 0; i < n; i++) {
      int label = i % 7 == 0 ? 1 : 0;
      rows.append('r').append(i).append(label == 1 ? ",3,0\n" : ",-1,0\n");
      expected.append(i + 2).append(",r").append(i).append(',').append(label).append('\n');
    }
    Path file = Files.writeString(folder.resolve("rows.csv"), rows);

    assertThat(gmm("predict", model, file, "--row-numbers", "--keep", "name").done())
        .isEqualTo(expected.toString());
  }
}
