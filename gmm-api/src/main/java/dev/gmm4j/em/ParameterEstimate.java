package dev.gmm4j.em;

import dev.gmm4j.Covariances;

/**
 * Parameters as the maximization found them, before it is known whether the covariances are positive definite.
 *
 * @param weights {@code K} mixing weights that sum to 1
 * @param means {@code K*d} numbers, row-major
 * @param covariances the covariances, regularization included
 */
public record ParameterEstimate(double[] weights, double[] means, Covariances covariances) {}
