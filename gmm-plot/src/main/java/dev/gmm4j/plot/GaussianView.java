package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import org.jspecify.annotations.Nullable;

/** A Gaussian mixture in pictures. */
record GaussianView(GaussianMixture model) implements MixtureView {
  @Override
  public int components() {
    return model.components();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public double weight(int component) {
    return model.weight(component);
  }

  @Override
  public boolean hasNoise() {
    return model.noise() != null;
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
    // Given some features only, nothing is known of noise in a box that is turned against them.
    boolean turned = model.noise() != null && model.noise().region().axes() != null;
    return turned ? null : Imputation.of(model);
  }

  @Override
  public EllipseNames ellipseNames() {
    return EllipseNames.DEVIATIONS;
  }

  @Override
  public GaussianMixture gaussian(String picture) {
    return model;
  }
}
