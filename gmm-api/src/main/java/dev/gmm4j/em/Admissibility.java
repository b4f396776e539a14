package dev.gmm4j.em;

import dev.gmm4j.covariance.ModelFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether an optimum of the likelihood is supported by enough samples to be believed.
 *
 * <p>The likelihood of a mixture is unbounded: a component on a few samples that happen to lie close to a plane adds to it
 * without telling anything about other samples. Such maxima are called spurious (Day 1969; McLachlan and Peel 2000, section
 * 3.10). They have few samples for their parameters (Biernacki and Chrétien 2003), and no criterion that is made for many
 * samples refuses them.
 *
 * <p>Each sample tells {@code d} numbers. A component needs four of them, among the samples that it is responsible for, for
 * each parameter that it has for itself: its mean, and what of its covariance is not shared. All parameters together need
 * three each. So a component needs 4 samples for a mean alone, 8 with variances of its own and {@code 2d + 6} with a
 * covariance of its own. That is about twice {@code d + 2}, above which the log-density of a further sample has a finite
 * expectation.
 *
 * <p>Values that were rounded when they were recorded lie on a grid, on whose points and planes a component may have samples
 * enough and no width. So a component is not believed either where some feature varies in it, the others given, by less than half
 * of the variance that its {@linkplain SampleResolution rounding} alone gives.
 *
 * <p>Neither the units of the features nor that of the weights matter. Condition numbers do not count: a thin component of
 * enough samples is believed.
 *
 * @param reasons why it is not admissible; empty if it is
 */
public record Admissibility(List<String> reasons) {
  /** These two are calibrated by leaving one out: gmm-bench/admissibility/measured.txt. */
  private static final double NUMBERS_PER_OWN_PARAMETER = 4;

  private static final double NUMBERS_PER_PARAMETER = 3;

  /** A count that is the bound but for rounding is enough. */
  private static final double ROUNDING = 1e-6;

  /** Creates a verdict. */
  public Admissibility {
    reasons = List.copyOf(reasons);
  }

  /**
   * Judges parameters. Samples of weight 0 do not count, and the weight of the others is taken relative to their mean weight.
   * Noise, which has no samples of its own to answer for, is not judged.
   *
   * @param effectiveCounts the weight of the samples that each component is responsible for, {@code Σ w r}; those of noise, if
   *     any, behind them
   * @param family which mixtures they were chosen among
   * @param scale of the samples
   * @param resolution of the samples
   */
  public static Admissibility of(
      MixtureParameters parameters,
      double[] effectiveCounts,
      ModelFamily family,
      SampleScale scale,
      SampleResolution resolution) {
    int components = parameters.components();
    int d = parameters.covariances().dimension();
    double meanWeight = scale.totalWeight() / scale.count();
    double[] samples = Arrays.stream(effectiveCounts, 0, components)
        .map(count -> count / meanWeight)
        .toArray();
    List<String> reasons = new ArrayList<>();
    addComponents(reasons, samples, samplesOfComponent(family, d));
    long all = family.freeParameters(components, d);
    double needed = NUMBERS_PER_PARAMETER * all / d;
    if (scale.count() < needed) {
      reasons.add(String.format(
          Locale.ROOT,
          "its %d free parameters need %.0f samples, but there are %d",
          all,
          Math.ceil(needed),
          scale.count()));
    }
    addRounded(reasons, parameters, resolution);
    return new Admissibility(reasons);
  }

  /**
   * Returns how many samples a component needs for its own parameters.
   *
   * @param d number of features
   */
  public static double samplesOfComponent(ModelFamily family, int d) {
    return NUMBERS_PER_OWN_PARAMETER * ownParameters(family, d) / d;
  }

  /**
   * Tells whether a mixture of so many components can be admissible at all: there are enough samples for each of them, and for
   * all parameters.
   *
   * @param family which mixtures it would be chosen among
   * @param scale of the samples
   */
  public static boolean isPossible(ModelFamily family, int components, SampleScale scale) {
    int d = scale.means().length;
    double ofEach = samplesOfComponent(family, d);
    double ofAll = NUMBERS_PER_PARAMETER * family.freeParameters(components, d) / d;
    return scale.count() >= Math.max(components * ofEach * (1 - ROUNDING), ofAll);
  }

  /**
   * Returns how many components are not to be believed: they have too few samples for their own parameters, or are narrower than
   * rounding makes them.
   *
   * @param effectiveCounts the weight of the samples that each component is responsible for
   */
  public static int lacking(
      MixtureParameters parameters,
      double[] effectiveCounts,
      ModelFamily family,
      SampleScale scale,
      SampleResolution resolution) {
    int d = scale.means().length;
    double meanWeight = scale.totalWeight() / scale.count();
    double needed = samplesOfComponent(family, d) * (1 - ROUNDING);
    RecordedGrid grid = new RecordedGrid(parameters, resolution);
    int lacking = 0;
    for (int k = 0; k < parameters.components(); k++) {
      lacking += effectiveCounts[k] / meanWeight < needed || grid.feature(k) >= 0 ? 1 : 0;
    }
    return lacking;
  }

  private static void addRounded(
      List<String> reasons, MixtureParameters parameters, SampleResolution resolution) {
    RecordedGrid grid = new RecordedGrid(parameters, resolution);
    int[] narrow = IntStream.range(0, parameters.components())
        .filter(k -> grid.feature(k) >= 0)
        .toArray();
    if (narrow.length > 0) {
      reasons.add(grid.reason(narrow[0], grid.feature(narrow[0]))
          + (narrow.length == 1 ? "" : "; " + narrow.length + " components are too narrow"));
    }
  }

  private static void addComponents(List<String> reasons, double[] samples, double needed) {
    int fewest = 0;
    int lacking = 0;
    for (int k = 0; k < samples.length; k++) {
      fewest = samples[k] < samples[fewest] ? k : fewest;
      lacking += samples[k] < needed * (1 - ROUNDING) ? 1 : 0;
    }
    if (lacking > 0) {
      reasons.add(String.format(
          Locale.ROOT,
          "component %d has %.1f samples, but its own parameters need %.1f%s",
          fewest,
          samples[fewest],
          needed,
          lacking == 1 ? "" : "; " + lacking + " components have too few"));
    }
  }

  /** Tells whether there are enough samples. */
  public boolean isAdmissible() {
    return reasons.isEmpty();
  }

  /** Returns how many parameters a component has for itself: its mean, and what a second one adds to the covariances. */
  private static long ownParameters(ModelFamily family, int d) {
    return d + family.covariance().freeParameters(2, d) - family.covariance().freeParameters(1, d);
  }
}
