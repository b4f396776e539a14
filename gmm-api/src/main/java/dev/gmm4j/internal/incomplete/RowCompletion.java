package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.noise.UniformNoise;
import java.util.Objects;

/** Fills in what is missing of one row after the other; for one thread. */
public final class RowCompletion {
  private final MixtureParameters parameters;
  private final int components;
  private final RowwiseExpectation rows;
  private final double[] normals;

  /** Creates what fills in missing values by a mixture. */
  public RowCompletion(MixtureParameters parameters) {
    this.parameters = parameters;
    this.components = parameters.components();
    this.rows = new RowwiseExpectation(parameters);
    this.normals = new double[parameters.dimension()];
  }

  /** A value in place of a missing one. */
  private interface Value {
    double of(int component, int place, int feature);
  }

  /** Replaces NaN by the mean of what is missing given what is observed. */
  public void fillMeans(double[] values, int at) {
    rows.evaluateRow(values, at);
    fillAverages(values, at, (k, place, j) -> mean(k, j));
  }

  /** Replaces NaN by the mean under the component that is likeliest given what is observed. */
  public void fillLikeliest(double[] values, int at) {
    rows.evaluateRow(values, at);
    double[] responsibilities = rows.responsibilities();
    int likeliest = 0;
    for (int k = 1; k < responsibilities.length; k++) {
      likeliest = responsibilities[k] > responsibilities[likeliest] ? k : likeliest;
    }
    for (int j : rows.conditionals().pattern().missing()) {
      values[at + j] = mean(likeliest, j);
    }
  }

  /** Replaces NaN by the variance of what is missing given what is observed, all other values by 0. */
  public void fillVariances(double[] values, int at) {
    rows.evaluateRow(values, at);
    double[] means = new double[parameters.dimension()];
    fillAverages(means, 0, (k, place, j) -> mean(k, j));
    for (int j : rows.conditionals().pattern().observed()) {
      values[at + j] = 0;
    }
    fillAverages(values, at, (k, place, j) -> {
      double deviation = mean(k, j) - means[j];
      return variance(k, place, j) + deviation * deviation;
    });
  }

  /** Tells whether a value of a row is missing. */
  public static boolean isIncomplete(RowBlock block, int row) {
    return missing(block, row) > 0;
  }

  /** Tells whether all values of a row are missing. */
  public static boolean isUnobserved(RowBlock block, int row) {
    return missing(block, row) == block.dimension();
  }

  private static int missing(RowBlock block, int row) {
    int missing = 0;
    for (int j = 0; j < block.dimension(); j++) {
      missing += Double.isNaN(block.values()[block.rowOffset(row) + j]) ? 1 : 0;
    }
    return missing;
  }

  /** Replaces NaN by a sample of what is missing given what is observed. */
  public void fillRandom(double[] values, int at, Randomness random) {
    rows.evaluateRow(values, at);
    double[] responsibilities = rows.responsibilities();
    double left = random.nextDouble();
    int component = 0;
    while (component < responsibilities.length - 1 && left >= responsibilities[component]) {
      left -= responsibilities[component++];
    }
    fillRandom(component, values, at, random);
  }

  /**
   * As {@link #fillRandom}, under the condition that the row is of one of some components.
   *
   * @param chosen indices of components, at least one
   */
  public void fillRandomAmong(int[] chosen, double[] values, int at, Randomness random) {
    rows.evaluateRow(values, at);
    double[] responsibilities = rows.responsibilities();
    double sum = 0;
    for (int k : chosen) {
      sum += responsibilities[k];
    }
    double left = random.nextDouble() * sum;
    int place = 0;
    while (place < chosen.length - 1 && left >= responsibilities[chosen[place]]) {
      left -= responsibilities[chosen[place++]];
    }
    fillRandom(chosen[place], values, at, random);
  }

  private void fillRandom(int component, double[] values, int at, Randomness random) {
    int[] missing = rows.conditionals().pattern().missing();
    if (component == components) {
      for (int j : missing) {
        values[at + j] = lower(j) + random.nextDouble() * (upper(j) - lower(j));
      }
      return;
    }
    for (int i = 0; i < missing.length; i++) {
      normals[i] = random.nextGaussian();
    }
    rows.conditionals().addRandom(component, normals, rows.deviations(component));
    for (int j : missing) {
      values[at + j] = mean(component, j);
    }
  }

  private void fillAverages(double[] values, int at, Value value) {
    double[] responsibilities = rows.responsibilities();
    int[] missing = rows.conditionals().pattern().missing();
    for (int i = 0; i < missing.length; i++) {
      double sum = 0;
      for (int k = 0; k < responsibilities.length; k++) {
        if (responsibilities[k] > 0) {
          sum += responsibilities[k] * value.of(k, i, missing[i]);
        }
      }
      values[at + missing[i]] = sum;
    }
  }

  /** Returns a missing feature's mean under a component, or under the noise. */
  private double mean(int k, int feature) {
    if (k == components) {
      return lower(feature) + 0.5 * (upper(feature) - lower(feature));
    }
    return parameters.means()[k * parameters.dimension() + feature] + rows.deviations(k)[feature];
  }

  private double variance(int k, int place, int feature) {
    if (k == components) {
      double side = upper(feature) - lower(feature);
      return side * side / 12;
    }
    return rows.conditionals().covariance(k, place, place);
  }

  private double lower(int feature) {
    return noise().region().lower()[feature];
  }

  private double upper(int feature) {
    return noise().region().upper()[feature];
  }

  private UniformNoise noise() {
    return Objects.requireNonNull(parameters.noise());
  }
}
