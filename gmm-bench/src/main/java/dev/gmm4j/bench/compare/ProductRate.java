package dev.gmm4j.bench.compare;

/**
 * The rate of a dense product.
 *
 * @param contender who did it
 * @param gigaflops floating-point operations per second, all threads together, in 1e9
 */
public record ProductRate(String contender, double gigaflops) {}
