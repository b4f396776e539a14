package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The known classes of some rows: the names of the classes in a fixed order, and for each row the index of its class, or
 * {@link #UNKNOWN}. Immutable.
 *
 * <p>Classes ascend as numbers if all names are finite numbers, else as texts, by their characters. Numbers that are equal,
 * such as 1 and 1.0, are different classes, in the order of their texts.
 */
public final class Labels {
  /** The index of a row whose class is not known. */
  public static final int UNKNOWN = -1;

  private final List<String> classes;
  private final int[] indices;

  private Labels(List<String> classes, int[] indices) {
    this.classes = classes;
    this.indices = indices;
  }

  /**
   * Returns labels by the names of the rows' classes.
   *
   * @param names the name of each row's class; null where it is not known
   * @throws IllegalArgumentException if there is no row, or no row's class is known
   */
  public static Labels of(List<? extends @Nullable String> names) {
    notNull("names", names);
    Map<String, Integer> codes = new TreeMap<>();
    for (String name : names) {
      if (name != null) {
        codes.put(name, 0);
      }
    }
    List<String> classes = new ArrayList<>(codes.keySet());
    if (classes.stream().allMatch(Labels::isNumber)) {
      classes.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    for (int c = 0; c < classes.size(); c++) {
      codes.put(classes.get(c), c);
    }
    int[] indices = new int[names.size()];
    for (int i = 0; i < indices.length; i++) {
      String name = names.get(i);
      indices[i] = name == null ? UNKNOWN : codes.getOrDefault(name, UNKNOWN);
    }
    return of(classes, indices);
  }

  /**
   * Returns labels by the numbers of the rows' classes, whose names are their decimal texts.
   *
   * @param numbers the number of each row's class
   * @throws IllegalArgumentException if there is no row
   */
  public static Labels of(int[] numbers) {
    notNull("numbers", numbers);
    return of(Arrays.stream(numbers).mapToObj(Integer::toString).toList());
  }

  /**
   * Returns labels by classes in an order of the caller's own, and the index of each row's class.
   *
   * @param classes different names, at least one
   * @param indices for each row the index of its class, from 0, or {@link #UNKNOWN}; copied
   * @throws IllegalArgumentException if there is no class or no row, a name occurs twice, or an index is out of range
   */
  public static Labels of(List<String> classes, int[] indices) {
    List<String> names = List.copyOf(notNull("classes", classes));
    notNull("indices", indices);
    check(!names.isEmpty(), "classes must be at least %d, but were 0", 1);
    requireDifferent(names);
    check(indices.length > 0, "indices must be at least %d, but were 0", 1);
    for (int i = 0; i < indices.length; i++) {
      check(
          indices[i] >= UNKNOWN && indices[i] < names.size(),
          "indices[%d] must be in [%d, %d], but was %d",
          i,
          UNKNOWN,
          names.size() - 1,
          indices[i]);
    }
    return new Labels(names, indices.clone());
  }

  /** Refuses a name that occurs twice. */
  static void requireDifferent(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      Integer before = places.put(names.get(c), c);
      check(
          before == null,
          "classes must differ, but %d and %d are both \"%s\"",
          before,
          c,
          names.get(c));
    }
  }

  private static boolean isNumber(String name) {
    try {
      return Double.isFinite(Double.parseDouble(name));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Returns the names of the classes in their order. */
  public List<String> classes() {
    return classes;
  }

  /** Returns the number of rows. */
  public int count() {
    return indices.length;
  }

  /** Returns the index of a row's class, or {@link #UNKNOWN}. */
  public int index(int row) {
    return indices[row];
  }

  /** Returns a copy of the index of each row's class, {@link #UNKNOWN} where it is not known. */
  public int[] indices() {
    return indices.clone();
  }

  /** Tells whether the class of every row is known. */
  public boolean isComplete() {
    for (int index : indices) {
      if (index == UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  /** Returns the rows of a class, or those of {@link #UNKNOWN} class, in ascending order. */
  int[] rows(int index) {
    int[] rows = new int[indices.length];
    int count = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] == index) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** Returns the labels of some rows, with all classes. */
  Labels select(int[] rows) {
    return new Labels(classes, Arrays.stream(rows).map(row -> indices[row]).toArray());
  }

  /**
   * Returns the same labels with the classes in another order, of which there may be more.
   *
   * @throws IllegalArgumentException if a row has a class that is not among them, naming row and class
   */
  public Labels in(List<String> otherClasses) {
    List<String> others = List.copyOf(notNull("classes", otherClasses));
    if (others.equals(classes)) {
      return this;
    }
    int[] places = classes.stream().mapToInt(others::indexOf).toArray();
    int[] moved = new int[indices.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = indices[i] == UNKNOWN ? UNKNOWN : places[indices[i]];
      check(
          indices[i] == UNKNOWN || moved[i] >= 0,
          "labels must be among the classes %s, but that of row %d was \"%s\"",
          others,
          i,
          indices[i] == UNKNOWN ? "" : classes.get(indices[i]));
    }
    return of(others, moved);
  }

  /** Refuses labels of more or fewer rows than samples. */
  void requireRowsOf(Samples samples) {
    check(
        indices.length == samples.count(),
        "labels must be as many as rows = %d, but were %d",
        samples.count(),
        indices.length);
  }

  /** Returns the number of rows and the classes. */
  @Override
  public String toString() {
    return "Labels[rows=" + indices.length + ", classes=" + classes + "]";
  }
}
