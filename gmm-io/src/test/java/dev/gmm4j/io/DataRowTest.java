package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataRowTest {
  /** Writes down what it is shown. */
  private static final class Recorder implements DataRow.Visitor {
    private final List<String> rows = new ArrayList<>();

    @Override
    public void columns(List<String> names, ReadOptions.Header header) {
      rows.add(header + " " + names);
    }

    @Override
    public void row(DataRow row) {
      StringBuilder text = new StringBuilder().append(row.number());
      for (int j = 0; j < row.size(); j++) {
        text.append('|').append(row.text(j)).append(row.isMissing(j) ? " missing" : "");
        text.append('|').append(row.value(j));
      }
      rows.add(text.toString());
    }
  }

  private static List<String> visit(String csv, ReadOptions options) {
    Recorder recorder = new Recorder();
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    DataFiles.visit(new ByteArrayInputStream(bytes), "in", options, recorder);
    return recorder.rows;
  }

  @Test
  void cells_mayBeAnything() {
    assertThat(visit("a,,a\nx, 1.50,\"2\n\"\nNA,,-Inf\n", ReadOptions.defaults()))
        .containsExactly(
            "PRESENT [a, x1, a]",
            "2|x|NaN| 1.50|1.5|2\n|2.0",
            "4|NA missing|NaN| missing|NaN|-Inf|-Infinity");
    assertThat(visit("1,u\n1e999,v\n", ReadOptions.defaults()))
        .containsExactly("ABSENT [x0, x1]", "1|1|1.0|u|NaN", "2|1e999|Infinity|v|NaN");
  }

  @Test
  void columns_areThoseThatAreKept() {
    ReadOptions options = ReadOptions.builder().keptColumns(List.of("c", "0")).build();
    assertThat(visit("a,b,c\n1,2,3\n", options)).containsExactly("PRESENT [c, a]", "2|3|3.0|1|1.0");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> visit("a,b\n1,2\n", options))
        .withMessageContaining("in has no column 'c'");
  }

  @Test
  void npy_hasNumbersWithAllDigits() {
    Path file = Path.of("src/test/resources/dev/gmm4j/io/int64.npy");
    Recorder recorder = new Recorder();
    DataFiles.visit(file, ReadOptions.defaults(), recorder);
    List<String> expected = new ArrayList<>();
    try (Dataset dataset = DataFiles.open(file, ReadOptions.defaults())) {
      expected.add("ABSENT " + dataset.columnNames());
      double[][] rows = SampleArrays.of(dataset.samples());
      for (int i = 0; i < rows.length; i++) {
        StringBuilder text = new StringBuilder().append(i);
        for (double value : rows[i]) {
          text.append('|').append((long) value).append('|').append(value);
        }
        expected.add(text.toString());
      }
    }
    assertThat(recorder.rows).hasSizeGreaterThan(2).isEqualTo(expected);
  }

  @Test
  void rows_mustBeWholeAndThere() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> visit("a,b\n1,2\n3\n", ReadOptions.defaults()))
        .withMessage("in, line 3, column 2: the row has 1 cell, but the first line names 2");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> visit("a,b\n", ReadOptions.defaults()))
        .withMessage("in has a header, but no rows");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> visit("a,b\n1,2\n\n3,4\n", ReadOptions.defaults()))
        .withMessageContaining("line 3: the line is blank");
  }

  @Test
  void failuresOfVisitors_comeThroughAsTheyAre() {
    IllegalStateException own = new IllegalStateException("enough");
    DataRow.Visitor visitor = new DataRow.Visitor() {
      @Override
      public void columns(List<String> names, ReadOptions.Header header) {
        // Any will do.
      }

      @Override
      public void row(DataRow row) {
        throw own;
      }
    };
    byte[] bytes = "1\n2\n3\n".getBytes(StandardCharsets.UTF_8);
    assertThatIllegalStateException()
        .isThrownBy(() ->
            DataFiles.visit(new ByteArrayInputStream(bytes), "in", ReadOptions.defaults(), visitor))
        .isSameAs(own);
  }
}
