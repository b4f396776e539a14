package dev.gmm4j.cli.input;

import dev.gmm4j.io.ReadOptions.Missing;

/** What a command can do with missing values. */
public enum MissingUse {
  /** Fits to what is observed, if it is asked to. */
  FITTED(Missing.REFUSE, ", --missing fit uses what is observed of them", "", ""),

  /** Works with what is observed, unless it is asked otherwise. */
  OBSERVED(Missing.KEEP, "", "", ""),

  /** Writes a line for each row. */
  LINES(
      Missing.KEEP,
      "",
      ", which writes a line for each row: one with a missing value has the results of what is observed",
      ""),

  /** Writes a line for each row, which is empty where a value is missing. */
  EMPTY_LINES(
      Missing.KEEP,
      "",
      ", which writes a line for each row: one with a missing value has empty results",
      ", which needs whole rows: one with a missing value has empty results, and gmm impute fills it in"),

  /** Works with whole rows alone. */
  WHOLE(
      Missing.REFUSE,
      "",
      "",
      ", which needs whole rows: --missing drop leaves the others out, and gmm impute fills them in");

  private final Missing byDefault;
  private final String remedy;
  private final String refusalOfDrop;
  private final String refusalOfFit;

  MissingUse(Missing byDefault, String remedy, String refusalOfDrop, String refusalOfFit) {
    this.byDefault = byDefault;
    this.remedy = remedy;
    this.refusalOfDrop = refusalOfDrop;
    this.refusalOfFit = refusalOfFit;
  }

  /** Returns what is done where the user states nothing. */
  Missing byDefault() {
    return byDefault;
  }

  /** Returns what messages add to {@code --missing drop} as a remedy. */
  String remedy() {
    return remedy;
  }

  /** Returns why something cannot be done, to follow the command's name; empty if it can. */
  String refusal(Missing asked) {
    return switch (asked) {
      case REFUSE -> "";
      case DROP -> refusalOfDrop;
      case KEEP -> refusalOfFit;
    };
  }
}
