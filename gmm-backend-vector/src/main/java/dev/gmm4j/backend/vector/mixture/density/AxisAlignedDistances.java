package dev.gmm4j.backend.vector.mixture.density;

import dev.gmm4j.spi.KernelParameters;

/** Distances under diagonal and spherical covariances, {@code Σ_j (w_kj x_j - w_kj μ_kj)²}. */
public final class AxisAlignedDistances implements Distances {
  private final int dimension;
  private double[] factors = {};
  private double[] offsets = {};

  /** Creates what evaluates distances. */
  public AxisAlignedDistances(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    factors = parameters.factors().values();
    offsets = new double[whitenedMeans.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = -whitenedMeans[i];
    }
  }

  @Override
  public int together() {
    return AxisAlignedTiles.COMPONENTS;
  }

  @Override
  public void evaluate(PanelRun run) {
    AxisAlignedTiles.scaled(run, run.panels(), dimension, factors, offsets);
  }
}
