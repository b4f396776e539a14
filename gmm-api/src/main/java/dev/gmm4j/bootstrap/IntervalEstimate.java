package dev.gmm4j.bootstrap;

/**
 * A number that was estimated from samples, and how far it may be off.
 *
 * @param value the estimate
 * @param standardError the standard deviation over replicates
 * @param lower the lower end of the confidence interval
 * @param upper its upper end
 */
public record IntervalEstimate(double value, double standardError, double lower, double upper) {}
