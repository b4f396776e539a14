package dev.gmm4j.cli.fit;

import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.run.PlainText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are told of a fit: families of mixtures differ in what that is, not in how it is laid out. */
interface FitSummary {
  /** Returns names and values of what holds for the fit as a whole. */
  Table summary();

  /** Returns the components, a row each. */
  ComponentTable components();

  /** Returns what should be known about the fit, a sentence each. */
  List<String> notes();

  /**
   * Returns all of it for the terminal.
   *
   * @param output the file that the model was written to, or null
   */
  default String text(@Nullable Path output) {
    StringBuilder text = new StringBuilder();
    text.append(summary()).append('\n').append(components());
    List<String> notes = notes();
    text.append(notes.isEmpty() ? "" : "\n");
    for (String note : notes) {
      text.append(PlainText.of(note)).append('\n');
    }
    if (output != null) {
      text.append("\nmodel written to ").append(PlainText.of(output.toString())).append('\n');
    }
    return text.toString();
  }
}
