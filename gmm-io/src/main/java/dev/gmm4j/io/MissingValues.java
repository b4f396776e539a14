package dev.gmm4j.io;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The texts that stand for a missing value in cells; an empty cell always does. */
final class MissingValues {
  /** Those that R, pandas, UCI's data sets, SAS and spreadsheets write, in lower case. None is a number. */
  private static final Set<String> USUAL = Set.of(
      "na",
      "n/a",
      "nan",
      "-nan",
      "+nan",
      "null",
      "none",
      "nil",
      "<na>",
      "#n/a",
      "#n/a n/a",
      "#na",
      "-1.#ind",
      "1.#ind",
      "-1.#qnan",
      "1.#qnan",
      "#null!",
      "#div/0!",
      "?",
      ".",
      "-",
      "--",
      "missing");

  private final boolean stated;
  private final Set<String> texts;

  /** Creates a set of texts; those that are usual if none are stated. */
  MissingValues(List<String> texts) {
    this.stated = !texts.isEmpty();
    this.texts = new HashSet<>();
    texts.forEach(text -> this.texts.add(text.strip()));
  }

  /** Tells whether texts were stated, and so may be numbers. */
  boolean areStated() {
    return stated;
  }

  /** Tells whether the text of a cell, without blanks around it, stands for a missing value. */
  boolean has(String text) {
    return text.isEmpty()
        || (stated ? texts.contains(text) : USUAL.contains(text.toLowerCase(Locale.ROOT)));
  }
}
