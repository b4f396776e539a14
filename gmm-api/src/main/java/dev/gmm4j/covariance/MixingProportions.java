package dev.gmm4j.covariance;

import java.util.Locale;

/** The choice between mixing weights that a fit finds and equal ones. */
public enum MixingProportions {
  /** Each component has the mixing weight that the samples give it. */
  FREE,
  /** All components have the same mixing weight. */
  EQUAL;

  /** Returns the name used in files and on the command line, such as {@code free}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the proportions of a label, in any case.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static MixingProportions parse(String label) {
    for (MixingProportions proportions : values()) {
      if (proportions.name().equalsIgnoreCase(label)) {
        return proportions;
      }
    }
    throw new IllegalArgumentException(
        "mixing proportions must be one of free, equal, but was " + label);
  }

  /** Returns the free parameters of the mixing weights. */
  public long freeParameters(int components) {
    return this == FREE ? components - 1L : 0;
  }
}
