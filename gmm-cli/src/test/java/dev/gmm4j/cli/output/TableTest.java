package dev.gmm4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Table table =
      new Table(List.of(Table.Align.LEFT, Table.Align.RIGHT, Table.Align.LEFT));

  @Test
  void toString_alignsColumns() {
    table.add(List.of("a", "bcd", "e"));
    table.add(List.of("αβγ", "1", ""));

    assertThat(table).hasToString("a    bcd  e\nαβγ    1\n");
  }

  @Test
  void cells_cannotBreakTheTable() {
    table.add(List.of("a\nb", "\u001b[2J", "\u202e"));

    assertThat(table).hasToString("a\\u000ab  \\u001b[2J  \\u202e\n");
  }

  @Test
  void add_refusesRowsOfOtherLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.add(List.of("a")))
        .withMessage("a row must have 3 cells, but had 1");
  }
}
