package dev.gmm4j.cli.input;

import static dev.gmm4j.cli.testing.InProcess.data;
import static dev.gmm4j.cli.testing.InProcess.gmm;
import static dev.gmm4j.cli.testing.InProcess.gmmWithInput;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.cli.Main;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.testing.NpyFiles;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and options of data as the commands meet them. */
class DataInTest {
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

  private static String rows(int count) {
    Random random = new Random(11);
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < count; i++) {
      csv.append(
          String.format(Locale.ROOT, "%.8f,%.8f%n", random.nextGaussian(), random.nextGaussian()));
    }
    return csv.toString().replace("\r", "");
  }

  private static Outcome fit(String csv, Object... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(new Object[] {"fit", "-", "--components", "1"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return gmmWithInput(csv, all);
  }

  @Test
  void numericHeader_isNotedAndCanBeData() {
    Outcome guessed = fit("2019,2020\n" + rows(60));
    assertThat(guessed.status()).isZero();
    assertThat(guessed.out()).contains("60 rows", "2019");
    assertThat(guessed.err())
        .startsWith(
            "note: standard input, line 1 is taken for the names of the columns (2019, 2020): ")
        .contains("--header no");
    assertThat(fit("2019,2020\n" + rows(60), "--header", "no").done()).contains("61 rows");
  }

  @Test
  void tossUp_isRefusedWithTheOption() {
    assertThat(fit("0\n" + rows(40).replaceAll(",.*", "")).failed(ExitStatus.DATA))
        .contains("--header yes or --header no");
  }

  @Test
  void doubtfulFeatures_areNotedUnlessTheyWereStated() {
    StringBuilder csv = new StringBuilder("\"\",V1,V2\n");
    int row = 1;
    for (String line : rows(60).split("\n", -1)) {
      csv.append(line.isEmpty() ? "" : row++ + "," + line + "\n");
    }
    Outcome counted = fit(csv.toString());
    assertThat(counted.err())
        .isEqualTo(
            "note: standard input: column 'x0' counts the rows, from 1, and is taken for a feature; --exclude 0"
                + " leaves it out\n");
    assertThat(counted.out()).contains("3 features");
    assertThat(fit(csv.toString(), "--exclude", "0").done()).contains("2 features");
    assertThat(fit(csv.toString(), "--columns", "0-2").done()).contains("3 features");
    assertThat(fit(csv.toString(), "--columns", "V1-V2").done()).contains("2 features");
  }

  @Test
  void wineClass_isNotedAndCanBeTheLabel() {
    Outcome noted = gmm("fit", data("wine.csv"), "--components", "1", "--covariance", "diagonal");
    assertThat(noted.err())
        .contains("column 'class' has only 3 different numbers", "--label-column class");
    assertThat(gmm("fit", data("wine.csv"), "--components", "1", "--label-column", "class")
            .done())
        .contains("13 features");
  }

  @Test
  void header_thatMatchesPartly_isRefusedForEveryCommand() {
    for (String command : new String[] {"predict", "score", "plot", "merge"}) {
      Object[] plot = command.equals("plot")
          ? new Object[] {command, model, "-", "--output", folder.resolve("a.png")}
          : new Object[] {command, model, "-"};
      assertThat(gmmWithInput("y,z\n1,7\n2,3\n4,4\n", plot).failed(ExitStatus.DATA))
          .as(command)
          .contains(
              "no column 'x' of the model's features 'x', 'y'", "it has 'y', 'z'", "--by-position");
    }
    assertThat(gmmWithInput("X,Y\n1,7\n", "predict", model, "-").failed(ExitStatus.DATA))
        .contains("upper and lower case differ");
    assertThat(
            gmmWithInput("X,Y\n5,5\n", "predict", model, "-", "--by-position").done())
        .isEqualTo("label\n1\n");
    assertThat(gmmWithInput("y,id,x\n1,7,2\n", "predict", model, "-", "--log-density")
            .done())
        .isEqualTo(gmmWithInput("2,1\n", "predict", model, "-", "--log-density").done());
  }

  @Test
  void missingValues_areRefusedOrDroppedWithACount() {
    String csv = "x,y\n" + rows(30) + "1,\nNA,2\n";
    assertThat(fit(csv).failed(ExitStatus.DATA))
        .contains(
            "line 32, column 2 (y): the cell is empty; 2 of 32 rows have missing values: --missing drop"
                + " leaves such rows out, --missing fit uses what is observed of them");
    for (String command : new String[] {"fit", "score", "select", "test"}) {
      Object[] call = command.equals("score")
          ? new Object[] {command, model, "-", "--missing", "drop", "--json"}
          : command.equals("fit")
              ? new Object[] {command, "-", "--components", "1", "--missing", "drop", "--json"}
              : command.equals("select")
                  ? new Object[] {
                    command,
                    "-",
                    "--components",
                    "1",
                    "--models",
                    "EEE",
                    "--missing",
                    "drop",
                    "--json"
                  }
                  : new Object[] {
                    command,
                    "-",
                    "--components",
                    "1-2",
                    "--replicates",
                    "19",
                    "--missing",
                    "drop",
                    "--json"
                  };
      Outcome dropped = gmmWithInput(csv, call);
      assertThat(dropped.status()).as(command + dropped.err()).isZero();
      assertThat(dropped.err())
          .as(command)
          .isEqualTo("note: standard input: 2 of 32 rows have missing values, left out\n");
    }
    assertThat(fit(csv, "--missing", "keep").failed(ExitStatus.USAGE))
        .contains("refuse, drop, fit");
  }

  @Test
  void statedMissingValues_areExactTexts() {
    Outcome dropped =
        fit("x,y\n" + rows(30) + "-999,2\n", "--missing", "drop", "--missing-values", "NA,-999");
    assertThat(dropped.err()).contains("1 of 31 rows has missing values, left out");
  }

  @Test
  void predict_keepsEachRow() {
    String csv = "x,y\n0,0\n5,\nNA,1\n5,5\n";
    Outcome labels = gmmWithInput(csv, "predict", model, "-");
    assertThat(labels.out()).isEqualTo("label\n0\n1\n0\n1\n");
    assertThat(labels.err())
        .isEqualTo(
            "note: standard input: 2 of 4 rows have missing values; their results are those of what is observed\n");
    assertThat(
            gmmWithInput(csv, "predict", model, "-", "--missing", "drop").failed(ExitStatus.USAGE))
        .contains("--missing drop cannot go with predict");
    assertThat(
            gmmWithInput(csv, "predict", model, "-", "--missing", "refuse").failed(ExitStatus.DATA))
        .contains("line 3, column 2 (y): the cell is empty");
  }

  @Test
  void regress_keepsEachRow() {
    Outcome predicted = gmmWithInput("x\n0\nNA\n", "regress", model, "-", "--targets", "y");
    // The mean of the model, and the standard deviation about it: 0.3 (1 + 0.7 * 25) + 0.7 * 4.
    String[] ofNothing = predicted.out().split("\n", -1)[2].split(",", -1);
    assertThat(Double.parseDouble(ofNothing[0])).isCloseTo(3.5, within(1e-12));
    assertThat(Double.parseDouble(ofNothing[1]))
        .isCloseTo(Math.sqrt(0.3 + 0.3 * 0.7 * 25 + 0.7 * 4), within(1e-12));
    assertThat(predicted.err()).contains("1 of 2 rows has a missing value; its results are");
  }

  @Test
  void nanOfNpy_isRefusedDroppedAndKept() throws IOException {
    Path file = NpyFiles.write(folder.resolve("a.npy"), new double[][] {
      {0, 0}, {Double.NaN, 1}, {5, 5}, {4, 6}
    });
    assertThat(gmm("fit", file, "--components", "1").failed(ExitStatus.DATA))
        .contains("row 1, column 0")
        .endsWith(
            "was NaN; --missing drop leaves such rows out, --missing fit uses what is observed of them");
    assertThat(gmm("fit", file, "--components", "1", "--missing", "drop").err())
        .contains("1 of 4 rows have missing values (NaN), left out");
    assertThat(gmm("predict", model, file).out()).isEqualTo("label\n0\n0\n1\n1\n");
  }

  @Test
  void encoding_isAnOption() throws IOException {
    Path file = Files.write(
        folder.resolve("latin.csv"),
        ("größe,y\n" + rows(20)).getBytes(StandardCharsets.ISO_8859_1));
    assertThat(gmm("fit", file, "--components", "1").failed(ExitStatus.DATA))
        .contains("--encoding ISO-8859-1");
    assertThat(gmm("fit", file, "--components", "1", "--encoding", "ISO-8859-1").done())
        .contains("größe");
    assertThat(gmm("fit", file, "--components", "1", "--encoding", "latin9000")
            .failed(ExitStatus.USAGE))
        .contains("expected the name of an encoding", "'latin9000'");
  }

  @Test
  void gzip_isReadFromStandardInput() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(rows(20).getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    int status = Main.run(
        new String[] {"fit", "-", "--components", "1"},
        new ByteArrayInputStream(packed.toByteArray()),
        results,
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    assertThat(status).isZero();
    assertThat(results.toString(StandardCharsets.UTF_8)).contains("20 rows");
  }
}
