package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which columns are features. */
class ColumnSelectionTest {
  private static final String CSV = "a,b,c,d-e,class\n1,2,3,4,u\n5,6,7,8,v\n";

  private static ReadOptions.Builder columns(String... columns) {
    return ReadOptions.builder().columns(List.of(columns));
  }

  private static List<String> names(String csv, ReadOptions.Builder options) {
    try (Dataset data = Texts.read(csv, options.build())) {
      return data.columnNames();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0-2, a b c",
    "1-3, b c d-e",
    "a-c, a b c",
    "b-b, b",
    "b-2, b c",
    "d-e, d-e",
    "c-d-e, c d-e",
    "a - b, a b"
  })
  void range_isAllColumnsBetween(String range, String expected) {
    assertThat(names(CSV, columns(range))).containsExactly(expected.split(" "));
  }

  @Test
  void rangesAndColumns_areTakenInTheirOrder() {
    assertThat(names(CSV, columns("d-e", "0-1"))).containsExactly("d-e", "a", "b");
    assertThat(names("1,2,3\n4,5,6\n", columns("1-2"))).containsExactly("x1", "x2");
  }

  @Test
  void rangeThatIsNone_isRefused() {
    assertThat(Texts.refusal(CSV, columns("c-a").build()))
        .isEqualTo("the range of columns 'c-a' of test.csv runs backwards: column 2 is before 0");
    assertThat(Texts.refusal(CSV, columns("0-9").build())).startsWith("test.csv has no column 9: ");
    assertThat(Texts.refusal(CSV, columns("a-x").build()))
        .startsWith("test.csv has no column 'a-x': ");
    assertThat(Texts.refusal("a,a-b,b-c,c\n1,2,3,4\n", columns("a-b-c").build()))
        .startsWith("test.csv has more than one range of columns 'a-b-c': ");
    assertThat(Texts.refusal(CSV, columns("a-b", "b").build()))
        .contains("'b' of test.csv is chosen twice");
  }

  @Test
  void excludedAndLabelColumns_areNoFeatures() {
    assertThat(names(CSV, ReadOptions.builder().labelColumn("class")))
        .containsExactly("a", "b", "c", "d-e");
    assertThat(names(CSV, ReadOptions.builder().excludedColumns(List.of("class", "1-2"))))
        .containsExactly("a", "d-e");
    assertThat(names(CSV, columns("a-c").excludedColumns(List.of("b")))).containsExactly("a", "c");
    assertThat(Texts.refusal(CSV, ReadOptions.builder().labelColumn("klass").build()))
        .startsWith("test.csv has no column 'klass'");
    assertThat(Texts.refusal(
            "a\n1\n", ReadOptions.builder().excludedColumns(List.of("a")).build()))
        .isEqualTo("test.csv has no column beside those that are left out");
  }

  @Test
  void wholeNumber_isAnIndexWhereThereIsOne() {
    String csv = ",0,1,2019\n" + Texts.numbered(Texts.normal("%.5f", ",", 20, 3), ",", 0);
    try (Dataset data = Texts.read(csv, columns("1", "2019").build())) {
      assertThat(data.columnNames()).containsExactly("0", "2019");
      assertThat(data.notes())
          .anyMatch(
              note -> note.equals(
                  "test.csv: --columns 1 is the column of that index, not the one of that name, whose index is 2"));
    }
  }

  private static ReadOptions.Builder model(String... features) {
    return ReadOptions.builder().preferredColumns(List.of(features));
  }

  @Test
  void modelsFeatures_areFoundByName() {
    assertThat(names("y,id,x\n1,7,2\n", model("x", "y"))).containsExactly("x", "y");
    assertThat(names("y,x\n1,2\n", model("x", "y").columns(List.of("0", "1"))))
        .containsExactly("x", "y");
    assertThat(names("x,y,t\n1,2,u\n", model("x", "y").labelColumn("t"))).containsExactly("x", "y");
  }

  @Test
  void headerWithSomeOfThem_isRefused() {
    assertThat(Texts.refusal("y,z\n1,7\n", model("x", "y").build()))
        .isEqualTo(
            "test.csv has no column 'x' of the model's features 'x', 'y', it has 'y', 'z'; if its columns are the"
                + " features in their order, say --by-position");
    assertThat(Texts.refusal(
            "x,z\n1,7\n", model("x", "y").columns(List.of("x", "z")).build()))
        .contains("no column 'y' of the model's features");
  }

  @ParameterizedTest
  @CsvSource({"'X,Y'", "'X,z'", "'petal_width,y'", "'Petal.Width,y'"})
  void headerThatDiffersInCase_isRefused(String header) {
    assertThat(Texts.refusal(header + "\n1,7\n", model("x", "y", "Petal Width").build()))
        .contains("of the model's features 'x', 'y', 'Petal Width'", "--by-position");
  }

  @Test
  void headerWithNoneOfThem_isTakenByPositionWithANote() {
    try (Dataset data = Texts.read("u,v\n1,7\n", model("x", "y").build())) {
      assertThat(data.columnNames()).containsExactly("u", "v");
      assertThat(data.notes())
          .containsExactly(
              "test.csv has none of the model's features 'x', 'y' by name: its columns 'u', 'v' are taken for"
                  + " them in this order; --by-position says that this is meant");
    }
    // Names that were made up for a file without a header are none.
    try (Dataset data = Texts.read("u,v\n1,7\n", model("x0", "x1").build())) {
      assertThat(data.notes()).isEmpty();
    }
    try (Dataset data = Texts.read("1,7\n", model("x", "y").build())) {
      assertThat(data.notes()).isEmpty();
    }
  }
}
