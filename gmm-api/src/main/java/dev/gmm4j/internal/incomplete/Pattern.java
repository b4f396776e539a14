package dev.gmm4j.internal.incomplete;

import java.util.Arrays;

/** Which features of a row are observed, and which are missing. Immutable. */
final class Pattern {
  private final int[] observed;
  private final int[] missing;
  private final int hash;

  private Pattern(int[] observed, int[] missing) {
    this.observed = observed;
    this.missing = missing;
    this.hash = Arrays.hashCode(observed);
  }

  /** Returns the pattern of a row: NaN is missing. */
  static Pattern of(double[] values, int offset, int dimension) {
    int[] observed = new int[dimension];
    int[] missing = new int[dimension];
    int count = 0;
    for (int j = 0; j < dimension; j++) {
      if (Double.isNaN(values[offset + j])) {
        missing[j - count] = j;
      } else {
        observed[count++] = j;
      }
    }
    return new Pattern(Arrays.copyOf(observed, count), Arrays.copyOf(missing, dimension - count));
  }

  /** Tells whether a row has this pattern. */
  boolean matches(double[] values, int offset) {
    for (int j : observed) {
      if (Double.isNaN(values[offset + j])) {
        return false;
      }
    }
    for (int j : missing) {
      if (!Double.isNaN(values[offset + j])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the indices of the features that are observed, ascending; not to be modified. */
  int[] observed() {
    return observed;
  }

  /** Returns the indices of the features that are missing, ascending; not to be modified. */
  int[] missing() {
    return missing;
  }

  boolean isComplete() {
    return missing.length == 0;
  }

  /** Tells whether nothing is observed. */
  boolean isEmpty() {
    return observed.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pattern pattern && Arrays.equals(observed, pattern.observed);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
