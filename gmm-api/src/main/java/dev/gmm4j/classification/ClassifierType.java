package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;
import java.util.Locale;

/** What the classes of a classifier have in common. */
public enum ClassifierType {
  /**
   * Eigenvalue decomposition discriminant analysis (Bensmail and Celeux 1996): one covariance model for the components of
   * all classes together, and of completely labelled rows one component a class. EEE is linear, VVV quadratic discriminant
   * analysis.
   */
  EDDA("edda"),

  /** Discriminant analysis by mixtures (Fraley and Raftery 2002): each class is a mixture of its own. */
  MIXTURE("mixture");

  private final String label;

  ClassifierType(String label) {
    this.label = label;
  }

  /** Returns the name in files and on the command line. */
  public String label() {
    return label;
  }

  /**
   * Returns the type of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ClassifierType parse(String label) {
    notNull("label", label);
    return Arrays.stream(values())
        .filter(type -> type.label.equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "type must be one of edda, mixture, but was \"" + label + "\""));
  }
}
