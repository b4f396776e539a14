package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.em.MixtureParameters;

/** Distances under full covariances, {@code ‖W_k x - W_k μ_k‖²}. */
final class TriangularDistances implements Distances {
  private final TriangularMatrix factors;

  TriangularDistances(int dimension) {
    this.factors = new TriangularMatrix(dimension);
  }

  @Override
  public void use(MixtureParameters parameters, double[] shift) {
    factors.pack(
        parameters.components(),
        parameters.factors().values(),
        WhitenedMeans.of(parameters, shift));
  }

  @Override
  public boolean compute(int component, double[] panels, int panel, Reach reach, double[] squares) {
    return factors.squares(component, panels, panel, reach, squares);
  }
}
