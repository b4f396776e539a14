package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column of known classes beside the features. */
class ClassLabelsTest {
  private static final ReadOptions KIND =
      ReadOptions.builder().classColumn("kind").build();

  private static Dataset read(String csv, ReadOptions options) {
    return DataFiles.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "test.csv", options);
  }

  private static ClassLabels classes(Dataset data) {
    return Objects.requireNonNull(data.classes());
  }

  @Test
  void textColumn_isNoFeature() {
    try (Dataset data = read("a,kind,b\n1, spam ,2\n3,\"eggs, fried\",4\n5,spam,6\n\n", KIND)) {
      assertThat(data.columnNames()).containsExactly("a", "b");
      assertThat(SampleArrays.of(data.samples()))
          .isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
      assertThat(classes(data).column()).isEqualTo("kind");
      assertThat(classes(data).names()).containsExactly("eggs, fried", "spam");
      assertThat(classes(data).labels()).containsExactly(1, 0, 1);
    }
  }

  @Test
  void numbers_ascendAsNumbers_andAnEmptyCellIsAClass() {
    try (Dataset data = read("kind,a\n10,0\n9,0\n-1,0\n9,0\n", KIND)) {
      assertThat(classes(data).names()).containsExactly("-1", "9", "10");
      assertThat(classes(data).labels()).containsExactly(2, 1, 0, 1);
    }
    try (Dataset data = read("kind,a\n10,0\n,0\n9,0\n", KIND)) {
      assertThat(classes(data).names()).containsExactly("", "10", "9");
    }
  }

  @Test
  void columnBesideChosenOnes_andWithoutAHeader_isRead() {
    ReadOptions options = ReadOptions.builder()
        .columns(List.of("1"))
        .classColumn("2")
        .weightsColumn("0")
        .header(ReadOptions.Header.ABSENT)
        .build();
    try (Dataset data = read("1,5,x\n2,6,y\n", options)) {
      assertThat(data.columnNames()).containsExactly("x1");
      assertThat(classes(data).column()).isEqualTo("x2");
      assertThat(classes(data).labels()).containsExactly(0, 1);
      assertThat(classes(data.withNormalizedWeights()).labels()).containsExactly(0, 1);
    }
  }

  @Test
  void npyColumn_isWrittenAsNumbersAre(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rows.npy");
    byte[] numbers = NpyBytes.doubles(2, 1.5, 0, -1, 2.5, 0, 2, 3, 0);
    Files.write(file, NpyBytes.file(1, NpyBytes.description("<f8", false, "(3, 3)"), numbers));
    try (Dataset data =
        DataFiles.open(file, ReadOptions.builder().classColumn("0").build())) {
      assertThat(data.columnNames()).containsExactly("x1", "x2");
      assertThat(classes(data).names()).containsExactly("-1.0", "2.0");
      assertThat(classes(data).labels()).containsExactly(1, 0, 1);
    }
  }

  @Test
  void withoutAColumn_thereAreNoClasses() {
    try (Dataset data = read("a,b\n1,2\n", ReadOptions.defaults())) {
      assertThat(data.classes()).isNull();
    }
  }

  @Test
  void wrongChoices_areRefused() {
    assertRefused("a,b\n1,2\n", KIND, "test.csv has no column 'kind'");
    assertRefused("kind\n1\n", KIND, "test.csv has no column beside those that are left out");
  }

  @Test
  void identifiers_areNoClasses() {
    StringBuilder csv = new StringBuilder("a,kind\n");
    for (int i = 0; i <= ClassLabels.MOST; i++) {
      csv.append("1,n").append(i).append('\n');
    }
    assertRefused(
        csv.toString(),
        KIND,
        "test.csv, line 10002: column 'kind' has more than 10000 different values");
  }

  private static void assertRefused(String csv, ReadOptions options, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> {
          try (Dataset data = read(csv, options)) {
            data.classes();
          }
        })
        .withMessageContaining(message);
  }
}
