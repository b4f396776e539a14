package dev.gmm4j.data;

/**
 * Samples drawn from a mixture, and the components that they were drawn from.
 *
 * @param rows shape {@code n*d}
 * @param labels the component of each row, from 0
 */
public record LabelledSamples(double[][] rows, int[] labels) {

  /** Returns the shape. */
  @Override
  public String toString() {
    return "LabelledSamples[rows=" + rows.length + ", columns="
        + (rows.length == 0 ? 0 : rows[0].length) + "]";
  }
}
