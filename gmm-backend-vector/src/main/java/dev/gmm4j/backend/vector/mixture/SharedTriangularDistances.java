package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.spi.KernelParameters;

/** Distances under a covariance that all components share: each sample is whitened once, {@code ‖Wx - Wμ_k‖²}. */
final class SharedTriangularDistances implements Distances {
  private final int dimension;
  private final TriangularMatrix factor;
  private final int panels;

  /** Samples of all panels, once there is a factor to whiten them by. */
  private double[] whitened = {};

  private final double[] noOffsets;
  private double[] means = {};

  SharedTriangularDistances(int dimension, int panels) {
    this.dimension = dimension;
    this.factor = new TriangularMatrix(dimension);
    this.panels = panels;
    this.noOffsets = new double[dimension];
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    if (whitened.length == 0) {
      whitened = new double[Math.multiplyExact(panels * WIDTH, dimension)];
    }
    means = whitenedMeans;
    factor.pack(1, parameters.factors().values(), noOffsets);
  }

  @Override
  public void begin(PanelRun run) {
    for (int p = run.first(); p < run.end(); p++) {
      int at = p * dimension * WIDTH;
      factor.multiply(0, run.panels(), at, whitened, at);
    }
  }

  @Override
  public void evaluate(PanelRun run) {
    AxisAlignedTiles.unscaled(run, whitened, dimension, means);
  }

  @Override
  public int together() {
    return AxisAlignedTiles.COMPONENTS;
  }
}
