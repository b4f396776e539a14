package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * The covariances that statistics were taken under, where iterative searches begin.
 *
 * @param covariances the covariances
 * @param factors those of their inverses
 */
public record PreviousCovariances(Covariances covariances, PrecisionFactors factors) {}
