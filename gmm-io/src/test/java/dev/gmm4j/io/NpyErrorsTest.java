package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyErrorsTest {
  @TempDir
  private Path folder;

  /** Returns the message without the file's name in front. */
  private String refusal(byte[] file, ReadOptions options) throws IOException {
    Path path = Files.write(folder.resolve("a.npy"), file);
    DataException refusal = assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFiles.open(path, options).close())
        .actual();
    assertThat(refusal.getMessage()).startsWith(path.toString());
    assertThat(refusal.getMessage().lines()).hasSize(1);
    return refusal.getMessage().substring(path.toString().length());
  }

  private String refusal(byte[] file) throws IOException {
    return refusal(file, ReadOptions.defaults());
  }

  private String refusalOfHeader(String header) throws IOException {
    return refusal(NpyBytes.fileOf(1, header, new byte[64]));
  }

  @Test
  void truncatedFile_isRefused() throws IOException {
    byte[] file = NpyBytes.file(
        1, NpyBytes.description("<f8", false, "(2, 3)"), NpyBytes.doubles(1, 2, 3, 4, 5, 6));
    assertThat(refusal(Arrays.copyOf(file, file.length - 1)))
        .isEqualTo(" is truncated: its header promises 176 bytes, but it has 175");
    for (int length = 6; length < 128; length++) {
      assertThat(refusal(Arrays.copyOf(file, length))).isEqualTo(" ends within the .npy header");
    }
    for (int length = 0; length < 6; length++) {
      assertThat(refusal(Arrays.copyOf(file, length)))
          .isEqualTo(" is not a .npy file: it does not begin with the bytes \\x93NUMPY");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "|O, ' (objects)'",
    "<U5, ' (text)'",
    "|S3, ' (text)'",
    "<c16, ' (complex)'",
    "<M8[ns], ' (times)'",
    "|V8, ' (structured)'",
    "<f16, ' (extended precision)'",
    "|f8, ''",
    "<f81, ''",
    "'', ''",
    "<, ''",
  })
  void otherTypes_areRefused(String type, String kind) throws IOException {
    assertThat(refusal(NpyBytes.file(1, NpyBytes.description(type, false, "(2,)"), new byte[64])))
        .isEqualTo(" has numbers of type '" + type + "'" + kind
            + ", but only f8, f4, f2, integers (i1 to i8, u1 to u8) and b1 are read");
  }

  @Test
  void structuredType_isRefused() throws IOException {
    assertThat(refusalOfHeader(
            "{'descr': [('x', '<f8'), ('y', '<f8')], 'fortran_order': False, 'shape': (2,), }"))
        .isEqualTo(
            " has records of several fields (a structured type), but only plain numbers are read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "() | ' has an array of 0 dimensions (), but samples are the rows of one of 2 dimensions'",
        "(2, 3, 4) | ' has an array of 3 dimensions (2, 3, 4), but samples are the rows of one of 2 dimensions'",
        "(0,) | ' has an empty array (0)'",
        "(0, 3) | ' has an empty array (0, 3)'",
        "(3, 0) | ' has an empty array (3, 0)'",
        "(4294967296, 4294967296) | ' has an array larger than any file (4294967296, 4294967296)'",
        "(1, 4294967296) | ' has an array larger than any file (1, 4294967296)'",
        "(1152921504606846976, 1) | ' has an array larger than any file (1152921504606846976, 1)'",
        "(9223372036854775807,) | ' has an array larger than any file (9223372036854775807)'",
        "(99999999999999999999,) | ' has an array larger than any file: a length of ''99999999999999999999'''",
        "(1000000000000, 3) | ' is truncated: its header promises 24000000000128 bytes, but it has 192'",
      })
  void shapes_areRefused(String shape, String message) throws IOException {
    assertThat(refusal(NpyBytes.file(1, NpyBytes.description("<f8", false, shape), new byte[64])))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | '{' is missing, at character 1",
        "{ | a text in quotes is missing, at character 2",
        "{} | no key 'descr', at character 3",
        "{'descr': '<f8'} | no key 'fortran_order', at character 17",
        "{'descr': '<f8', 'shape': (1,)} | no key 'fortran_order', at character 32",
        "{'descr': '<f8', 'fortran_order': False} | no key 'shape', at character 41",
        "{'descr': '<f8', 'descr': '<f8'} | two keys 'descr', at character 32",
        "{'descr': '<f8', 'size': 3} | unknown key 'size', at character 25",
        "{'descr': '<f8} | a quote is not closed, at character 11",
        "{'descr' '<f8'} | ':' is missing, at character 10",
        "{'descr': 7} | a text in quotes is missing, at character 11",
        "{'fortran_order': 0} | fortran_order must be True or False, at character 19",
        "{'shape': [1]} | '(' is missing, at character 11",
        "{'shape': (-1,)} | a length must be a whole number >= 0, at character 12",
        "{'shape': (1.5,)} | ')' is missing, at character 13",
        "{'shape': (1 2)} | ')' is missing, at character 14",
        "{'shape': (1,)  'descr': '<f8'} | '}' is missing, at character 17",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x | text after the dictionary, at character 57",
      })
  void malformedHeader_isRefused(String header, String problem) throws IOException {
    assertThat(refusalOfHeader(header == null ? "" : header))
        .isEqualTo(" has a malformed .npy header: " + problem);
  }

  @Test
  void manyDimensions_areRefused() throws IOException {
    assertThat(refusalOfHeader("{'shape': (" + "1,".repeat(1000) + ")}"))
        .contains("more than 64 dimensions");
  }

  @Test
  void unknownVersion_isRefused() throws IOException {
    byte[] file = NpyBytes.file(1, NpyBytes.description("<f8", false, "(1,)"), NpyBytes.doubles(1));
    file[6] = 4;
    assertThat(refusal(file))
        .isEqualTo(" has .npy version 4.0, but only 1.0, 2.0 and 3.0 are known");
    file[6] = 1;
    file[7] = 1;
    assertThat(refusal(file))
        .isEqualTo(" has .npy version 1.1, but only 1.0, 2.0 and 3.0 are known");
  }

  @Test
  void hugeHeader_isRefusedUnread() throws IOException {
    byte[] file = NpyBytes.file(2, NpyBytes.description("<f8", false, "(1,)"), NpyBytes.doubles(1));
    file[11] = (byte) 0xFF;
    assertThat(refusal(file))
        .matches(" has a \\.npy header of 42\\d+ bytes, but at most 65536 are read");
  }

  @Test
  void columns_areCheckedAgainstTheArray() throws IOException {
    byte[] file =
        NpyBytes.file(1, NpyBytes.description("<f8", false, "(1, 2)"), NpyBytes.doubles(1, 2));
    assertThat(refusal(file, ReadOptions.builder().columns(List.of("2")).build()))
        .isEqualTo(" has no column 2: it has 2 columns (0 to 1)");
    assertThat(refusal(file, ReadOptions.builder().weightsColumn("w").build()))
        .isEqualTo(
            " has no column names, so columns are chosen by index, but 'w' is none: it has 2 columns (0 to 1)");
  }
}
