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
  private final double[] squares = new double[WIDTH];
  private double[] factors = {};
  private double[] offsets = {};

  AxisAlignedDistances(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public void use(MixtureParameters parameters, double[] whitenedMeans) {
    factors = parameters.factors().values();
    offsets = new double[whitenedMeans.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = -whitenedMeans[i];
    }
  }

  @Override
  public void evaluate(Run run) {
    int from = run.component() * dimension;
    for (int p = run.first(); p < run.end(); p++) {
      Arrays.fill(squares, 0);
      boolean beyond = false;
      for (int j = 0; j < dimension && !beyond; j += STRETCH) {
        int end = Math.min(dimension, j + STRETCH);
        int at = (p * dimension + j) * WIDTH;
        addScaled(run.panels(), at, factors, offsets, from + j, from + end, squares);
        beyond = end < dimension && run.isBeyond(p, squares);
      }
      end(run, p, beyond, squares);
    }
  }

  /** Evaluates a component for samples that are whitened already, about its whitened mean. */
  static void evaluateUnscaled(
      Run run, double[] whitened, double[] means, int dimension, double[] squares) {
    int from = run.component() * dimension;
    for (int p = run.first(); p < run.end(); p++) {
      Arrays.fill(squares, 0);
      boolean beyond = false;
      for (int j = 0; j < dimension && !beyond; j += STRETCH) {
        int end = Math.min(dimension, j + STRETCH);
        addUnscaled(whitened, (p * dimension + j) * WIDTH, means, from + j, from + end, squares);
        beyond = end < dimension && run.isBeyond(p, squares);
      }
      end(run, p, beyond, squares);
    }
  }

  private static void end(Run run, int panel, boolean beyond, double[] squares) {
    if (beyond) {
      run.giveUp(panel);
    } else {
      run.take(panel, squares);
    }
  }

  private static void addScaled(
      double[] panels,
      int panel,
      double[] factors,
      double[] offsets,
      int from,
      int end,
      double[] squares) {
    // Two sums for each vector of samples: one addition need not wait for the one before.
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t0 = DoubleVector.fromArray(SPECIES, squares, LANES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector t1 = s1;
    int at = panel;
    int j = from;
    for (; j + 1 < end; j += 2) {
      DoubleVector w = DoubleVector.broadcast(SPECIES, factors[j]);
      DoubleVector o = DoubleVector.broadcast(SPECIES, offsets[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      x = FMA ? x.fma(w, o) : x.mul(w).add(o);
      y = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s0 = FMA ? x.fma(x, s0) : x.mul(x).add(s0);
      t0 = FMA ? y.fma(y, t0) : y.mul(y).add(t0);
      w = DoubleVector.broadcast(SPECIES, factors[j + 1]);
      o = DoubleVector.broadcast(SPECIES, offsets[j + 1]);
      x = DoubleVector.fromArray(SPECIES, panels, at + WIDTH);
      y = DoubleVector.fromArray(SPECIES, panels, at + WIDTH + LANES);
      x = FMA ? x.fma(w, o) : x.mul(w).add(o);
      y = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s1 = FMA ? x.fma(x, s1) : x.mul(x).add(s1);
      t1 = FMA ? y.fma(y, t1) : y.mul(y).add(t1);
      at += 2 * WIDTH;
    }
    if (j < end) {
      DoubleVector w = DoubleVector.broadcast(SPECIES, factors[j]);
      DoubleVector o = DoubleVector.broadcast(SPECIES, offsets[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      x = FMA ? x.fma(w, o) : x.mul(w).add(o);
      y = FMA ? y.fma(w, o) : y.mul(w).add(o);
      s0 = FMA ? x.fma(x, s0) : x.mul(x).add(s0);
      t0 = FMA ? y.fma(y, t0) : y.mul(y).add(t0);
    }
    s0.add(s1).intoArray(squares, 0);
    t0.add(t1).intoArray(squares, LANES);
  }

  private static void addUnscaled(
      double[] panels, int panel, double[] means, int from, int end, double[] squares) {
    DoubleVector s0 = DoubleVector.fromArray(SPECIES, squares, 0);
    DoubleVector t0 = DoubleVector.fromArray(SPECIES, squares, LANES);
    DoubleVector s1 = DoubleVector.zero(SPECIES);
    DoubleVector t1 = s1;
    int at = panel;
    int j = from;
    for (; j + 1 < end; j += 2) {
      DoubleVector o = DoubleVector.broadcast(SPECIES, means[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at).sub(o);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES).sub(o);
      s0 = FMA ? x.fma(x, s0) : x.mul(x).add(s0);
      t0 = FMA ? y.fma(y, t0) : y.mul(y).add(t0);
      o = DoubleVector.broadcast(SPECIES, means[j + 1]);
      x = DoubleVector.fromArray(SPECIES, panels, at + WIDTH).sub(o);
      y = DoubleVector.fromArray(SPECIES, panels, at + WIDTH + LANES).sub(o);
      s1 = FMA ? x.fma(x, s1) : x.mul(x).add(s1);
      t1 = FMA ? y.fma(y, t1) : y.mul(y).add(t1);
      at += 2 * WIDTH;
    }
    if (j < end) {
      DoubleVector o = DoubleVector.broadcast(SPECIES, means[j]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at).sub(o);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES).sub(o);
      s0 = FMA ? x.fma(x, s0) : x.mul(x).add(s0);
      t0 = FMA ? y.fma(y, t0) : y.mul(y).add(t0);
    }
    s0.add(s1).intoArray(squares, 0);
    t0.add(t1).intoArray(squares, LANES);
  }
}
