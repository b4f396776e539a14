package dev.gmm4j.backend.vector.mixture.density;

import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.spi.KernelParameters;

/** Distances under a covariance that all components share: each sample is whitened once, {@code ‖Wx - Wμ_k‖²}. */
public final class SharedTriangularDistances implements Distances {
  private final int dimension;
  private final TriangularMatrix factor;
  private final Panels whitened;
  private final double[] noOffsets;
  private double[] means = {};

  /** Creates what evaluates distances of as many samples as a block has at most. */
  public SharedTriangularDistances(int dimension, int blockRows) {
    this.dimension = dimension;
    this.factor = new TriangularMatrix(dimension);
    this.whitened = new Panels(dimension, blockRows);
    this.noOffsets = new double[dimension];
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    means = whitenedMeans;
    factor.pack(1, parameters.factors().values(), noOffsets);
  }

  @Override
  public void begin(PanelRun run) {
    for (int p = run.first(); p < run.end(); p++) {
      factor.multiply(run.panels(), p, whitened);
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
