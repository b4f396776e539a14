package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.spi.KernelParameters;

/**
 * Distances under full covariances, {@code ‖W_k x - W_k μ_k‖²}.
 *
 * <p>Of few features a tile is the whole factor. That of more would have more bytecodes than the 8000 that HotSpot
 * compiles.
 */
public final class TriangularDistances implements Distances {
  private final int dimension;
  private final TriangularMatrix factors;
  private final double[] squares = new double[WIDTH];

  /** Creates what evaluates distances. */
  public TriangularDistances(int dimension) {
    this.dimension = dimension;
    this.factors = new TriangularMatrix(dimension);
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    factors.pack(parameters.components(), parameters.factors().values(), whitenedMeans);
  }

  @Override
  public boolean canStopEarly() {
    return dimension > WholeFactorTiles.MAX_FEATURES;
  }

  @Override
  public void evaluate(PanelRun run) {
    if (dimension <= WholeFactorTiles.MAX_FEATURES) {
      int from = factors.at(run.component());
      WholeFactorTiles.logDensities(dimension, factors.packed(), from, run);
      run.setAllActive(true);
    } else {
      for (int p = run.first(); p < run.end(); p++) {
        if (!run.isTaken(p)) {
          evaluate(run, p);
        }
      }
    }
  }

  private void evaluate(PanelRun run, int panel) {
    if (factors.squares(run, panel, squares)) {
      run.take(panel, squares);
    } else {
      run.setActive(panel, false);
    }
  }
}
