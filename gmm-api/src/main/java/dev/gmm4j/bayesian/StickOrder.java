package dev.gmm4j.bayesian;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which order components break sticks off the unit interval under a Dirichlet process prior. */
public enum StickOrder {
  /**
   * The heaviest first, sorted anew in each iteration. Of all orders it has the highest bound for given responsibilities,
   * and the result does not depend on how components are numbered.
   */
  BY_SIZE("by-size"),

  /** As components are numbered, as scikit-learn has it. */
  AS_GIVEN("as-given");

  private final String label;

  StickOrder(String label) {
    this.label = label;
  }

  /** Returns the name that files and the command line use. */
  public String label() {
    return label;
  }

  /**
   * Returns the order of a label, whatever its case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static StickOrder parse(String label) {
    for (StickOrder order : values()) {
      if (order.label.equalsIgnoreCase(label)) {
        return order;
      }
    }
    String known = Arrays.stream(values()).map(StickOrder::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "stickOrder must be one of %s, but was %s", known, label));
  }
}
