package dev.gmm4j.io;

import java.util.Locale;
import java.util.Optional;

/**
 * The name that another, which there is not, was probably meant to be. Capitals, hyphens, underscores and blanks do not
 * count; a letter that is missing, too much or another one does, and so do two that changed places, up to a third of the
 * letters. A beginning of at least three letters stands for the whole.
 */
public final class ClosestName {
  private static final int LETTERS_PER_ERROR = 3;
  private static final int SHORTEST_BEGINNING = 3;

  private ClosestName() {}

  /**
   * Returns the name that is closest to a wanted one, the first of several, or nothing where none is close.
   *
   * @param wanted a name that is none of them
   * @param names all that there are
   */
  public static Optional<String> of(String wanted, Iterable<String> names) {
    String plain = plain(wanted);
    int least = Math.max(1, plain.length() / LETTERS_PER_ERROR) + 1;
    String closest = null;
    for (String name : names) {
      String other = plain(name);
      boolean begins = plain.length() >= SHORTEST_BEGINNING && other.startsWith(plain);
      // Of two letters each, all differ by no more than two.
      int distance = plain.length() < 2 && !plain.equals(other)
          ? Integer.MAX_VALUE
          : begins ? Math.min(1, other.length() - plain.length()) : distance(plain, other);
      if (distance < least) {
        least = distance;
        closest = name;
      }
    }
    return Optional.ofNullable(closest);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Returns the optimal string alignment distance (Damerau 1964, in the restricted form). */
  private static int distance(String first, String second) {
    int[][] d = new int[first.length() + 1][second.length() + 1];
    for (int i = 0; i <= first.length(); i++) {
      for (int j = 0; j <= second.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int other = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + other);
        boolean swapped = i > 1
            && j > 1
            && first.charAt(i - 1) == second.charAt(j - 2)
            && first.charAt(i - 2) == second.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[first.length()][second.length()];
  }
}
