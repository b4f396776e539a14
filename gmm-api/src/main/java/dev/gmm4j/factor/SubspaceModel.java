package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;

import java.util.Locale;

/**
 * What the covariances of high-dimensional data clustering (Bouveyron, Girard and Schmid 2007) have in common: {@code Σ_k} has
 * the {@code q_k} largest eigenvalues {@code a_kj}, along axes {@code Q_k}, and {@code b_k} in all other directions. It is
 * {@code ΛΛᵀ + bI} with loadings {@code √(a - b)} times the axes.
 *
 * <p>Names tell what there is one of for each component: {@code A} with the indices {@code K} and {@code J} of the component and the
 * axis, {@code B}, the axes {@code Q} and the dimension {@code D} with that of the component. With equal dimensions {@code
 * AKJBKQKD} is {@link FactorModel#UUC}, {@code AKJBQKD} is UCC and {@code AJBQD} is CCC.
 */
public enum SubspaceModel implements LowRankModel {
  /** Eigenvalues, remaining variance and axes of each component, and a number of axes of its own. */
  AKJBKQKDK,
  /** One leading eigenvalue, remaining variance and axes of each component, and a number of axes of its own. */
  AKBKQKDK,
  /** One leading eigenvalue for all; remaining variance and axes of each component, and a number of axes of its own. */
  ABKQKDK,
  /** Eigenvalues and axes of each component, and a number of axes of its own; one remaining variance. */
  AKJBQKDK,
  /** One leading eigenvalue and axes of each component, and a number of axes of its own; one remaining variance. */
  AKBQKDK,
  /** One leading eigenvalue and one remaining variance for all; axes of each component, and a number of its own. */
  ABQKDK,
  /** Eigenvalues, remaining variance and axes of each component. */
  AKJBKQKD,
  /** One leading eigenvalue, remaining variance and axes of each component. */
  AKBKQKD,
  /** One leading eigenvalue for all; remaining variance and axes of each component. */
  ABKQKD,
  /** Eigenvalues and axes of each component; one remaining variance. */
  AKJBQKD,
  /** One leading eigenvalue and axes of each component; one remaining variance. */
  AKBQKD,
  /** One leading eigenvalue and one remaining variance for all; axes of each component. */
  ABQKD,
  /** The same covariance for all components. */
  AJBQD,
  /** The same covariance for all components, with one leading eigenvalue. */
  ABQD;

  private static final String PREFIX = "hddc-";

  @Override
  public boolean hasCommonLoadings() {
    return !name().contains("QK");
  }

  @Override
  public boolean isIsotropic() {
    return true;
  }

  /** Tells whether components have numbers of axes of their own. */
  public boolean hasOwnDimensions() {
    return name().endsWith("DK");
  }

  /** Tells whether each axis has an eigenvalue of its own. */
  boolean hasEigenvalueOfEachAxis() {
    return name().indexOf('J') >= 0;
  }

  /** Tells whether the leading eigenvalues are those of each component. */
  boolean hasOwnEigenvalues() {
    return name().startsWith("AK");
  }

  /** Tells whether the remaining variance is that of each component. */
  boolean hasOwnNoise() {
    return name().contains("BK");
  }

  @Override
  public int maxFactors(int dimension) {
    return atLeast("dimension", dimension, 1) - 1;
  }

  /** {@inheritDoc} The numbers of axes are not counted, though they may be found from samples. */
  @Override
  public long covarianceParameters(int dimension, int... factors) {
    FactorCounts.check(dimension, factors);
    int subspaces = hasCommonLoadings() ? 1 : factors.length;
    long axes = 0;
    long eigenvalues = 0;
    for (int k = 0; k < subspaces; k++) {
      axes += FactorCounts.axes(dimension, factors[k]);
      eigenvalues += hasEigenvalueOfEachAxis() ? factors[k] : Math.min(factors[k], 1);
    }
    if (!hasEigenvalueOfEachAxis() && !hasOwnEigenvalues()) {
      eigenvalues = Math.min(eigenvalues, 1);
    }
    return axes + eigenvalues + (hasOwnNoise() ? factors.length : 1);
  }

  @Override
  public String label() {
    return PREFIX + name().toLowerCase(Locale.ROOT);
  }
}
