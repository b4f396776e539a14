package dev.gmm4j.noise;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The box that noise is spread over evenly: along the features, or turned. Immutable.
 *
 * <p>A sample {@code x} is inside if each {@code a_jᵀx} lies between {@code lower_j} and {@code upper_j}; the axes
 * {@code a_j} are those of the features unless others are given.
 */
public final class NoiseRegion implements Serializable {
  private static final long serialVersionUID = 1;

  private static final double AXES_TOLERANCE = 1e-8;

  private final double[] lower;
  private final double[] upper;
  private final double @Nullable [][] axes;

  private NoiseRegion(double[] lower, double[] upper, double @Nullable [][] axes) {
    this.lower = lower;
    this.upper = upper;
    this.axes = axes;
  }

  /**
   * Returns the box between two corners.
   *
   * @param lower {@code d} finite numbers
   * @param upper {@code d} finite numbers, each larger
   */
  public static NoiseRegion of(double[] lower, double[] upper) {
    return checked(lower, upper, null);
  }

  /**
   * Returns a turned box.
   *
   * @param lower {@code d} finite numbers, the smallest coordinates along the axes
   * @param upper {@code d} finite numbers, each larger
   * @param axes {@code d*d} numbers, rows of length 1 that are orthogonal, within 1e-8
   */
  public static NoiseRegion of(double[] lower, double[] upper, double[][] axes) {
    int d = notNull("lower", lower).length;
    notNull("axes", axes);
    check(axes.length == d, "axes must have %d rows, but had %d", d, axes.length);
    double[][] copy = new double[d][];
    for (int i = 0; i < d; i++) {
      notNull("axes[" + i + "]", axes[i]);
      check(axes[i].length == d, "axes[%d] must have %d numbers, but had %d", i, d, axes[i].length);
      copy[i] = axes[i].clone();
      for (int j = 0; j <= i; j++) {
        double product = dot(copy[i], copy[j]);
        check(
            Math.abs(product - (i == j ? 1 : 0)) <= AXES_TOLERANCE,
            "axes must be orthonormal, but the product of %d and %d was %s",
            i,
            j,
            product);
      }
    }
    return checked(lower, upper, copy);
  }

  private static NoiseRegion checked(double[] lower, double[] upper, double @Nullable [][] axes) {
    notNull("lower", lower);
    notNull("upper", upper);
    check(
        lower.length == upper.length && lower.length > 0,
        "lower and upper must be as many numbers, at least 1, but were %d and %d",
        lower.length,
        upper.length);
    for (int j = 0; j < lower.length; j++) {
      check(Double.isFinite(lower[j]), "lower[%d] must be finite, but was %s", j, lower[j]);
      check(
          upper[j] > lower[j] && upper[j] - lower[j] < Double.POSITIVE_INFINITY,
          "upper[%d] must be finite and > %s, but was %s",
          j,
          lower[j],
          upper[j]);
    }
    return new NoiseRegion(lower.clone(), upper.clone(), axes);
  }

  /**
   * Returns the sides along some features.
   *
   * @param features indices from 0
   * @throws IllegalArgumentException if the axes are not those of the features: the density of some features is then not
   *     the same everywhere
   */
  public NoiseRegion marginal(int... features) {
    check(axes == null, "the region of noise must be a box along the features, but was turned");
    double[] newLower = new double[features.length];
    double[] newUpper = new double[features.length];
    for (int i = 0; i < features.length; i++) {
      newLower[i] = lower[features[i]];
      newUpper[i] = upper[features[i]];
    }
    return checked(newLower, newUpper, null);
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return lower.length;
  }

  /** Returns the smallest coordinates along the axes, {@code d} numbers. */
  public double[] lower() {
    return lower.clone();
  }

  /** Returns the largest coordinates along the axes, {@code d} numbers. */
  public double[] upper() {
    return upper.clone();
  }

  /** Returns the axes as rows, {@code d*d} numbers, or null where they are those of the features. */
  public double @Nullable [][] axes() {
    return axes == null ? null : Arrays.stream(axes).map(double[]::clone).toArray(double[][]::new);
  }

  /** Returns the natural logarithm of the volume. */
  public double logVolume() {
    double sum = 0;
    for (int j = 0; j < lower.length; j++) {
      sum += Math.log(upper[j] - lower[j]);
    }
    return sum;
  }

  /** Returns the volume; 0 or infinity where the logarithm is beyond what doubles hold. */
  public double volume() {
    return Math.exp(logVolume());
  }

  /**
   * Returns the box of the same centre and proportions that has another volume.
   *
   * @throws IllegalArgumentException unless the volume is finite and {@code > 0}
   */
  public NoiseRegion withVolume(double volume) {
    check(
        volume > 0 && volume < Double.POSITIVE_INFINITY,
        "volume must be finite and > 0, but was %s",
        volume);
    double factor = Math.exp((Math.log(volume) - logVolume()) / lower.length);
    double[] newLower = new double[lower.length];
    double[] newUpper = new double[lower.length];
    for (int j = 0; j < lower.length; j++) {
      double centre = lower[j] + 0.5 * (upper[j] - lower[j]);
      double half = 0.5 * factor * (upper[j] - lower[j]);
      newLower[j] = centre - half;
      newUpper[j] = centre + half;
    }
    return checked(newLower, newUpper, axes);
  }

  /** Tells whether a sample is inside. */
  public boolean contains(double[] sample) {
    check(
        sample.length == lower.length,
        "sample must have %d numbers, but had %d",
        lower.length,
        sample.length);
    for (int j = 0; j < lower.length; j++) {
      double coordinate = axes == null ? sample[j] : dot(axes[j], sample);
      if (!(coordinate >= lower[j] && coordinate <= upper[j])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the point of given coordinates along the axes. */
  public double[] point(double[] coordinates) {
    if (axes == null) {
      return coordinates;
    }
    double[] point = new double[coordinates.length];
    for (int i = 0; i < coordinates.length; i++) {
      for (int j = 0; j < point.length; j++) {
        point[j] += coordinates[i] * axes[i][j];
      }
    }
    return point;
  }

  /** Returns Java code for this region. */
  @Override
  public String toString() {
    return "NoiseRegion.of(" + DecimalText.code(lower) + ", " + DecimalText.code(upper)
        + (axes == null ? "" : ", " + DecimalText.code(axes)) + ")";
  }

  /** Tells whether the corners and axes are those of another region. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof NoiseRegion other
        && Arrays.equals(lower, other.lower)
        && Arrays.equals(upper, other.upper)
        && Arrays.deepEquals(axes, other.axes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
  }

  private Object writeReplace() {
    return new Proxy(lower, upper, axes);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(double[] lower, double[] upper, double @Nullable [][] axes)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> axes == null ? of(lower, upper) : of(lower, upper, axes));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
