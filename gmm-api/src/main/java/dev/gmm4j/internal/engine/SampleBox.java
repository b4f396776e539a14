package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The smallest box of given axes that holds all samples of positive weight. */
public final class SampleBox {
  private static final double ROUNDING = 1024 * Math.ulp(1.0);

  /** With so many features the principal axes take seconds and a hundred megabytes; they grow as the cube and the square. */
  private static final int MAX_TURNED = 2048;

  private final double @Nullable [][] axes;
  private final double[] lower;
  private final double[] upper;

  private SampleBox(int dimension, double @Nullable [][] axes) {
    this.axes = axes;
    this.lower = new double[dimension];
    this.upper = new double[dimension];
    clear();
  }

  /**
   * Returns the box along the features or the one along the principal axes, whichever has the smaller volume. That along
   * the features is taken where the other has no volume, because there are no more samples than features, and where there
   * are more than {@value #MAX_TURNED} features.
   *
   * @throws GmmException if a feature is constant, so that there is no volume
   */
  public static NoiseRegion smallest(
      LocalEngine engine,
      SampleScale scale,
      SampleCovariance covariance,
      LinearAlgebraBackend backend) {
    int d = scale.means().length;
    NoiseRegion alongFeatures = alongFeatures(engine, scale);
    if (d == 1 || d > MAX_TURNED || scale.count() <= d) {
      return alongFeatures;
    }
    double[] vectors = Spectrum.of(d, covariance.get(), backend).vectors();
    double[][] axes = new double[d][d];
    for (int i = 0; i < d * d; i++) {
      axes[i % d][i / d] = vectors[i];
    }
    SampleBox turned = of(engine, axes);
    if (turned.flatAxis(scale) >= 0) {
      return alongFeatures;
    }
    NoiseRegion alongAxes = NoiseRegion.of(turned.lower, turned.upper, axes);
    return alongAxes.logVolume() < alongFeatures.logVolume() ? alongAxes : alongFeatures;
  }

  /**
   * Returns the box along the features; values that are missing, NaN, are nowhere.
   *
   * @throws GmmException if a feature is constant, so that there is no volume
   */
  public static NoiseRegion alongFeatures(LocalEngine engine, SampleScale scale) {
    SampleBox plain = of(engine, null);
    int flat = plain.flatAxis(scale);
    if (flat >= 0) {
      throw new GmmException(
          "noise needs samples that vary in each feature, or a region; but column " + flat
              + " is constant");
    }
    return NoiseRegion.of(plain.lower, plain.upper);
  }

  private static SampleBox of(LocalEngine engine, double @Nullable [][] axes) {
    return engine.reduceRows(
        () -> new SampleBox(engine.samples().dimension(), axes),
        SampleBox::clear,
        SampleBox::merge,
        (rows, first, box) -> box.add(rows));
  }

  private void clear() {
    Arrays.fill(lower, Double.POSITIVE_INFINITY);
    Arrays.fill(upper, Double.NEGATIVE_INFINITY);
  }

  private void merge(SampleBox other) {
    for (int j = 0; j < lower.length; j++) {
      lower[j] = Math.min(lower[j], other.lower[j]);
      upper[j] = Math.max(upper[j], other.upper[j]);
    }
  }

  private void add(RowBlock rows) {
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        add(rows.values(), rows.rowOffset(i));
      }
    }
  }

  private void add(double[] values, int from) {
    for (int j = 0; j < lower.length; j++) {
      double coordinate = axes == null ? values[from + j] : 0;
      for (int l = 0; axes != null && l < lower.length; l++) {
        coordinate += axes[j][l] * values[from + l];
      }
      if (!Double.isNaN(coordinate)) {
        lower[j] = Math.min(lower[j], coordinate);
        upper[j] = Math.max(upper[j], coordinate);
      }
    }
  }

  /** Returns the first axis along which there is nothing but rounding, or -1 where the samples fill the box. */
  private int flatAxis(SampleScale scale) {
    double magnitude = 0;
    for (int j = 0; j < lower.length; j++) {
      magnitude =
          Math.max(magnitude, Math.abs(scale.means()[j]) + Math.sqrt(scale.variances()[j]));
    }
    for (int j = 0; j < lower.length; j++) {
      double rounding = axes == null ? Math.sqrt(scale.roundingVariance(j)) : ROUNDING * magnitude;
      if (!(upper[j] - lower[j] > rounding)) {
        return j;
      }
    }
    return -1;
  }
}
