package dev.gmm4j.factor;

/** What a pass over the samples takes for mixtures of factor analysers. */
public enum FactorStatistics {
  /** {@link #MATRICES} of up to 32 features, or where the model has no other way; else {@link #FACTORS}. */
  AUTOMATIC,
  /**
   * The second moments of all features: {@code K*d*d} numbers, in time of the order of {@code d*d} for a sample and component.
   * Loadings and noise are maximized by them before the next pass, so that few passes are needed.
   */
  MATRICES,
  /**
   * The products of features and expected factors: {@code K*d*q} numbers, in time of the order of {@code d*q}. Each pass makes
   * one step towards the maximum. For {@link FactorModel} only.
   */
  FACTORS
}
