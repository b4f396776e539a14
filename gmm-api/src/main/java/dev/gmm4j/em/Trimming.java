package dev.gmm4j.em;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.DecimalText;
import java.io.Serializable;
import java.util.Locale;

/**
 * Impartial trimming (García-Escudero, Gordaliza, Matrán and Mayo-Iscar 2008): of {@code n} samples a fit leaves out those that
 * fit worst under its own parameters, and maximizes the likelihood of the {@code ⌊n (1 - share)⌋} others.
 *
 * <p>Which samples those are is found anew in each iteration. Of equally likely ones the first are kept.
 *
 * @param share the part of the samples that is left out, in (0, 0.5)
 * @param form what is maximized
 */
public record Trimming(double share, Form form) implements Serializable {
  /** A count that is whole but for the rounding of {@code 1 - share} is whole. */
  private static final double ROUNDING = 1e-12;

  /** The likelihood that is maximized over parameters and kept samples together. */
  public enum Form {
    /** That of the mixture: left out are the samples of smallest {@code Σ_k π_k f_k(x)}. */
    MIXTURE,
    /**
     * The classification likelihood, each sample wholly of its likeliest component: left out are those of smallest {@code max_k
     * π_k f_k(x)}.
     */
    HARD;

    /** Returns the name used in files and on the command line, such as {@code mixture}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the form of a label, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Form parse(String label) {
      for (Form form : values()) {
        if (form.name().equalsIgnoreCase(label)) {
          return form;
        }
      }
      throw new IllegalArgumentException(
          "form of trimming must be one of mixture, hard, but was " + label);
    }
  }

  /**
   * Creates a trimming.
   *
   * @throws IllegalArgumentException if the share is not in (0, 0.5)
   */
  public Trimming {
    check(share > 0 && share < 0.5, "share to trim must be in (0, 0.5), but was %s", share);
    notNull("form", form);
  }

  /** Returns trimming of a mixture's likelihood, of a share of the samples in (0, 0.5). */
  public static Trimming mixture(double share) {
    return new Trimming(share, Form.MIXTURE);
  }

  /** Returns trimming of the classification likelihood, of a share of the samples in (0, 0.5). */
  public static Trimming hard(double share) {
    return new Trimming(share, Form.HARD);
  }

  /**
   * Returns the weight that is kept.
   *
   * @param totalWeight of all samples
   * @param whole whether all weights are whole numbers, as frequencies are, so that it is rounded down to one
   */
  public double kept(double totalWeight, boolean whole) {
    double kept = totalWeight * (1 - share);
    return whole ? Math.floor(kept + ROUNDING * totalWeight) : kept;
  }

  /** Returns Java code for this trimming. */
  @Override
  public String toString() {
    return "Trimming." + form.label() + "(" + DecimalText.of(share) + ")";
  }
}
