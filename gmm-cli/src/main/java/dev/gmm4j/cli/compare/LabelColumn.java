package dev.gmm4j.cli.compare;

import dev.gmm4j.cli.input.AnyDataOptions;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.io.DataRow;
import dev.gmm4j.io.ReadOptions;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the labels in one column of a file. */
final class LabelColumn implements DataRow.Visitor {
  private static final String DEFAULT = "label";

  private final String data;
  private final @Nullable String column;
  private final IntConsumer labels;
  private @Nullable LabelNames names;
  private int index;

  /**
   * Creates a reader.
   *
   * @param column by name or index, or null for the one named label, or the only one
   * @param labels takes the label of each row
   */
  LabelColumn(String data, @Nullable String column, IntConsumer labels) {
    this.data = data;
    this.column = column;
    this.labels = labels;
  }

  /** Returns the columns to read; empty for all. */
  List<String> columns() {
    return column == null ? List.of() : List.of(column);
  }

  @Override
  public void columns(List<String> all, ReadOptions.Header header) {
    index = all.size() == 1 ? 0 : all.indexOf(DEFAULT);
    if (index < 0) {
      throw new CommandFailure(
          ExitStatus.DATA,
          AnyDataOptions.name(data) + " has " + all.size() + " columns, but none named " + DEFAULT
              + "; choose the column of the labels by --columns",
          null);
    }
    names = new LabelNames("column " + all.get(index) + " of " + AnyDataOptions.name(data));
  }

  @Override
  public void row(DataRow row) {
    labels.accept(names().number(row.text(index)));
  }

  /** Returns the labels, when rows were read. */
  LabelNames names() {
    if (names == null) {
      throw new IllegalStateException("no columns were visited");
    }
    return names;
  }
}
