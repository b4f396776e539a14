package dev.gmm4j.plot;

import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two columns.
 *
 * @param x the one across, from 0
 * @param y the one up
 */
record ColumnPlane(int x, int y) implements Plane {
  @Override
  public int[] columns() {
    return new int[] {x, y};
  }

  private int column(int axis) {
    return axis == 0 ? x : y;
  }

  @Override
  public double place(int axis, double[] values, int offset) {
    return values[offset + column(axis)];
  }

  @Override
  public MarginalMixture of(MixtureView mixture) {
    return mixture.marginal(x, y);
  }

  @Override
  public String label(int axis, @Nullable List<String> names) {
    return ScatterPlot.name(names, column(axis));
  }

  @Override
  public Range[] ranges(Samples samples, @Nullable Imputation imputation) {
    return SampleScan.ranges(samples, imputation, x, y);
  }
}
