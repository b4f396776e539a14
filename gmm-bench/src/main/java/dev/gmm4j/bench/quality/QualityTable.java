package dev.gmm4j.bench.quality;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints a line for each set as its results come, and sums of all sets and of those held back. */
final class QualityTable {
  private static final String NOTHING = "-";

  private final PrintStream out;
  private final List<String> names;

  /** Results of each way to fit, in the order of names; null where it does not fit a set. */
  private final List<List<SetResult>> results = new ArrayList<>();

  QualityTable(PrintStream out, List<String> names) {
    this.out = out;
    this.names = List.copyOf(names);
    names.forEach(name -> results.add(new ArrayList<>()));
  }

  void head() {
    out.printf("%-24s %11s %4s %5s %7s", "", "rows x d", "K", "model", "starts");
    names.forEach(name -> out.printf(" | %-35s", name));
    out.printf("%n%-24s %11s %4s %5s %7s", "", "", "", "", "");
    names.forEach(
        name -> out.printf(" | %5s %3s %8s %8s %7s", "near", "bad", "loss", "held-out", "s"));
    out.println();
  }

  /**
   * Prints the results of a set.
   *
   * @param dimension the number of features
   * @param each one for each name; a result without outcomes says that there is none
   */
  void add(int dimension, List<SetResult> each) {
    SetResult first = each.get(0);
    QualitySet set = first.set();
    out.printf(
        Locale.ROOT,
        "%-24s %11s %4d %5s %7d",
        set.name() + (set.unseen() ? " *" : ""),
        first.rows() + "x" + dimension,
        set.components(),
        set.model(),
        first.known().starts());
    for (int i = 0; i < names.size(); i++) {
      SetResult result = each.get(i);
      if (result.outcomes().isEmpty()) {
        out.printf(" | %5s %3s %8s %8s %7s", NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
      } else {
        results.get(i).add(result);
        out.printf(
            Locale.ROOT,
            " | %2d/%2d %3d %8.4f %8.3f %7.3f",
            result.near(),
            result.outcomes().size(),
            result.inadmissible(),
            result.meanLoss(),
            result.heldOut(),
            result.seconds());
      }
    }
    out.println(
        each.stream().anyMatch(SetResult::beatsKnown) ? "  better than the best known" : "");
    out.flush();
  }

  void foot() {
    out.println();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      share(name, "all sets", results.get(i), result -> true);
      share(name, "sets seen", results.get(i), result -> !result.set().unseen());
      share(name, "sets held back (*)", results.get(i), result -> result.set().unseen());
      out.printf(
          Locale.ROOT,
          "%s: seconds of all sets' medians together %.2f%n",
          name,
          results.get(i).stream().mapToDouble(SetResult::seconds).sum());
    }
    for (int i = 1; i < names.size(); i++) {
      compare(i);
    }
  }

  private void share(String name, String which, List<SetResult> all, Predicate<SetResult> wanted) {
    List<SetResult> some = all.stream().filter(wanted).collect(Collectors.toList());
    long fits = some.stream().mapToLong(result -> result.outcomes().size()).sum();
    long near = some.stream().mapToLong(SetResult::near).sum();
    long bad = some.stream().mapToLong(SetResult::inadmissible).sum();
    out.printf(
        Locale.ROOT,
        "%s, %s: %d of %d fits near the best known, %.1f %%; %d with too few rows for a component;"
            + " %d of %d sets at all seeds%n",
        name,
        which,
        near,
        fits,
        100.0 * near / Math.max(1, fits),
        bad,
        some.stream()
            .filter(result -> result.near() == result.outcomes().size())
            .count(),
        some.size());
  }

  /** Prints what another way to fit costs and gains on the sets that both fit. */
  private void compare(int other) {
    List<SetResult> firsts = new ArrayList<>();
    List<SetResult> others = new ArrayList<>();
    for (SetResult result : results.get(other)) {
      results.get(0).stream().filter(first -> first.set().equals(result.set())).forEach(first -> {
        firsts.add(first);
        others.add(result);
      });
    }
    double[] ratios = IntStream.range(0, firsts.size())
        .mapToDouble(i -> firsts.get(i).seconds() / others.get(i).seconds())
        .sorted()
        .toArray();
    if (ratios.length == 0) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s / %s, %d sets: near %d / %d; seconds, median of ratios %.2f, largest %.2f, all together %.2f;"
            + " mean held-out difference %.4f%n",
        names.get(0),
        names.get(other),
        ratios.length,
        firsts.stream().mapToLong(SetResult::near).sum(),
        others.stream().mapToLong(SetResult::near).sum(),
        ratios[ratios.length / 2],
        ratios[ratios.length - 1],
        firsts.stream().mapToDouble(SetResult::seconds).sum()
            / others.stream().mapToDouble(SetResult::seconds).sum(),
        IntStream.range(0, firsts.size())
            .mapToDouble(i -> firsts.get(i).heldOut() - others.get(i).heldOut())
            .average()
            .orElse(Double.NaN));
  }
}
