package dev.gmm4j.cli.model;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.io.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImputeCommandTest {
  private static final double NAN = Double.NaN;
  private static final String MODEL =
      "{\"format\":\"gmm4j-model\",\"version\":1,\"components\":2,\"dimension\":2,\"covarianceType\":\"full\","
          + "\"weights\":[0.3,0.7],\"means\":[[0,0],[5,5]],\"covariances\":[[[1,0.2],[0.2,1]],[[4,2],[2,4]]],"
          + "\"featureNames\":[\"x\",\"y\"]}";

  @TempDir
  private Path folder;

  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("model.json"), MODEL);
  }

  private Imputation imputation() {
    return Imputation.of(ModelFile.read(model).model());
  }

  private static double number(Samples samples, int row, int column) {
    RowBlock block = samples.block(row, 1);
    return block.values()[block.rowOffset(0) + column];
  }

  @Test
  void means_fillTheHoles_andAllElseStaysAsItIs() {
    String csv = "id,y, x ,note\n7,1.50,\"2\",\"a, \"\"b\"\"\"\n8,NA, 3e0 ,NA\n9,,null,\n";
    Outcome filled = gmmWithInput(csv, "impute", model, "-");
    Samples means = imputation()
        .means(Samples.of(new double[][] {{2, 1.5}, {3, NAN}, {NAN, NAN}}).withMissingValues());
    assertThat(filled.out())
        .isEqualTo("id,y,x,note\n7,1.50,2,\"a, \"\"b\"\"\"\n8," + number(means, 1, 1)
            + ", 3e0 ,NA\n9," + number(means, 2, 1) + "," + number(means, 2, 0) + ",\n");
    assertThat(filled.err()).isEqualTo("note: standard input: 3 of 6 cells in 2 rows filled in\n");
    assertThat(filled.status()).isZero();
  }

  @Test
  void likeliest_andDeviations() {
    Samples samples = Samples.of(new double[][] {{2, NAN}, {1, 1}}).withMissingValues();
    String csv = "x,y\n2,\n1,1\n";
    assertThat(gmmWithInput(csv, "impute", model, "-", "--method", "likeliest").out())
        .isEqualTo("x,y\n2," + number(imputation().ofLikeliest(samples), 0, 1) + "\n1,1\n");
    assertThat(gmmWithInput(csv, "impute", model, "-", "--deviations").out())
        .isEqualTo("x,y,x_sd,y_sd\n2," + number(imputation().means(samples), 0, 1) + ",0.0,"
            + Math.sqrt(number(imputation().variances(samples), 0, 1)) + "\n1,1,0.0,0.0\n");
  }

  @Test
  void draws_areStacked_andTheSameForASeed() {
    String csv = "x,y,t\n2,,u\n1,1,v\n";
    String two =
        gmmWithInput(csv, "impute", model, "-", "--draws", 2, "--seed", 4).out();
    String[] lines = two.lines().toArray(String[]::new);
    assertThat(lines).hasSize(5);
    assertThat(lines[0]).isEqualTo("draw,x,y,t");
    assertThat(lines[1]).matches("1,2,[-0-9.E]+,u");
    assertThat(lines[2]).isEqualTo("1,1,1,v");
    assertThat(lines[3]).matches("2,2,[-0-9.E]+,u");
    assertThat(lines[4]).isEqualTo("2,1,1,v");
    assertThat(lines[1].substring(1)).isNotEqualTo(lines[3].substring(1));

    String three =
        gmmWithInput(csv, "impute", model, "-", "--draws", 3, "--seed", 4).out();
    assertThat(three).startsWith(two);
    // A neighbouring seed does not share draws.
    String other =
        gmmWithInput(csv, "impute", model, "-", "--draws", 3, "--seed", 5).out();
    assertThat(other).doesNotContain(lines[1].substring(1)).doesNotContain(lines[3].substring(1));
  }

  @Test
  void semicolonsAndDecimalCommas_areKept() {
    Outcome filled = gmmWithInput("x;y\n2,5;\n1;1,25\n", "impute", model, "-");
    Samples samples = Samples.of(new double[][] {{2.5, NAN}, {1, 1.25}}).withMissingValues();
    String mean = Double.toString(number(imputation().means(samples), 0, 1)).replace('.', ',');
    assertThat(filled.out()).isEqualTo("x;y\n2,5;" + mean + "\n1;1,25\n");
  }

  @Test
  void blanks_keepCellsApart() {
    Outcome filled = gmmWithInput(
        "name x  y\n\"a b\"   2 NA\nc 1 1\n", "impute", model, "-", "--method", "likeliest");
    Samples samples = Samples.of(new double[][] {{2, NAN}, {1, 1}}).withMissingValues();
    assertThat(filled.out())
        .isEqualTo(
            "name x y\n\"a b\" 2 " + number(imputation().ofLikeliest(samples), 0, 1) + "\nc 1 1\n");
  }

  /** The output is read as the same table again. */
  @Test
  void rowNamesOfR_stayRowNames() {
    String csv = "x,y\nr1,2,NA\nr2,1,1\n";
    String filled = gmmWithInput(csv, "impute", model, "-").out();
    assertThat(filled).startsWith("x,y\nr1,2,").endsWith("\nr2,1,1\n");
    assertThat(gmmWithInput(csv, "impute", model, "-", "--draws", 1).out())
        .startsWith("draw,,x,y\n1,r1,2,");
    assertThat(gmmWithInput(filled, "predict", model, "-").out()).startsWith("label\n");
  }

  @Test
  void fileWithoutHeader_getsNone() {
    assertThat(gmmWithInput("2.5,\n1,1.5\n4,4\n", "impute", model, "-").out())
        .startsWith("2.5,")
        .endsWith("\n1,1.5\n4,4\n");
  }

  @Test
  void npy_becomesCsv() throws IOException {
    Path file = NpyFiles.write(folder.resolve("a.npy"), new double[][] {{2, NAN}, {0.1, 1}});
    Path output = folder.resolve("filled.csv");
    assertThat(gmm("impute", model, file, "--output", output).out()).isEmpty();
    Samples samples = Samples.of(new double[][] {{2, NAN}, {0.1, 1}}).withMissingValues();
    assertThat(output)
        .hasContent("x0,x1\n2.0," + number(imputation().means(samples), 0, 1) + "\n0.1,1.0\n");
  }

  @Test
  void dataWithoutHoles_isWrittenAsItIs() throws IOException {
    Outcome same = gmm("impute", faithful(), data("faithful.csv"));
    assertThat(same.out()).isEqualTo(Files.readString(data("faithful.csv")));
    assertThat(same.err()).endsWith("faithful.csv: no value is missing\n");
  }

  private Path faithful() {
    Path file = folder.resolve("faithful.json");
    gmm("fit", data("faithful.csv"), "-k", 2, "-o", file).done();
    return file;
  }

  @Test
  void manyRows_keepTheirOrder() {
    StringBuilder csv = new StringBuilder("x,y,n\n");
    for (int i = 0; i < 30_000; i++) {
      csv.append(i % 9)
          .append(',')
          .append(i % 3 == 0 ? "" : "4")
          .append(',')
          .append(i)
          .append('\n');
    }
    String[] lines =
        gmmWithInput(csv.toString(), "impute", model, "-").out().lines().toArray(String[]::new);
    assertThat(lines).hasSize(30_001);
    for (int i = 0; i < 30_000; i++) {
      assertThat(lines[i + 1]).startsWith(i % 9 + ",").endsWith("," + i).doesNotContain(",,");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--draws 0 | '--draws': draws must be >= 1, but was 0",
        "--draws 2 --method mean | --method is for single values, and cannot go with --draws",
        "--draws 2 --deviations | --deviations is for single values, and cannot go with --draws",
        "--missing drop | --missing drop cannot go with impute, which writes a line for each row",
        "--method median | expected one of mean, likeliest but was 'median'"
      })
  void wrongArguments_areRefused(String arguments, String message) {
    Object[] call = ("impute " + model + " - " + arguments).split(" ", -1);
    assertThat(gmmWithInput("x,y\n1,\n", call).failed(ExitStatus.USAGE)).contains(message);
  }

  @Test
  void columnNamedDraw_isRefused() {
    assertThat(gmmWithInput("x,y,draw\n1,,3\n", "impute", model, "-", "--draws", 2)
            .failed(ExitStatus.DATA))
        .endsWith(
            "standard input has a column 'draw', as --draws calls the one that it adds: rename it");
    assertThat(gmmWithInput("x,y,draw\n1,,3\n", "impute", model, "-").status()).isZero();
  }

  @Test
  void turnedNoise_isRefused() throws IOException {
    Path turned = Files.writeString(
        folder.resolve("turned.json"),
        MODEL.replace(
            "\"weights\":[0.3,0.7]",
            "\"noise\":{\"weight\":0.1,\"lower\":[-9,-9],\"upper\":[9,9],"
                + "\"axes\":[[0.6,0.8],[-0.8,0.6]]},\"weights\":[0.3,0.6]"));
    assertThat(gmmWithInput("x,y\n1,\n", "impute", turned, "-").failed(ExitStatus.DATA))
        .contains("noise", "turned");
    assertThat(gmmWithInput("x,y\n1,\n", "predict", turned, "-").failed(ExitStatus.DATA))
        .isEqualTo("gmm predict: standard input has missing values, but the noise of the model "
            + turned + " is in a box that is turned against the features, which needs whole rows");
    assertThat(gmmWithInput("x,y\n1,1\n", "predict", turned, "-").done()).startsWith("label");
  }

  @Test
  void output_doesNotReplaceTheData() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n1,\n");
    assertThat(gmm("impute", model, file, "-o", file).failed(ExitStatus.USAGE))
        .contains("is also DATA", "--force");
    assertThat(gmm("impute", model, file, "-o", file, "--force").status()).isZero();
    assertThat(file).content().startsWith("x,y\n1,").doesNotContain(",\n");
  }
}
