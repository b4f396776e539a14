package dev.gmm4j.streaming;

import dev.gmm4j.internal.util.Arguments;

/**
 * The weight of each mini-batch of stepwise EM: the forgetting rate {@code γ_t} in {@code s ← (1 - γ_t) s + γ_t ŝ},
 * where {@code ŝ} are the statistics of the {@code t}-th mini-batch.
 */
@FunctionalInterface
public interface StepSize {

  /**
   * Returns the size of a step, in (0, 1].
   *
   * @param step the number of the step, from 1
   */
  double of(long step);

  /**
   * Returns {@code γ_t = (t + offset)^-exponent}, by which parameters settle (Cappé and Moulines 2009; Liang and Klein
   * 2009, whose {@code α} is the exponent and whose offset is 1).
   *
   * <p>With 1 and an offset of 0, all mini-batches count the same, the first ones with the poor responsibilities that
   * they were given; smaller exponents forget those sooner.
   *
   * @param exponent in (0.5, 1], which the theory of convergence asks for
   * @param offset finite, at least 0; with 0 the first mini-batch replaces all that the initialization found
   * @throws IllegalArgumentException if a number is out of range
   */
  static StepSize decreasing(double exponent, double offset) {
    Arguments.check(
        exponent > 0.5 && exponent <= 1, "exponent must be in (0.5, 1], but was %s", exponent);
    Arguments.notNegative("offset", offset);
    return step -> StrictMath.pow(step + offset, -exponent);
  }

  /**
   * Returns steps of the same size, for data that drifts: a mini-batch counts {@code (1 - γ)^t} of what it did,
   * {@code t} mini-batches later. With 1 only the latest counts.
   *
   * @throws IllegalArgumentException if {@code size} is not in (0, 1]
   */
  static StepSize constant(double size) {
    Arguments.check(size > 0 && size <= 1, "size must be in (0, 1], but was %s", size);
    return step -> size;
  }
}
