package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;
import java.util.Locale;

/** What the best of several classifiers is chosen by; lower is better. */
public enum ClassifierCriterion {
  /** The Bayesian information criterion of the rows that are fitted: {@link ClassifierScore#bic}. */
  BIC("bic"),

  /** The cross-validated {@linkplain ClassifierScore#logLoss log loss}. */
  LOG_LOSS("log-loss"),

  /** The cross-validated {@linkplain ClassifierScore#brierScore Brier score}. */
  BRIER_SCORE("brier"),

  /** The cross-validated {@linkplain ClassifierScore#errorRate error rate}. */
  ERROR_RATE("error");

  private final String label;

  ClassifierCriterion(String label) {
    this.label = label;
  }

  /** Returns the name on the command line. */
  public String label() {
    return label;
  }

  /** Tells whether it is of rows that are left out of the fit. */
  public boolean isCrossValidated() {
    return this != BIC;
  }

  /** Returns its value. */
  public double of(ClassifierScore score) {
    return switch (this) {
      case BIC -> score.bic();
      case LOG_LOSS -> score.logLoss();
      case BRIER_SCORE -> score.brierScore();
      case ERROR_RATE -> score.errorRate();
    };
  }

  /**
   * Returns the criterion of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ClassifierCriterion parse(String label) {
    notNull("label", label);
    return Arrays.stream(values())
        .filter(criterion -> criterion.label.equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "criterion must be one of bic, log-loss, brier, error, but was \"" + label + "\""));
  }
}
