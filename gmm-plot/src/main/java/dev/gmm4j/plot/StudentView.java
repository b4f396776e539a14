package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.student.StudentMixture;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of t distributions in pictures.
 *
 * @param weights those of the model, which returns copies
 */
record StudentView(StudentMixture model, double[] weights) implements MixtureView {
  @Override
  public int components() {
    return weights.length;
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public double weight(int component) {
    return weights[component];
  }

  @Override
  public boolean hasNoise() {
    return false;
  }

  @Override
  public MarginalMixture marginal(int... columns) {
    return MarginalMixture.of(model, columns);
  }

  @Override
  public double[][] responsibilities(Samples samples) {
    return model.responsibilities(samples);
  }

  @Override
  public @Nullable Imputation imputation() {
    return null;
  }

  @Override
  public EllipseNames ellipseNames() {
    return EllipseNames.SHARES;
  }

  @Override
  public GaussianMixture gaussian(String picture) {
    throw new IllegalArgumentException(
        picture + " need a Gaussian mixture, but the model is a mixture of t distributions");
  }
}
