package dev.gmm4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Comparisons whose tolerance is relative to the size of what is compared. */
public final class Expect {
  private Expect() {}

  /** Expects {@code |actual - expected| <= tolerance * max(|expected|, scale)}; the scale is the size of the summands. */
  public static void close(
      String what, double actual, double expected, double tolerance, double scale) {
    double allowed = tolerance * Math.max(Math.abs(expected), scale);
    assertThat(Math.abs(actual - expected))
        .as("%s: %s against %s, allowed %s", what, actual, expected, allowed)
        .isLessThanOrEqualTo(allowed);
  }

  /** Expects equality relative to the expected value alone. */
  public static void close(String what, double actual, double expected, double tolerance) {
    close(what, actual, expected, tolerance, 0);
  }

  /** Expects all entries to be equal relative to the largest of them. */
  public static void close(String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < expected.length; i++) {
      close(what + "[" + i + "]", actual[i], expected[i], tolerance, scale);
    }
  }

  /** Expects all entries to be equal relative to the largest of them. */
  public static void close(String what, double[][] actual, double[][] expected, double tolerance) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    close(what, TestData.flat(actual), TestData.flat(expected), tolerance);
  }

  /** Expects equal weights, means (relative to the largest) and covariances (each relative to its own largest). */
  public static void sameMixture(NaiveMixture actual, NaiveMixture expected, double tolerance) {
    close("weights", actual.weights(), expected.weights(), tolerance);
    close("means", actual.means(), expected.means(), tolerance);
    for (int k = 0; k < expected.components(); k++) {
      close("covariance " + k, actual.covariances()[k], expected.covariances()[k], tolerance);
    }
  }

  /** Returns the bits of all parameters. */
  public static List<Long> bits(GaussianMixture model) {
    List<Long> bits = new ArrayList<>();
    add(bits, model.weights());
    add(bits, TestData.flat(model.means()));
    add(bits, model.covariances().toArray());
    return bits;
  }

  /** Returns the bits of all parameters and of the trace of every restart. */
  public static List<Long> bits(GaussianMixtureFit fit) {
    List<Long> bits = bits(fit.model());
    fit.restarts()
        .forEach(restart -> restart.trace().forEach(l -> bits.add(Double.doubleToLongBits(l))));
    return bits;
  }

  private static void add(List<Long> bits, double[] values) {
    for (double value : values) {
      bits.add(Double.doubleToLongBits(value));
    }
  }
}
