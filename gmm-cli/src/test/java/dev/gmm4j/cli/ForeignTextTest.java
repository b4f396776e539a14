package dev.gmm4j.cli;

import static dev.gmm4j.cli.testing.InProcess.gmm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.cli.testing.HtmlDocument;
import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that strangers chose, in files and of files, do nothing to a terminal, a page or a shell. */
class ForeignTextTest {
  /** Sets the title of a terminal and clears it. */
  private static final String FIRST = "\u001b]0;owned\u0007\u001b[2J";

  /** Turns text round, ends an element and a line, and is no XML. */
  private static final String SECOND = "x\u202e</td><script>alert(1)</script>\ny\u009b1m\uffff";

  @TempDir
  private Path folder;

  private Path rows = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void writeFiles() throws IOException {
    rows = folder.resolve("rows\u001b[31m\r.csv");
    model = folder.resolve("model\u001b[31m\n.json");
    StringBuilder csv = new StringBuilder("\"" + FIRST + "\",\"" + SECOND + "\"\n");
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      double shift = 6 * (i % 2);
      csv.append(shift + random.nextGaussian()).append(',').append(shift + random.nextGaussian());
      csv.append('\n');
    }
    Files.writeString(rows, csv);
    assertIsPlain(gmm("fit", rows, "-k", 2, "-o", model, "--seed", 3));
  }

  private static void assertIsPlain(Outcome outcome) {
    for (String text : new String[] {outcome.out(), outcome.err()}) {
      assertThat(text).isEqualTo(PlainText.lines(text));
    }
  }

  @Test
  void everyCommand_escapesIt() {
    Path picture = folder.resolve("x.png");
    Path labels = folder.resolve("l\u001b.csv");
    Stream.of(
            gmm("fit", rows, "-k", 2, "--wide", "--progress"),
            gmm("fit", rows, "-k", 2, "--prior-mean", "1"),
            gmm("fit", rows, "-k", 2, "--axes", "nosuch", "--plot", picture),
            gmm("fit", rows, "-k", 2, "--columns", "no\u001bne"),
            gmm("fit", folder.resolve("none\u001b"), "-k", 2),
            gmm("fit", rows, "-k", "\u001b[1m"),
            gmm("fit", rows, "--k\u001b[1m", 2),
            gmm("no\u001bcommand"),
            gmm("select", rows, "-k", "1-2", "--columns", FIRST, "--progress"),
            gmm("select", rows, "-k", "1-2", "--json"),
            gmm("test", rows, "-k", "1-2", "--replicates", 19),
            gmm("bootstrap", model, rows, "--replicates", 9),
            gmm("merge", model, rows, "--labels", labels, "--clusters", 2),
            gmm("score", model, rows, "--verbose"),
            gmm("regress", model, rows, "--targets", "nosuch"),
            gmm("convert", model, "--to", "gmm4j"),
            gmm("predict", model, rows, "--columns", 0))
        .forEach(ForeignTextTest::assertIsPlain);
  }

  @Test
  void names_areShownEscaped() {
    assertThat(gmm("fit", rows, "-k", 2, "--wide").done())
        .contains("\\u001b]0;owned\\u0007\\u001b[2J", "\\u000ay\\u009b1m")
        .contains("rows\\u001b[31m\\u000d.csv");
  }

  @Test
  void json_keepsIt() {
    assertThat(gmm("fit", rows, "-k", 2, "--json")
            .json()
            .get("featureNames")
            .get(1)
            .asString())
        .isEqualTo(SECOND);
    assertThat(gmm("convert", model, "--to", "gmm4j")
            .json()
            .get("featureNames")
            .get(0)
            .asString())
        .isEqualTo(FIRST);
  }

  @Test
  void reportAndPictures_areWellFormed() throws IOException {
    Path report = folder.resolve("page.html");
    Path picture = folder.resolve("picture.svg");
    assertIsPlain(gmm("fit", rows, "-k", 2, "--report", report, "--plot", picture));

    assertThat(new HtmlDocument(report).texts("//script")).isEmpty();
    assertThat(new HtmlDocument(report).texts("//th"))
        .anyMatch(text -> text.contains("\\u001b]0;owned"));
    assertThat(new HtmlDocument(picture).texts("//script")).isEmpty();
    for (Path file : new Path[] {report, picture}) {
      String text = Files.readString(file);
      assertThat(text).isEqualTo(PlainText.lines(text));
    }
  }

  /** The rule that docs/formats.md states: data is not changed, whoever reads it. */
  @Test
  void csv_hasCellsAsTheyAre() throws IOException {
    Path formulas = Files.writeString(
        folder.resolve("formulas.csv"), "=cmd|' /C calc'!A0,@SUM(1)\n1,2\n2,1\n4,7\n5,6\n");
    Path fitted = folder.resolve("formulas.json");
    gmm("fit", formulas, "-k", 1, "-o", fitted).done();

    assertThat(gmm("sample", fitted, "--count", 1).done())
        .startsWith("=cmd|' /C calc'!A0,@SUM(1)\n");
    assertThat(gmm("regress", fitted, formulas, "--targets", 1, "--columns", 0).done())
        .startsWith("@SUM(1),@SUM(1)_sd\n");
    assertThat(gmm("sample", model, "--count", 1).done())
        .startsWith(FIRST + ",\"" + SECOND + "\"\n");
  }

  @Test
  void unknownOption_isOneLine() {
    assertThat(gmm("fit", rows, "--\u001b\n", 2, "-k", 2).failed(ExitStatus.USAGE))
        .contains("\\u001b");
  }
}
