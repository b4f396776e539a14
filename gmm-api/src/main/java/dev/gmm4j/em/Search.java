package dev.gmm4j.em;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether a fit looks for a better optimum than the one that EM leads to from its initial parameters.
 *
 * <p>EM ends at a local maximum of the likelihood. The moves of a search (Ueda, Nakano, Ghahramani and Hinton 2000) merge two
 * components that one can stand for, split another in two, and run EM from there; a move is kept where that raises the
 * likelihood. Where no such move is, components drawn at random begin anew at samples drawn at random (Fränti 2018).
 */
public enum Search {
  /**
   * {@link #MOVES} where initial parameters are found, {@link #NONE} where they are given; none, too, where a fit {@linkplain
   * Trimming trims}, or a convergence criterion {@linkplain ConvergenceCriterion#isNever() asks for all iterations}.
   */
  AUTOMATIC("auto"),

  /** Merges and splits, unless a convergence criterion asks for all iterations. */
  MOVES("moves"),

  /** As {@link #AUTOMATIC}, with a small part of its random swaps: for many fits of the same samples, as selections make. */
  BRIEF("brief"),

  /** EM alone. */
  NONE("none");

  private final String label;

  Search(String label) {
    this.label = label;
  }

  /** Returns the name that files and the command line use. */
  public String label() {
    return label;
  }

  /**
   * Returns the search of a label, whatever its case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Search parse(String label) {
    for (Search search : values()) {
      if (search.label.equalsIgnoreCase(label)) {
        return search;
      }
    }
    String known = Arrays.stream(values()).map(Search::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "search must be one of %s, but was %s", known, label));
  }
}
