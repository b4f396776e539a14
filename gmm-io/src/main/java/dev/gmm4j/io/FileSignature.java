package dev.gmm4j.io;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A well-known format that is not read.
 *
 * @param format its name, with an article
 * @param remedy what to do with such a file
 * @param start how its files begin, a character for each byte
 */
record FileSignature(String format, String remedy, String start) {
  /** Enough bytes to recognize all formats. */
  static final int BYTES = 512;

  private static final String TO_CSV = "write the table as CSV";
  private static final String UNPACK = "unpack it first";
  private static final String FILE = "\"FILE\"";

  /** Formats that have bytes which no text has, so that a column may have a name as they begin. */
  private static final List<FileSignature> BINARY = List.of(
      new FileSignature("a Parquet file", pandas("read_parquet"), "PAR1"),
      new FileSignature("an Arrow (Feather) file", pandas("read_feather"), "ARROW1"),
      new FileSignature("a Feather file", pandas("read_feather"), "FEA1"),
      new FileSignature("an ORC file", pandas("read_orc"), "ORC"),
      new FileSignature("an Avro file", "read it with Avro's library and " + TO_CSV, "Obj\u0001"),
      new FileSignature(
          "an HDF5 file", pandas("read_hdf") + " (MATLAB, h5ad: " + TO_CSV + ")", "\u0089HDF\r\n"),
      new FileSignature(
          "a MATLAB file (.mat)",
          "convert it, in MATLAB: writematrix(x, \"data.csv\"), in Python: numpy.save of an array of scipy.io.loadmat",
          "MATLAB "),
      new FileSignature(
          "an old Excel file (.xls)", "save it as CSV in Excel", "\u00d0\u00cf\u0011\u00e0"),
      new FileSignature(
          "an R data file (.RData)", "in R: load it and write.csv(x, \"data.csv\")", "RDX"),
      new FileSignature(
          "an R data file (.RData)", "in R: load it and write.csv(x, \"data.csv\")", "RDA"),
      new FileSignature("an R object (.rds)", inR(), "X\n\u0000\u0000\u0000"),
      new FileSignature("a pickle of Python", pandas("read_pickle"), "\u0080\u0002"),
      new FileSignature("a pickle of Python", pandas("read_pickle"), "\u0080\u0003"),
      new FileSignature("a pickle of Python", pandas("read_pickle"), "\u0080\u0004"),
      new FileSignature("a pickle of Python", pandas("read_pickle"), "\u0080\u0005"),
      new FileSignature(
          "an SQLite database",
          "export a table as CSV, with sqlite3 -csv -header",
          "SQLite format 3"),
      new FileSignature("an SPSS file (.sav)", pandas("read_spss"), "$FL2"),
      new FileSignature("a Stata file (.dta)", pandas("read_stata"), "<stata_dta>"),
      new FileSignature("a bzip2 archive", UNPACK + ", as in bunzip2 -c FILE | gmm ... -", "BZh"),
      new FileSignature(
          "an xz archive", UNPACK + ", as in xzcat FILE | gmm ... -", "\u00fd7zXZ\u0000"),
      new FileSignature(
          "a Zstandard archive", UNPACK + ", as in zstdcat FILE | gmm ... -", "(\u00b5/\u00fd"),
      new FileSignature("a 7-Zip archive", UNPACK, "7z\u00bc\u00af"),
      new FileSignature("a PNG picture", "gmm reads tables of numbers", "\u0089PNG"),
      new FileSignature("a JPEG picture", "gmm reads tables of numbers", "\u00ff\u00d8\u00ff"),
      new FileSignature(
          "a program of Java or an archive of classes", TO_CSV, "\u00ca\u00fe\u00ba\u00be"),
      new FileSignature("a program", "gmm reads tables of numbers", "\u007fELF"));

  /** Formats that are text, if only at their start. */
  private static final List<FileSignature> TEXT = List.of(
      new FileSignature(
          "a FITS file", "convert its table to CSV, in Python with astropy.table", "SIMPLE  ="),
      new FileSignature("a PDF document", TO_CSV, "%PDF-"),
      new FileSignature("HTML", TO_CSV, "<!DOCTYPE html"),
      new FileSignature("HTML", TO_CSV, "<!doctype html"),
      new FileSignature("HTML", TO_CSV, "<html"),
      new FileSignature("XML", TO_CSV, "<?xml"));

  private static String pandas(String function) {
    return "convert it, in Python: pandas." + function + "(" + FILE
        + ").to_csv(\"data.csv\", index=False)";
  }

  private static String inR() {
    return "convert it, in R: write.csv(readRDS(\"FILE\"), \"data.csv\", row.names = FALSE)";
  }

  /**
   * Returns the format whose files begin so, or null if it is none of those that are known.
   *
   * @param head the first {@link #BYTES} bytes, or all there are
   */
  static @Nullable FileSignature of(byte[] head) {
    // A character for each byte.
    String start = new String(head, StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK\u0003\u0004")) {
      return zip(start);
    }
    if (start.length() > 262 && start.startsWith("ustar", 257)) {
      return new FileSignature("a tar archive", UNPACK, "");
    }
    boolean binary = start.chars().anyMatch(c -> c < '\t');
    return Stream.concat(binary ? BINARY.stream() : Stream.empty(), TEXT.stream())
        .filter(known -> start.startsWith(known.start))
        .findFirst()
        .orElse(null);
  }

  /** A ZIP archive is told by the name of its first file. */
  private static FileSignature zip(String start) {
    if (start.contains("[Content_Types].xml")
        || start.contains("xl/")
        || start.contains("_rels/")) {
      return new FileSignature(
          "an Excel workbook (.xlsx)",
          "save the sheet as CSV, or in Python: pandas.read_excel(\"FILE\").to_csv(\"data.csv\", index=False)",
          "");
    }
    if (start.contains("mimetypeapplication/vnd.oasis.opendocument")) {
      return new FileSignature("a document of LibreOffice", "save the sheet as CSV", "");
    }
    if (start.contains(".npy")) {
      return new FileSignature(
          "several arrays of NumPy (.npz)",
          "save the one to read as .npy, in Python: numpy.save(\"data.npy\", numpy.load(\"FILE\")[\"NAME\"])",
          "");
    }
    return new FileSignature("a ZIP archive", UNPACK + ", as in unzip -p FILE | gmm ... -", "");
  }

  /** Returns the refusal of a file of this format. */
  DataException refusal(String name) {
    return new DataException(name + " is " + format + ", not CSV or .npy: " + remedy);
  }
}
