package dev.gmm4j.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * The size of a problem.
 *
 * @param rows number of samples {@code n}
 * @param dimension number of features {@code d}
 * @param components number of components {@code K}
 */
public record Shape(int rows, int dimension, int components) {

  /** Returns the shape written as {@code n x d x K}, such as {@code 1000x2x3}. */
  public static Shape parse(String text) {
    List<Integer> sizes = Stream.of(text.split("x", -1)).map(Integer::valueOf).toList();
    if (sizes.size() != 3) {
      throw new IllegalArgumentException("shape must be like 1000x2x3, but was " + text);
    }
    return new Shape(sizes.get(0), sizes.get(1), sizes.get(2));
  }

  /**
   * Returns {@code n d² K}, which half the useful floating-point operations of an iteration with full covariances are: a
   * triangular product and a symmetric update take {@code d²} each.
   */
  public double work() {
    return (double) rows * dimension * dimension * components;
  }

  @Override
  public String toString() {
    return rows + "x" + dimension + "x" + components;
  }
}
