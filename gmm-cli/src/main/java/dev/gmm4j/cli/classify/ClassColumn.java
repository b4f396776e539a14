package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.Labels;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.io.ClassLabels;
import java.util.Arrays;
import java.util.List;

/** The column of classes: what its cells mean, and whether they can be classes at all. */
final class ClassColumn {
  /** Fewer different texts may well be classes of few rows each. */
  private static final int FEW_CLASSES = 20;

  /** More different numbers are rarely names of classes. */
  private static final int MANY_CLASSES = 50;

  private ClassColumn() {}

  /**
   * Returns labels of which an empty cell is none.
   *
   * @throws CommandFailure if all cells are empty
   */
  static Labels labels(String column, ClassLabels read) {
    int empty = read.names().indexOf("");
    if (empty < 0) {
      return Labels.of(read.names(), read.labels());
    }
    List<String> names = read.names().stream().filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) {
      throw failure("column " + column + " must have the classes of rows, but is empty");
    }
    int[] labels = read.labels();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == empty ? Labels.UNKNOWN : labels[i] - (labels[i] > empty ? 1 : 0);
    }
    return Labels.of(names, labels);
  }

  /**
   * Refuses a column with one class, and one with so many that it is an identifier or a quantity.
   *
   * @throws CommandFailure if it is one of these
   */
  static void requireClasses(String column, Labels labels) {
    List<String> classes = labels.classes();
    long labelled = labelled(labels);
    if (classes.size() == 1) {
      throw failure(
          "column " + column + " must have at least 2 classes, but all " + labelled
              + " labelled rows are of \"" + classes.get(0)
              + "\"; gmm fit fits a mixture to rows of one kind, and gmm predict --outliers finds what is unlike them");
    }
    if (classes.size() > FEW_CLASSES && 2L * classes.size() > labelled) {
      throw failure("column " + column + " must have classes of several rows each, but has "
          + classes.size() + " different cells in " + labelled + " labelled rows"
          + (areNumbers(classes)
              ? "; if it is a quantity, gmm fit with it as a column and gmm regress --targets "
                  + column + " predict it"
              : "; --label names the column of classes"));
    }
  }

  /** Returns what is to be said of classes that are next to none. */
  static List<String> notes(String column, Labels labels) {
    int classes = labels.classes().size();
    return classes > MANY_CLASSES && areNumbers(labels.classes())
        ? List.of("column " + column + " has " + NumberText.count(classes, "different number")
            + ", each of which is a class; a quantity is predicted by gmm regress --targets "
            + column)
        : List.of();
  }

  private static long labelled(Labels labels) {
    return Arrays.stream(labels.indices())
        .filter(index -> index != Labels.UNKNOWN)
        .count();
  }

  private static boolean areNumbers(List<String> classes) {
    return classes.stream().allMatch(ClassColumn::isNumber);
  }

  private static boolean isNumber(String name) {
    try {
      return Double.isFinite(Double.parseDouble(name));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static CommandFailure failure(String message) {
    return new CommandFailure(ExitStatus.DATA, message, null);
  }
}
