package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvErrorsTest {

  private static String refusal(byte[] csv, ReadOptions options) {
    ByteArrayInputStream in = new ByteArrayInputStream(csv);
    DataException refusal = assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.read(in, "test.csv", options).close())
        .actual();
    assertThat(refusal.getMessage().lines()).hasSize(1);
    return refusal.getMessage();
  }

  private static String refusal(String csv, ReadOptions options) {
    return refusal(csv.getBytes(StandardCharsets.UTF_8), options);
  }

  private static String refusal(String csv) {
    return refusal(csv, ReadOptions.defaults());
  }

  private static ReadOptions columns(String... columns) {
    return ReadOptions.builder().columns(List.of(columns)).build();
  }

  private static ReadOptions weights(String column) {
    return ReadOptions.builder().weightsColumn(column).build();
  }

  @Test
  void textColumn_isRefusedAndSaysHowToLeaveItOut() {
    assertThat(refusal("x,y\n1,abc\n3,def\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): 'abc' is not a number; leave the column out by --exclude y,"
                + " or by --label-column y if it has classes");
    assertThat(refusal("x,'y 2'\n1,abc\n3,def\n"))
        .endsWith(
            " leave the column out by --exclude ''\\''y 2'\\''', or by --label-column ''\\''y 2'\\''' if it has"
                + " classes");
    assertThat(refusal("1,abc\n3,def\n")).contains("by --exclude 1,");
    assertThat(refusal(",\"a,b\",y\nr1,s,2\nr2,t,3\n"))
        .contains("column 1 (): 'r1'", "by --exclude 0,");
    assertThat(refusal("x,\"a,b\",y\n1,s,2\n2,t,3\n")).contains("(a,b): 's'", "by --exclude 1,");
    assertThat(refusal("x\nabc\n"))
        .isEqualTo("test.csv, line 2, column 1 (x): 'abc' is not a number");
  }

  @Test
  void textInAColumnOfNumbers_isRefusedAndMayBeAMissingValue() {
    assertThat(refusal("x,y\n1,2\n3,abc\n"))
        .isEqualTo(
            "test.csv, line 3, column 2 (y): 'abc' is not a number; if it stands for a missing value:"
                + " --missing drop --missing-values=abc");
    assertThat(refusal("x,y\n1,2\n3,\"no 'one'\"\n"))
        .endsWith(" --missing-values='no '\\''one'\\'''");
    assertThat(refusal("x,y\n1,2\n3,\"a,b\"\n"))
        .isEqualTo("test.csv, line 3, column 2 (y): 'a,b' is not a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3d", "1f", "0x1p3", "0X10", "-0x1p3", "1e", "--1", "1_000", "e5", "-.", "+", "٣"})
  void almostNumbers_areRefused(String cell) {
    assertThat(refusal("x\n1\n" + cell + "\n"))
        .startsWith("test.csv, line 3, column 1 (x): '" + cell + "' is not a number");
  }

  @Test
  void mixedDecimalMarks_areExplained() {
    assertThat(refusal("x;y\n1,5;2.5\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): '2.5' is not a number; numbers before it have a decimal comma, this"
                + " one a point");
    assertThat(refusal("x;y\n1.5;2,5\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): '2,5' is not a number; numbers before it have a decimal point, this"
                + " one a comma");
    assertThat(refusal("x,y\n1.5,\"2,5\"\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): '2,5' is not a number; where commas separate cells, decimals need"
                + " a point");
    assertThat(refusal("x;y\n1.234,5;2\n")).contains("'1.234,5' is not a number");
  }

  @Test
  void emptyCell_isRefusedWithACount() {
    String remedy = ": --missing drop leaves such rows out";
    assertThat(refusal("x,y\n1,\n2,3\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): the cell is empty; 1 of 2 rows has missing values"
                + remedy);
    assertThat(refusal("x,y\n  ,1\n2,3\n4,\n5,6\n"))
        .isEqualTo(
            "test.csv, line 2, column 1 (x): the cell is empty; 2 of 4 rows have missing values"
                + remedy);
    assertThat(refusal("x\n\"\"\n1\n"))
        .isEqualTo(
            "test.csv, line 2, column 1 (x): the cell is empty; 1 of 2 rows has missing values"
                + remedy);
  }

  @Test
  void missingValues_areToldBeforeLaterErrors() {
    assertThat(refusal("x,y\n1,2\n1,\n2,3,4\n"))
        .isEqualTo(
            "test.csv, line 3, column 2 (y): the cell is empty; 1 of 2 rows has missing values:"
                + " --missing drop leaves such rows out");
  }

  @Test
  void columnWithoutAnyValue_isToBeLeftOut() {
    assertThat(refusal("x,y\n1,\n2,NA\n"))
        .isEqualTo(
            "test.csv, line 2, column 2 (y): the cell is empty; in all rows there is no value: --exclude y leaves"
                + " the column out");
    assertThat(refusal("x,y\n1,\n,2\n"))
        .endsWith("(y): the cell is empty; all rows have missing values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "NA", "N/A", "null", "None", "?", ".", "-", "<NA>"})
  void usualTexts_standForMissingValues(String cell) {
    assertThat(refusal("x,y\n1,2\n" + cell + ",2\n"))
        .isEqualTo(
            "test.csv, line 3, column 1 (x): '" + cell
                + "' stands for a missing value; 1 of 2 rows has missing values: --missing drop leaves such rows out");
    assertThat(refusal("1," + cell + "\n1,2\n"))
        .startsWith("test.csv, line 1, column 2: '" + cell + "' stands");
  }

  @Test
  void errorsOfSpreadsheets_areMissingValuesAndNoComments() {
    assertThat(refusal("x,y\n1,2\n3,#N/A\n"))
        .contains("line 3, column 2 (y): '#N/A' stands for a missing value");
    assertThat(refusal("x,y\n1,2\n\"#N/A\",3\n")).contains("line 3, column 1 (x): '#N/A' stands");
    assertThat(refusal("x,y\n1,2\n#DIV/0!,3\n"))
        .isEqualTo(
            "test.csv, line 3: the line begins with '#DIV/0!,3', a spreadsheet's error, where # begins a comment:"
                + " leave the cell empty, or put it in quotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity"})
  void notFinite_isRefused(String cell) {
    assertThat(refusal("x,y\n1,2\n" + cell + ",2\n"))
        .isEqualTo("test.csv, line 3, column 1 (x): '" + cell + "' is not a finite number");
    assertThat(refusal("1," + cell + "\n1,2\n"))
        .isEqualTo("test.csv, line 1, column 2: '" + cell + "' is not a finite number");
  }

  @Test
  void overflow_isRefused() {
    assertThat(refusal("x\n1e999\n"))
        .isEqualTo("test.csv, line 2, column 1 (x): '1e999' is too large for a double");
  }

  @Test
  void raggedRow_isRefused() {
    assertThat(refusal("x,y\n1,2\n3\n"))
        .isEqualTo("test.csv, line 3, column 2: the row has 1 cell, but the first line names 2");
    assertThat(refusal("x,y\n1,2\n3,4,5\n"))
        .isEqualTo("test.csv, line 3, column 3: the row has 3 cells, but the first line names 2");
    assertThat(refusal("1,2\n3,4,5\n"))
        .isEqualTo("test.csv, line 2, column 3: the row has 3 cells, but the first row has 2");
  }

  @Test
  void blankLineBetweenRows_isRefused() {
    assertThat(refusal("x,y\n1,2\n\n \n3,4\n"))
        .isEqualTo("test.csv, line 3: the line is blank, but rows follow it");
    assertThat(refusal("\nx,y\n1,2\n"))
        .isEqualTo("test.csv, line 1: the line is blank, but rows follow it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "   ", "\uFEFF"})
  void emptyFile_isRefused(String csv) {
    assertThat(refusal(csv)).isEqualTo("test.csv is empty");
  }

  @Test
  void headerOnly_isRefused() {
    assertThat(refusal("x,y\n")).isEqualTo("test.csv has a header, but no rows");
    assertThat(refusal("x,y\n\n")).isEqualTo("test.csv has a header, but no rows");
  }

  @Test
  void unknownColumn_listsThoseThatExist() {
    assertThat(refusal("x,y\n1,2\n", columns("z")))
        .isEqualTo("test.csv has no column 'z': it has 2 columns (0 to 1) named 'x', 'y'");
    assertThat(refusal("x,y\n1,2\n", columns("2")))
        .isEqualTo("test.csv has no column 2: it has 2 columns (0 to 1) named 'x', 'y'");
    assertThat(refusal("1,2\n", columns("99999999999999999999")))
        .isEqualTo("test.csv has no column 99999999999999999999: it has 2 columns (0 to 1)");
    assertThat(refusal("1\n", columns("x")))
        .isEqualTo(
            "test.csv has no column names, so columns are chosen by index, but 'x' is none: it has 1 column (0)");
    assertThat(refusal("1\n", columns("-1"))).startsWith("test.csv has no column names");
    assertThat(refusal("1,2\n", columns(""))).startsWith("test.csv has no column names");
    assertThat(refusal("x,y\n1,2\n", weights("w"))).startsWith("test.csv has no column 'w'");
  }

  @Test
  void duplicateColumn_isRefused() {
    assertThat(refusal("x,y,x\n1,2,3\n"))
        .isEqualTo(
            "test.csv has several columns 'x': it has 3 columns (0 to 2) named 'x', 'y', 'x'");
    assertThat(refusal("x,y,x\n1,2,3\n", columns("x")))
        .startsWith("test.csv has several columns 'x'");
    assertThat(refusal("x,y\n1,2\n", columns("x", "0")))
        .isEqualTo("column 'x' of test.csv is chosen twice");
    ReadOptions both =
        ReadOptions.builder().columns(List.of("x")).weightsColumn("x").build();
    assertThat(refusal("x,y\n1,2\n", both))
        .isEqualTo("column 'x' of test.csv is chosen for the weights and as a feature");
  }

  @Test
  void invalidWeights_areRefused() {
    assertThat(refusal("x,w\n1,1\n2,-0.5\n", weights("w")))
        .isEqualTo("test.csv, line 3, column 2 (w): weights must be >= 0, but this is -0.5");
    assertThat(refusal("x,w\n1,0\n2,0\n", weights("w")))
        .isEqualTo("test.csv, column 2 (w): weights must not all be 0");
    assertThat(refusal("w\n1\n", weights("w")))
        .isEqualTo("test.csv has no column beside that of the weights");
  }

  @Test
  void invalidUtf8_isPlaced() {
    byte[] csv = "x,y\n1,2\n3,4?\n".getBytes(StandardCharsets.UTF_8);
    csv[csv.length - 2] = (byte) 0xFF;
    assertThat(refusal(csv, ReadOptions.defaults()))
        .isEqualTo(
            "test.csv, line 3, column 2: not text in UTF-8; if it is in Latin-1, read it with --encoding ISO-8859-1");
    byte[] cut = {'x', '\n', '1', '\n', (byte) 0xE2, (byte) 0x82};
    assertThat(refusal(cut, ReadOptions.defaults()))
        .startsWith("test.csv, line 3, column 1: not text in UTF-8");
  }

  @Test
  void invalidUtf8_isPlacedFarIntoTheFile() {
    StringBuilder csv = new StringBuilder("x,y\n");
    for (int i = 0; i < 50_000; i++) {
      csv.append(i).append(",0.5\n");
    }
    byte[] bytes = csv.append("1,?\n2,3\n").toString().getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 6] = (byte) 0xC3;
    assertThat(refusal(bytes, ReadOptions.defaults()))
        .startsWith("test.csv, line 50002, column 2: not text in UTF-8");
  }

  @Test
  void binary_isRefused() {
    byte[] zeros = {'1', ',', '2', 0, 0, 0, 13};
    assertThat(refusal(zeros, ReadOptions.defaults()))
        .isEqualTo("test.csv is neither text nor .npy: it has zero bytes");
  }

  @Test
  void npyOnAStream_isRefused() {
    byte[] npy = NpyBytes.file(1, NpyBytes.description("<f8", false, "(1,)"), NpyBytes.doubles(1));
    assertThat(refusal(npy, ReadOptions.defaults()))
        .isEqualTo("test.csv is .npy, which is read from files only");
  }

  @Test
  void endlessRow_isRefused() {
    assertThat(refusal("1,".repeat((1 << 20) + 1)))
        .isEqualTo("test.csv, line 1: more than 1048576 cells in a row");
  }

  @Test
  void brokenQuotes_areRefused() {
    assertThat(refusal("x,y\n1,\"2\n3,4\n"))
        .isEqualTo("test.csv, line 2, column 2: a quote is not closed");
    assertThat(refusal("x,y\n\"1\"2,3\n"))
        .isEqualTo(
            "test.csv, line 2, column 1: there is text between a closing quote and the next separator");
    String endless = "x,y\n\"" + "1\n".repeat(1_200_000);
    assertThat(refusal(endless))
        .isEqualTo(
            "test.csv, line 2, column 1: a cell is longer than 1048576 characters, perhaps because a quote is not closed");
  }

  @Test
  void controlCharacters_areEscapedInMessages() {
    assertThat(refusal("x\n1\n\"a\nb\u0007c\"\n", columns("x")))
        .startsWith("test.csv, line 3, column 1 (x): 'a\\u000ab\\u0007c' is not a number");
  }

  @Test
  void controlCharactersInTheHeader_areEscapedInMessages() {
    assertThat(refusal("\"a\nb\"\n1\nz\n", columns("0")))
        .startsWith("test.csv, line 4, column 1 (a\\u000ab): 'z' is not a number");
  }

  @Test
  void failingStream_isReported() {
    IOException failure = new IOException("cable pulled");
    InputStream failing = new SequenceInputStream(
        new ByteArrayInputStream(new byte[] {'1'}), new FailingStream(failure));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.read(failing, "standard input", ReadOptions.defaults()))
        .withMessage("cannot read standard input: cable pulled");
  }

  @Test
  void missingFileAndFolder_areRefused(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.csv");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(missing, ReadOptions.defaults()))
        .withMessage("cannot read " + missing + ": no such file or folder");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(folder, ReadOptions.defaults()))
        .withMessage(folder + " is a folder, not a file");
    Path file = Files.writeString(folder.resolve("plain"), "1\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(file.resolve("below"), ReadOptions.defaults()))
        .withMessageStartingWith("cannot read ");
  }

  @ParameterizedTest
  @ValueSource(chars = {'"', '\n', '\r', '.', '-', '7', 'e'})
  void separatorThatCannotSeparate_isRefused(char separator) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.builder().separator(separator));
  }

  private static final class FailingStream extends FilterInputStream {
    private final IOException failure;

    FailingStream(IOException failure) {
      super(InputStream.nullInputStream());
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      throw failure;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      throw failure;
    }
  }
}
