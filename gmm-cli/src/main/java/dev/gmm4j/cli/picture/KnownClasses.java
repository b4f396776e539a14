package dev.gmm4j.cli.picture;

import dev.gmm4j.io.ClassLabels;
import java.util.ArrayList;
import java.util.List;

/**
 * The known classes of rows as pictures show them.
 *
 * @param labels the class of each row, from 0
 * @param names what the classes are called
 */
record KnownClasses(int[] labels, List<String> names) {
  /** Returns the classes of a column. */
  static KnownClasses of(ClassLabels classes) {
    return new KnownClasses(classes.labels(), named(classes.column(), classes.names()));
  }

  /** Returns them in the order, and so in the colours, of other classes, then those that are none of these. */
  static KnownClasses inOrderOf(List<String> others, ClassLabels classes) {
    List<String> order = new ArrayList<>(others);
    int[] places = new int[classes.names().size()];
    for (int c = 0; c < places.length; c++) {
      String name = classes.names().get(c);
      if (!order.contains(name)) {
        order.add(name);
      }
      places[c] = order.indexOf(name);
    }
    int[] labels = classes.labels();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = places[labels[i]];
    }
    return new KnownClasses(labels, named(classes.column(), order));
  }

  /** A legend's number, or nothing at all, does not tell what it is of. */
  static List<String> named(String what, List<String> names) {
    return names.stream()
        .map(name -> name.isEmpty()
            ? what + " empty"
            : name.matches("[-+.0-9eE]+") ? what + " " + name : name)
        .toList();
  }
}
