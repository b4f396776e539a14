package dev.gmm4j.selection;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * By what a mixture is chosen among others of the same samples; lower is better in all of them. The number of samples n is
 * their total weight. Where that is 1 or less, BIC, AICc and ICL have no value.
 */
public enum SelectionCriterion {
  /** The Bayesian information criterion (Schwarz 1978): {@code -2ℓ + ν ln n}. mclust's has the other sign. */
  BIC("bic"),
  /** Akaike's information criterion (Akaike 1974): {@code -2ℓ + 2ν}. */
  AIC("aic"),
  /** AIC for few samples (Hurvich and Tsai 1989): {@code AIC + 2ν(ν+1)/(n-ν-1)}; infinite where n is too small. */
  AICC("aicc"),
  /**
   * The integrated completed likelihood of hard labels: {@code BIC - 2 Σ ln z} with each sample's largest
   * responsibility. mclust's has the other sign.
   */
  ICL_HARD("icl"),
  /** The integrated completed likelihood (Biernacki, Celeux and Govaert 2000): {@code BIC - 2 ΣΣ z ln z}. */
  ICL_SOFT("icl-soft"),
  /**
   * Cross-validation (Smyth 2000): -2 times the log-likelihood of samples that were left out of the fit, each once. It
   * takes as many fits more as there are folds.
   */
  CROSS_VALIDATION("cv");

  private final String label;

  SelectionCriterion(String label) {
    this.label = label;
  }

  /** Tells whether the total weight is taken for the number of samples. */
  boolean countsSamples() {
    return this != AIC && this != CROSS_VALIDATION;
  }

  /** Returns the name used on the command line, such as {@code icl-soft}. */
  public String label() {
    return label;
  }

  /**
   * Returns the criterion of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static SelectionCriterion parse(String label) {
    for (SelectionCriterion criterion : values()) {
      if (criterion.label.equalsIgnoreCase(label)) {
        return criterion;
      }
    }
    String known =
        Arrays.stream(values()).map(SelectionCriterion::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "criterion must be one of %s, but was %s", known, label));
  }
}
