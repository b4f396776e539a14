package dev.gmm4j.bootstrap;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The way in which {@link ParameterBootstrap} makes other samples of those that there are. */
public enum BootstrapMethod {
  /**
   * Each sample's weight is multiplied by an exponential random number of mean 1 (Newton and Raftery 1994): no sample is
   * left out altogether, so that a small component does not lose all it has.
   */
  WEIGHTED_LIKELIHOOD("weighted") {
    @Override
    Samples resample(GaussianMixture model, Samples samples, double[] weights, Randomness random) {
      double[] drawn = new double[weights.length];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = -weights[i] * StrictMath.log(1 - random.nextDouble());
      }
      return samples.weighted(drawn);
    }
  },
  /**
   * As many samples as there are, drawn from them with replacement (Efron 1979); of weighted ones as many as they
   * weigh, in proportion to weight.
   */
  NONPARAMETRIC("nonparametric") {
    @Override
    Samples resample(GaussianMixture model, Samples samples, double[] weights, Randomness random) {
      double[] until = weights.clone();
      for (int i = 1; i < until.length; i++) {
        until[i] += until[i - 1];
      }
      double total = until[until.length - 1];
      double[] counts = new double[weights.length];
      for (int left = size(total); left > 0; left--) {
        counts[containing(until, total * random.nextDouble())]++;
      }
      return samples.weighted(counts);
    }
  },
  /**
   * As many samples as there are, or as they weigh, drawn from the mixture: right as far as the model is. Where values are
   * missing, they are missing of the drawn samples too: of each what is missing of the row in its place, which is right
   * where what is missing does not depend on any value.
   */
  PARAMETRIC("parametric") {
    @Override
    Samples resample(GaussianMixture model, Samples samples, double[] weights, Randomness random) {
      int size = size(Arrays.stream(weights).sum());
      return DrawnHoles.of(samples, weights)
          .in(model.sample(size, random.nextLong()).rows());
    }
  };

  private static final int MAX_ROWS = Integer.MAX_VALUE - 8;

  private final String label;

  BootstrapMethod(String label) {
    this.label = label;
  }

  /**
   * Returns other samples.
   *
   * @param weights those of the samples, or ones
   */
  abstract Samples resample(
      GaussianMixture model, Samples samples, double[] weights, Randomness random);

  /** Tells whether as many samples are drawn as there are; else those that there are get other weights. */
  boolean drawsSamples() {
    return this != WEIGHTED_LIKELIHOOD;
  }

  /** Returns as how many rows samples count. */
  static int size(double totalWeight) {
    if (totalWeight > MAX_ROWS) {
      throw new InvalidSamplesException("samples to draw as many as must weigh at most " + MAX_ROWS
          + ", but weighed " + totalWeight);
    }
    return (int) Math.max(1, Math.round(totalWeight));
  }

  /** Returns the first row whose end lies beyond a point. */
  static int containing(double[] until, double point) {
    int low = 0;
    int high = until.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (until[middle] > point) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the name used on the command line, such as {@code weighted}. */
  public String label() {
    return label;
  }

  /**
   * Returns the method of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static BootstrapMethod parse(String label) {
    for (BootstrapMethod method : values()) {
      if (method.label.equalsIgnoreCase(label)) {
        return method;
      }
    }
    String known =
        Arrays.stream(values()).map(BootstrapMethod::label).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "bootstrap method must be one of %s, but was %s", known, label));
  }
}
