package dev.gmm4j.classification;

import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Published;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Data sets of the repository with their classes, which are their last columns. */
record LabelledData(double[][] rows, int[] classes) {

  static LabelledData of(String name) {
    return switch (name) {
      case "iris" -> of(name, 4, 0, 1, 2, 3);
      case "wine" -> of(name, 13, IntStream.range(0, 13).toArray());
      // mean_texture, worst_area, worst_smoothness: the three of Mangasarian, Street and Wolberg
      // (1995).
      case "wdbc" -> of(name, 30, 1, 23, 24);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static LabelledData of(String name, int classColumn, int... features) {
    double[][] all = Published.rows(name, classColumn + 1);
    double[][] rows = new double[all.length][];
    int[] classes = new int[all.length];
    for (int i = 0; i < all.length; i++) {
      double[] row = all[i];
      rows[i] = Arrays.stream(features).mapToDouble(j -> row[j]).toArray();
      classes[i] = (int) row[classColumn];
    }
    return new LabelledData(rows, classes);
  }

  /** Returns every second row, from one on. */
  LabelledData everySecond(int first) {
    int[] kept = IntStream.range(0, rows.length).filter(i -> i % 2 == first).toArray();
    return new LabelledData(
        Arrays.stream(kept).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(kept).map(i -> classes[i]).toArray());
  }

  Samples samples() {
    return Samples.of(rows);
  }

  Labels labels() {
    return Labels.of(classes);
  }

  /** Returns the labels of every third row, from the first on; those of the others are not known. */
  Labels everyThirdLabel() {
    int[] known = classes.clone();
    for (int i = 0; i < known.length; i++) {
      known[i] = i % 3 == 0 ? known[i] : Labels.UNKNOWN;
    }
    return Labels.of(labels().classes(), known);
  }
}
