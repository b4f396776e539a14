package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.spi.KernelParameters;

/**
 * Distances under full covariances, {@code ‖W_k x - W_k μ_k‖²}.
 *
 * <p>Up to twelve features a tile is the whole factor; one of thirteen would be more than the 8000 bytecodes that HotSpot
 * compiles.
 */
final class TriangularDistances implements Distances {
  /** Up to so many features a tile is the whole factor. */
  private static final int WHOLE = 12;

  private final int dimension;
  private final TriangularMatrix factors;
  private final double[] squares = new double[WIDTH];

  TriangularDistances(int dimension) {
    this.dimension = dimension;
    this.factors = new TriangularMatrix(dimension);
  }

  @Override
  public void use(KernelParameters parameters, double[] whitenedMeans) {
    factors.pack(parameters.components(), parameters.factors().values(), whitenedMeans);
  }

  @Override
  public boolean canStopEarly() {
    return dimension > WHOLE;
  }

  @Override
  public void evaluate(PanelRun run) {
    int from = factors.at(run.component());
    switch (dimension) {
      case 1 -> NarrowTriangles.one(factors.packed(), from, run);
      case 2 -> NarrowTriangles.two(factors.packed(), from, run);
      case 3 -> NarrowTriangles.three(factors.packed(), from, run);
      case 4 -> NarrowTriangles.four(factors.packed(), from, run);
      case 5 -> FiveToEightFeatureTiles.five(factors.packed(), from, run);
      case 6 -> FiveToEightFeatureTiles.six(factors.packed(), from, run);
      case 7 -> FiveToEightFeatureTiles.seven(factors.packed(), from, run);
      case 8 -> EightFeaturesTile.logDensities(factors.packed(), from, run);
      case 9 -> NineFeaturesTile.logDensities(factors.packed(), from, run);
      case 10 -> TenFeaturesTile.logDensities(factors.packed(), from, run);
      case 11 -> ElevenFeaturesTile.logDensities(factors.packed(), from, run);
      case 12 -> TwelveFeaturesTile.logDensities(factors.packed(), from, run);
      default -> {
        for (int p = run.first(); p < run.end(); p++) {
          if (!run.isTaken(p)) {
            evaluate(run, p);
          }
        }
        return;
      }
    }
    run.setAllActive(true);
  }

  private void evaluate(PanelRun run, int panel) {
    if (factors.squares(run, panel, squares)) {
      run.take(panel, squares);
    } else {
      run.setActive(panel, false);
    }
  }
}
