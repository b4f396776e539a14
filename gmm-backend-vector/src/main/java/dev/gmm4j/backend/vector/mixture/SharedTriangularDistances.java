package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.em.MixtureParameters;

/** Distances under a covariance that all components share: each sample is whitened once, {@code ‖Wx - Wμ_k‖²}. */
final class SharedTriangularDistances implements Distances {
  private final int dimension;
  private final TriangularMatrix factor;
  private final double[] whitened;
  private final double[] noOffsets;
  private double[] means = {};

  SharedTriangularDistances(int dimension) {
    this.dimension = dimension;
    this.factor = new TriangularMatrix(dimension);
    this.whitened = new double[dimension * WIDTH];
    this.noOffsets = new double[dimension];
  }

  @Override
  public void use(MixtureParameters parameters, double[] shift) {
    means = WhitenedMeans.of(parameters, shift);
    factor.pack(1, parameters.factors().values(), noOffsets);
  }

  @Override
  public void begin(double[] panels, int panel) {
    factor.multiply(0, panels, panel, whitened);
  }

  @Override
  public boolean compute(int component, double[] panels, int panel, Reach reach, double[] squares) {
    return AxisAlignedDistances.squares(
        whitened, means, component * dimension, dimension, reach, squares);
  }
}
