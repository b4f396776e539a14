package dev.gmm4j.cli.option;

import dev.gmm4j.io.ClosestName;

/** The end of a message about a word that there is not. */
public final class Suggestion {
  private Suggestion() {}

  /** Returns a question for the word that was probably meant, after a comma, or nothing. */
  public static String of(String word, Iterable<String> words) {
    return ClosestName.of(word, words)
        .map(name -> ", did you mean " + name + "?")
        .orElse("");
  }
}
