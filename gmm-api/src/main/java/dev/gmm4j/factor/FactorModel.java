package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;

import dev.gmm4j.covariance.CovarianceModel;
import java.util.Locale;

/**
 * What the covariances {@code Σ_k = Λ_kΛ_kᵀ + Ψ_k} of a mixture of factor analysers have in common: the eight parsimonious
 * models of McNicholas and Murphy (2008) and the four more of McNicholas and Murphy (2010).
 *
 * <p>The first letter tells whether loadings {@code Λ_k} are constrained (C) to be the same for all components or not (U).
 * In names of three letters the second tells the same of the noise variances {@code Ψ_k}, and the third whether those of a
 * component are the same for all features. Names of four letters have {@code Ψ_k = ω_kΔ_k} with a diagonal {@code Δ_k} of
 * determinant 1: the second letter is for {@code Δ_k}, the third for {@code ω_k}.
 */
public enum FactorModel implements LowRankModel {
  /** The same loadings and one noise variance for all. */
  CCC(CovarianceModel.EII),
  /** The same loadings and noise variances of the features. */
  CCU(CovarianceModel.EEI),
  /** The same loadings, and a noise variance of each component. */
  CUC(CovarianceModel.VII),
  /** The same loadings, and noise variances of each component and feature. */
  CUU(CovarianceModel.VVI),
  /** Loadings of each component, and one noise variance for all. */
  UCC(CovarianceModel.EII),
  /** Loadings of each component, and the same noise variances of the features. */
  UCU(CovarianceModel.EEI),
  /** Loadings and a noise variance of each component: mixtures of probabilistic principal components. */
  UUC(CovarianceModel.VII),
  /** Loadings and noise variances of each component: mixtures of factor analysers. */
  UUU(CovarianceModel.VVI),
  /** The same loadings, and noise variances that are proportional to each other. */
  CCUU(CovarianceModel.VEI),
  /** Loadings of each component, and noise variances that are proportional to each other. */
  UCUU(CovarianceModel.VEI),
  /** The same loadings, and noise variances of the same volume. */
  CUCU(CovarianceModel.EVI),
  /** Loadings of each component, and noise variances of the same volume. */
  UUCU(CovarianceModel.EVI);

  private final CovarianceModel noise;

  FactorModel(CovarianceModel noise) {
    this.noise = noise;
  }

  @Override
  public boolean hasCommonLoadings() {
    return name().charAt(0) == 'C';
  }

  /** Returns what the noise variances have in common, as a model of diagonal covariances. */
  public CovarianceModel noise() {
    return noise;
  }

  @Override
  public boolean isIsotropic() {
    return noise == CovarianceModel.EII || noise == CovarianceModel.VII;
  }

  /**
   * {@inheritDoc} That is the largest {@code q} with {@code (d - q)² >= d + q} (Lawley and Maxwell 1962), and {@code d - 1} where
   * noise is the same for all features.
   */
  @Override
  public int maxFactors(int dimension) {
    atLeast("dimension", dimension, 1);
    if (isIsotropic()) {
      return dimension - 1;
    }
    int factors = 0;
    while (square(dimension - factors - 1) >= dimension + factors + 1L && factors + 1 < dimension) {
      factors++;
    }
    return factors;
  }

  private static long square(long number) {
    return number * number;
  }

  @Override
  public long covarianceParameters(int dimension, int... factors) {
    FactorCounts.check(dimension, factors);
    long loadings = 0;
    for (int k = 0; k < (hasCommonLoadings() ? 1 : factors.length); k++) {
      loadings += FactorCounts.loadings(dimension, factors[k]);
    }
    return loadings + noise.freeParameters(factors.length, dimension);
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
