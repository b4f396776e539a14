package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.student.StudentMixture;
import org.jspecify.annotations.Nullable;

/** What a picture needs of a mixture, whatever its components are. */
interface MixtureView {
  static MixtureView of(GaussianMixture model) {
    return new GaussianView(model);
  }

  static MixtureView of(StudentMixture model) {
    return new StudentView(model, model.weights());
  }

  int components();

  /** Returns the number of features. */
  int dimension();

  double weight(int component);

  /** Tells whether a row may belong to none of the components. */
  boolean hasNoise();

  /** Returns the distribution of one or two features, noise left out. */
  MarginalMixture marginal(int... columns);

  /** Returns the components' probabilities given each row, shape {@code n*K}. */
  double[][] responsibilities(Samples samples);

  /** Returns what fills in missing values, or null if the mixture cannot. */
  @Nullable
  Imputation imputation();

  /** Returns how a legend names the ellipses, the inner one first. */
  EllipseNames ellipseNames();

  /**
   * Returns the Gaussian mixture, for a picture that can show no other.
   *
   * @param picture what it is, for the message
   * @throws IllegalArgumentException if there is none
   */
  GaussianMixture gaussian(String picture);
}
