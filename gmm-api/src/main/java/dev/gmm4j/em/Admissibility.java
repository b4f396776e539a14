package dev.gmm4j.em;

import dev.gmm4j.covariance.ModelFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether an optimum of the likelihood is supported by enough samples to be believed.
 *
 * <p>The likelihood of a mixture is unbounded: a component on a few samples that happen to lie close to a plane adds to it
 * without telling anything about other samples. Such maxima are called spurious (McLachlan and Peel 2000, section 3.10). Each
 * sample tells {@code d} numbers, and a parameter needs two of them: those that a component has for itself must come from the
 * samples that it is responsible for, and all of them from all samples.
 *
 * @param reasons why it is not admissible; empty if it is
 */
public record Admissibility(List<String> reasons) {
  private static final double NUMBERS_PER_PARAMETER = 2;

  /** Creates a verdict. */
  public Admissibility {
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges parameters.
   *
   * @param effectiveCounts the weight of the samples that each component is responsible for, {@code Σ w r}
   * @param family which mixtures they were chosen among
   * @param scale of the samples
   */
  public static Admissibility of(
      MixtureParameters parameters,
      double[] effectiveCounts,
      ModelFamily family,
      SampleScale scale) {
    int components = parameters.components();
    int d = parameters.covariances().dimension();
    double meanWeight = scale.totalWeight() / scale.count();
    double needed = samplesPerComponent(family, d);
    List<String> reasons = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      double samples = effectiveCounts[k] / meanWeight;
      if (samples < needed) {
        reasons.add(String.format(
            Locale.ROOT,
            "component %d has %.1f samples, but its parameters need %.1f",
            k + 1,
            samples,
            needed));
      }
    }
    long all = family.freeParameters(components, d);
    if (all * NUMBERS_PER_PARAMETER > (double) scale.count() * d) {
      reasons.add(all + " free parameters need " + Math.round(all * NUMBERS_PER_PARAMETER / d)
          + " samples, but there are " + scale.count());
    }
    return new Admissibility(reasons);
  }

  /** Tells whether there are enough samples. */
  public boolean isAdmissible() {
    return reasons.isEmpty();
  }

  /** Returns how many samples the parameters that one component has for itself need. */
  private static double samplesPerComponent(ModelFamily family, int d) {
    long own =
        family.covariance().freeParameters(2, d) - family.covariance().freeParameters(1, d) + d;
    return NUMBERS_PER_PARAMETER * own / d;
  }
}
