package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.FMA;
import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.Simd.SPECIES;
import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.em.MixtureParameters;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/** Distances under diagonal and spherical covariances, {@code Σ_j (w_kj x_j - w_kj μ_kj)²}. */
final class AxisAlignedDistances implements Distances {
  /** So many features are added up before it is looked whether a component is out of reach. */
  private static final int STRETCH = 8;

  private final int dimension;
  private double[] factors = {};
  private double[] offsets = {};

  AxisAlignedDistances(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public void use(MixtureParameters parameters, double[] shift) {
    factors = parameters.factors().values();
    offsets = WhitenedMeans.of(parameters, shift);
  }

  @Override
  public boolean compute(int component, double[] panels, int panel, Reach reach, double[] squares) {
    Arrays.fill(squares, 0);
    int from = component * dimension;
    for (int j = 0; j < dimension; j += STRETCH) {
      int end = Math.min(dimension, j + STRETCH);
      if (j > 0 && reach.isExceededBy(squares)) {
        return false;
      }
      addScaled(panels, panel + j * WIDTH, factors, offsets, from + j, from + end, squares);
    }
    return true;
  }

  /** Computes squared distances of one whitened panel from a whitened mean, or gives up. */
  static boolean squares(
      double[] whitened, double[] means, int from, int dimension, Reach reach, double[] squares) {
    Arrays.fill(squares, 0);
    for (int j = 0; j < dimension; j += STRETCH) {
      int end = Math.min(dimension, j + STRETCH);
      if (j > 0 && reach.isExceededBy(squares)) {
        return false;
      }
      addUnscaled(whitened, j * WIDTH, means, from + j, from + end, squares);
    }
    return true;
  }

  private static void addScaled(
      double[] panels,
      int panel,
      double[] factors,
      double[] offsets,
      int from,
      int end,
      double[] squares) {
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    int at = panel;
    for (int j = from; j < end; j++) {
      DoubleVector w = DoubleVector.broadcast(SPECIES, factors[j]);
      DoubleVector o = DoubleVector.broadcast(SPECIES, -offsets[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      x = FMA ? x.fma(w, o) : x.mul(w).add(o);
      y = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s = FMA ? x.fma(x, s) : x.mul(x).add(s);
      t = FMA ? y.fma(y, t) : y.mul(y).add(t);
      at += WIDTH;
    }
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }

  private static void addUnscaled(
      double[] panels, int panel, double[] means, int from, int end, double[] squares) {
    DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
    int at = panel;
    for (int j = from; j < end; j++) {
      DoubleVector o = DoubleVector.broadcast(SPECIES, means[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at).sub(o);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES).sub(o);
      s = FMA ? x.fma(x, s) : x.mul(x).add(s);
      t = FMA ? y.fma(y, t) : y.mul(y).add(t);
      at += WIDTH;
    }
    s.intoArray(squares, 0);
    t.intoArray(squares, LANES);
  }
}
