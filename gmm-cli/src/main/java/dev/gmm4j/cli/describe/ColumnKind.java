package dev.gmm4j.cli.describe;

/** What a column seems to be. */
enum ColumnKind {
  REAL("real"),
  INTEGER("integer"),
  /** Integers that go up by 1 from row to row. */
  ROW_NUMBER("row number"),
  /** No two rows have the same. */
  ID("id"),
  /** Few different values, which name groups. */
  LABEL("label"),
  CONSTANT("constant"),
  TEXT("text"),
  /** Numbers in most rows, and text in some. */
  MIXED("mixed"),
  /** Not a single value. */
  EMPTY("empty");

  private final String label;

  ColumnKind(String label) {
    this.label = label;
  }

  /** Tells whether a mixture may be fitted to it. */
  boolean isFeature() {
    return this == REAL || this == INTEGER;
  }

  String label() {
    return label;
  }
}
