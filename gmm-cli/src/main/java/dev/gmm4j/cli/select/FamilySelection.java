package dev.gmm4j.cli.select;

import dev.gmm4j.io.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a comparison of mixtures of one family, as {@link FamilySelectionReport} tells it. */
interface FamilySelection {
  /**
   * One candidate.
   *
   * @param name that of its row of the table: what it is but for the number of components
   * @param components how many there are
   * @param value what it was chosen by; NaN where the fit failed
   * @param failure why the fit failed, or null
   */
  record Candidate(
      String name, int components, double value, @Nullable RuntimeException failure) {}

  /**
   * What was fitted.
   *
   * @param rows the number of samples
   * @param totalWeight of these
   * @param features the number of features
   * @param backend id of the one that was used
   */
  record Fitted(long rows, double totalWeight, int features, String backend) {}

  /** Returns all candidates, in order. */
  List<Candidate> candidates();

  /** Returns what was fitted. */
  Fitted fitted();

  /** Returns the label of what is chosen by. */
  String criterion();

  /** Returns what is chosen by, for people, and whether less or more of it is better. */
  String heading();

  /** Returns a name and value of what the candidates have in common, or nothing where that goes without saying. */
  List<String> common();

  /** Returns what was chosen, in words. */
  String chosenText();

  /** Returns why, a name and value a line; nothing where only the values tell. */
  default List<List<String>> reasons() {
    return List.of();
  }

  /** Adds what was chosen to the result for programs. */
  void addChosen(JsonObject json);

  /** Returns candidates for programs, in order. */
  List<JsonObject> candidatesJson();
}
