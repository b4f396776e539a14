package dev.gmm4j.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds things up in pairs of neighbours, pairs of pairs and so on: a tree that depends on their number alone.
 *
 * <p>Rounding grows with the logarithm of the number, and at most that many sums wait. A run of a power of two of
 * neighbours, counted from the first, is a branch of the tree: it may be added up elsewhere without changing a bit.
 *
 * @param <T> what is added up
 */
final class PairwiseSum<T> {
  private final BinaryOperator<T> plus;
  private final Deque<T> sums = new ArrayDeque<>();
  private long count;

  /** Creates an empty sum; {@code plus} may use up its operands. */
  PairwiseSum(BinaryOperator<T> plus) {
    this.plus = plus;
  }

  /** Adds the next one. */
  void add(T next) {
    T sum = next;
    // As in a binary counter: each trailing one is a sum of as many as this one is by now.
    for (long carry = count; (carry & 1) == 1; carry >>= 1) {
      sum = plus.apply(sums.pop(), sum);
    }
    sums.push(sum);
    count++;
  }

  /** Returns everything added up, or null if that is nothing. The sum is not to be used any more. */
  @Nullable
  T total() {
    T total = sums.poll();
    while (total != null && !sums.isEmpty()) {
      total = plus.apply(sums.pop(), total);
    }
    return total;
  }
}
