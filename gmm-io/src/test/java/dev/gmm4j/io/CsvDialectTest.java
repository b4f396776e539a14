package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which programs write tables. */
class CsvDialectTest {
  private static final double[][] EXPECTED = {{1.5, 2}, {-3.25, 4e3}, {0, 0.5}};

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("comma", "x,y\n1.5,2\n-3.25,4e3\n0,0.5\n"),
        Arguments.of("vertical bar", "x|y\n1.5|2\n-3.25|4e3\n0|0.5\n"),
        Arguments.of("blanks", "x y\n1.5 2\n-3.25 4e3\n0 0.5\n"),
        Arguments.of("aligned", "      x     y\n    1.5     2\n  -3.25   4e3\n      0   0.5\n"),
        Arguments.of("blanks at the ends of lines", "x y  \n1.5 2 \r\n-3.25  4e3\t\n0 0.5   \n\n"),
        Arguments.of("blanks and tabs", "x\t y\n1.5 \t2\n-3.25  4e3\n0\t0.5\n"),
        Arguments.of("quotes and blanks", "\"x\" \"y\"\n1.5 2\n-3.25 \"4e3\"\n0 0.5\n"),
        Arguments.of(
            "savetxt", "# x y\n1.500e+00 2.000e+00\n-3.250e+00 4.000e+03\n0.0e+00 5.0e-01\n"),
        Arguments.of("savetxt with commas", "# x,y\n1.5,2\n-3.25,4e3\n0,0.5\n"),
        Arguments.of(
            "comments", "# by hand\n#\nx,y\n1.5,2\n# a note, with a comma\n-3.25,4e3\n0,0.5\n"),
        Arguments.of("Excel", "sep=;\nx;y\n1.5;2\n-3.25;4e3\n0;0.5\n"),
        Arguments.of("Excel, quoted", "\"sep=;\"\r\nx;y\r\n1.5;2\r\n-3.25;4e3\r\n0;0.5\r\n"),
        Arguments.of("Excel, a comma", "sep=,\nx,y\n1.5,2\n-3.25,4e3\n0,0.5\n"),
        Arguments.of("decimal commas", "x;y\n1,5;2\n-3,25;4e3\n0;0,5\n"),
        Arguments.of("decimal commas and tabs", "x\ty\n1,5\t2\n-3,25\t4e3\n0\t,5\n"),
        Arguments.of("decimal commas and blanks", "x y\n1,5 2,0\n-3,25 4e3\n0,0 0,5\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void table_isRead(String what, String text) {
    try (Dataset data = Texts.read(text)) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(EXPECTED);
      assertThat(data.columnNames()).containsExactly("x", "y");
      assertThat(data.location(2, 0))
          .isEqualTo("test.csv, line " + lineOfLastRow(text) + ", column 1 (x)");
    }
  }

  private static long lineOfLastRow(String text) {
    return text.stripTrailing().lines().count();
  }

  @Test
  void decimalCommas_areNoted() {
    try (Dataset data = Texts.read("x;y\n1,5;2\n")) {
      assertThat(data.notes())
          .containsExactly("test.csv: numbers have decimal commas, 1,5 is one and a half");
    }
  }

  @Test
  void rowNamesOfR_areNoFeature() {
    String table = "\"V1\" \"V2\"\n\"a b\" -0.5 1.5\n\"2\" 0.25 -1\n";
    try (Dataset data = Texts.read(table)) {
      assertThat(data.columnNames()).containsExactly("V1", "V2");
      assertThat(SampleArrays.of(data.samples()))
          .isDeepEqualTo(new double[][] {{-0.5, 1.5}, {0.25, -1}});
      assertThat(data.notes()).singleElement().asString().contains("names of the rows");
    }
    ReadOptions first = ReadOptions.builder().columns(List.of("0", "V2")).build();
    try (Dataset data = Texts.read("V1,V2\n1,-0.5,1.5\n2,0.25,-1\n", first)) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(new double[][] {{1, 1.5}, {2, -1}});
    }
  }

  @Test
  void commentOverNames_isNoHeader() {
    try (Dataset data = Texts.read("# a,b\nx,y\n1,2\n")) {
      assertThat(data.columnNames()).containsExactly("x", "y");
      assertThat(data.notes()).isEmpty();
    }
    try (Dataset data = Texts.read("# three words here\n1,2\n3,4\n")) {
      assertThat(data.columnNames()).containsExactly("x0", "x1");
    }
  }

  @Test
  void quotedHash_isText() {
    assertThat(Texts.refusal("x\n1\n\"#2\"\n"))
        .contains("line 3, column 1 (x): '#2' is not a number");
  }

  @Test
  void blanksWithinOtherCells_separateNothing() {
    ReadOptions y = ReadOptions.builder().columns(List.of("1")).build();
    try (Dataset data = Texts.read("2024-01-01 10:00,1\n2024-01-02 10:00,2\n", y)) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(new double[][] {{1}, {2}});
    }
  }

  @Test
  void statedBlank_standsForAnyRun() {
    ReadOptions blank = ReadOptions.builder().separator(' ').build();
    try (Dataset data = Texts.read("1   2\n 3 4\n", blank)) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8", "UTF-32LE", "UTF-32BE"})
  void byteOrderMark_tellsTheEncoding(String charset) {
    String text = "größe,y\n1.5,2\n-3.25,4e3\n0,0.5\n";
    String marked = charset.equals("UTF-16") ? text : "\uFEFF" + text;
    try (Dataset data =
        Texts.read(marked.getBytes(Charset.forName(charset)), ReadOptions.defaults())) {
      assertThat(data.columnNames()).containsExactly("größe", "y");
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(EXPECTED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16LE", "UTF-16"})
  void statedEncoding_isUsed(String charset) {
    byte[] text = "größe,y\n1.5,2\n-3.25,4e3\n0,0.5\n".getBytes(Charset.forName(charset));
    ReadOptions stated =
        ReadOptions.builder().encoding(Charset.forName(charset)).build();
    try (Dataset data = Texts.read(text, stated)) {
      assertThat(data.columnNames()).containsExactly("größe", "y");
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(EXPECTED);
    }
  }

  @Test
  void encodingThatIsNotStated_isNamed() {
    byte[] latin = "größe,y\n1.5,2\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Texts.refusal(latin, ReadOptions.defaults()))
        .isEqualTo(
            "test.csv, line 1, column 1: not text in UTF-8; if it is in Latin-1, read it with"
                + " --encoding ISO-8859-1");
    assertThat(
            Texts.refusal("x,y\n1,2\n".getBytes(StandardCharsets.UTF_16LE), ReadOptions.defaults()))
        .endsWith("read it with --encoding UTF-16LE");
    assertThat(
            Texts.refusal("x,y\n1,2\n".getBytes(StandardCharsets.UTF_16BE), ReadOptions.defaults()))
        .endsWith("read it with --encoding UTF-16BE");
  }

  private static byte[] gzip(byte[]... parts) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(part);
      }
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void gzip_isUnpackedFromStreamsAndFiles(@TempDir Path folder) throws IOException {
    byte[] packed = gzip(bytes("x,y\n1.5,2\n"), bytes("-3.25,4e3\n0,0.5\n"));
    // A pipe does not know what is to come.
    InputStream pipe = new ByteArrayInputStream(packed) {
      @Override
      public synchronized int available() {
        return 0;
      }

      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(7, length));
      }
    };
    try (Dataset data = DataFiles.read(pipe, "standard input", ReadOptions.defaults())) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(EXPECTED);
    }
    Path file = Files.write(folder.resolve("table.csv.gz"), packed);
    try (Dataset data = DataFiles.open(file, ReadOptions.defaults())) {
      assertThat(SampleArrays.of(data.samples())).isDeepEqualTo(EXPECTED);
      assertThat(data.location(1, 0)).endsWith("table.csv.gz, line 3, column 1 (x)");
    }
  }

  @Test
  void damagedGzip_isNamed() throws IOException {
    byte[] packed = gzip(bytes(Texts.normal("%.9f", ",", 500, 3)));
    assertThat(Texts.refusal(Arrays.copyOf(packed, packed.length / 2), ReadOptions.defaults()))
        .startsWith("test.csv is packed by gzip, but damaged or cut off: ");
    packed[packed.length - 6] ^= 1;
    assertThat(Texts.refusal(packed, ReadOptions.defaults()))
        .startsWith("test.csv is packed by gzip, but damaged or cut off: ");
    byte[] npy = NpyBytes.file(1, NpyBytes.description("<f8", false, "(1,)"), NpyBytes.doubles(1));
    assertThat(Texts.refusal(gzip(npy), ReadOptions.defaults()))
        .isEqualTo("test.csv is .npy packed by gzip: unpack it first, as with gunzip");
    assertThat(Texts.refusal(gzip(gzip(bytes("1\n"))), ReadOptions.defaults())).contains("twice");
  }

  static Stream<Arguments> otherFormats() {
    return Stream.of(
        Arguments.of("PAR1\u0015\u0004", "a Parquet file", "read_parquet"),
        Arguments.of("ARROW1\0\0", "an Arrow (Feather) file", "read_feather"),
        Arguments.of("FEA1\0\0", "a Feather file", "read_feather"),
        Arguments.of("\u0089HDF\r\n\u001a\n\0", "an HDF5 file", "read_hdf"),
        Arguments.of("MATLAB 5.0 MAT-file\0\u0001", "a MATLAB file (.mat)", "writematrix"),
        Arguments.of("X\n\0\0\0\u0003", "an R object (.rds)", "readRDS"),
        Arguments.of("RDX3\nX\n\0\0\0\u0003", "an R data file (.RData)", "load"),
        Arguments.of("\u0080\u0004\u0095\0", "a pickle of Python", "read_pickle"),
        Arguments.of("SQLite format 3\0", "an SQLite database", "sqlite3"),
        Arguments.of("\u00d0\u00cf\u0011\u00e0\u00a1\0", "an old Excel file (.xls)", "CSV"),
        Arguments.of(
            "PK\u0003\u0004\u0014\0\u0006\0[Content_Types].xml",
            "an Excel workbook (.xlsx)",
            "CSV"),
        Arguments.of(
            "PK\u0003\u0004\u0014\0mimetypeapplication/vnd.oasis.opendocument",
            "LibreOffice",
            "CSV"),
        Arguments.of(
            "PK\u0003\u0004\u0014\0\0arr_0.npy", "several arrays of NumPy (.npz)", "numpy.save"),
        Arguments.of("PK\u0003\u0004\u0014\0\0table.csv", "a ZIP archive", "unzip -p"),
        Arguments.of("BZh91AY&SY\0", "a bzip2 archive", "bunzip2"),
        Arguments.of("\u00fd7zXZ\0\0", "an xz archive", "xzcat"),
        Arguments.of("(\u00b5/\u00fd\u0004", "a Zstandard archive", "zstdcat"),
        Arguments.of("%PDF-1.7\n", "a PDF document", "CSV"),
        Arguments.of("\u0089PNG\r\n\u001a\n\0", "a PNG picture", "tables"),
        Arguments.of("<!DOCTYPE html><html>", "HTML", "CSV"),
        Arguments.of("{\"format\":\"gmm4j-model\"}", "JSON", "model"),
        Arguments.of("SIMPLE  =                    T", "a FITS file", "astropy"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("otherFormats")
  void otherFormat_isNamedWithARemedy(String start, String format, String remedy)
      throws IOException {
    byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Texts.refusal(head, ReadOptions.defaults()))
        .startsWith("test.csv is ")
        .contains(format, remedy);
    // R packs its files, for one.
    assertThat(Texts.refusal(gzip(head), ReadOptions.defaults())).contains(format, remedy);
  }

  @Test
  void namesLikeTheStartOfAFormat_areNames() {
    for (String name : new String[] {"ORC", "PAR1", "MATLAB a", "FEA1", "RDX", "Objx"}) {
      try (Dataset data = Texts.read(name + ",y\n1,2\n")) {
        assertThat(data.columnNames()).containsExactly(name, "y");
      }
    }
  }
}
