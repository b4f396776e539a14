package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.em.MixtureParameters;

/** Distances under diagonal and spherical covariances, {@code Σ_j (w_kj x_j - w_kj μ_kj)²}. */
final class AxisAlignedDistances implements Distances {
  private final int dimension;
  private double[] factors = {};
  private double[] offsets = {};

  AxisAlignedDistances(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public void use(MixtureParameters parameters, double[] whitenedMeans) {
    factors = parameters.factors().values();
    offsets = negative(whitenedMeans);
  }

  @Override
  public int together() {
    return AxisAlignedTiles.COMPONENTS;
  }

  @Override
  public void evaluate(Run run) {
    AxisAlignedTiles.scaled(run, run.panels(), dimension, factors, offsets);
  }

  /** Returns numbers with the opposite sign. */
  static double[] negative(double[] numbers) {
    double[] negative = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      negative[i] = -numbers[i];
    }
    return negative;
  }
}
