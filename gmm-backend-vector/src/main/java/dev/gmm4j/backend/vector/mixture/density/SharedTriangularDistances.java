package dev.gmm4j.backend.vector.mixture.density;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.spi.KernelParameters;
import org.jspecify.annotations.Nullable;

/** Distances under a covariance that all components share: each sample is whitened once, {@code ‖Wx - Wμ_k‖²}. */
public final class SharedTriangularDistances implements Distances {
  private final int dimension;
  private final TriangularMatrix factor;
  private final int blockRows;

  /** The samples of all panels, made once there is a factor to whiten them by. */
  private @Nullable Panels whitened;

  private final double[] noOffsets;
  private double[] means = {};

  /** Creates what evaluates distances of as many samples as a block has at most. */
  public SharedTriangularDistances(int dimension, int blockRows) {
    this.dimension = dimension;
    this.factor = new TriangularMatrix(dimension);
    this.blockRows = blockRows;
    this.noOffsets = new double[dimension];
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    if (whitened == null) {
      whitened = new Panels(dimension, blockRows);
    }
    means = whitenedMeans;
    factor.pack(1, parameters.factors().values(), noOffsets);
  }

  @Override
  public void begin(PanelRun run) {
    Panels target = requireNonNull(whitened);
    for (int p = run.first(); p < run.end(); p++) {
      factor.multiply(run.panels(), p, target);
    }
  }

  @Override
  public void evaluate(PanelRun run) {
    AxisAlignedTiles.unscaled(run, requireNonNull(whitened), dimension, means);
  }

  @Override
  public int together() {
    return AxisAlignedTiles.COMPONENTS;
  }
}
