package dev.gmm4j.factor;

/**
 * What the E-step tells of one component: covariances with the factors, which nobody observes (Ghahramani and Hinton 1996).
 *
 * @param variances the diagonal of the samples' covariance {@code S} about their mean, {@code d} numbers
 * @param cross {@code Sβᵀ} with {@code β = M⁻¹ΛᵀΨ⁻¹}, {@code d*q} numbers: of features and factors
 * @param factors {@code Θ = M⁻¹ + βSβᵀ}, {@code q*q} numbers: of factors
 * @param deviance {@code ln|Σ| + tr Σ⁻¹S} of the component as it was
 */
record FactorExpectation(double[] variances, double[] cross, double[] factors, double deviance) {}
