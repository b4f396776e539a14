package dev.gmm4j.bench.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param starts of each source for the best known optima, or 0 for measuring
 * @param seeds of default fits
 * @param variants the ways to fit, the first of which is the one that is judged
 * @param name a regular expression found in the names of the sets wanted; empty for all
 * @param others whether scikit-learn and mclust are asked where they are found
 * @param outcomes the file that outcomes are kept in, or null
 * @param kept whether nothing is fitted: the table is that of outcomes kept before
 */
record QualityOptions(
    int starts,
    int seeds,
    List<Variant> variants,
    String name,
    boolean others,
    @Nullable String outcomes,
    boolean kept) {
  private static final int SEEDS = 10;
  private static final int STARTS = 200;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if an option is unknown or lacks its value
   */
  static QualityOptions parse(List<String> arguments) {
    int starts = 0;
    int seeds = SEEDS;
    String name = "";
    boolean others = true;
    boolean kept = false;
    String outcomes = null;
    Variant judged = Variant.DEFAULT;
    List<Variant> against = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      switch (option) {
        case "--best" -> starts = starts == 0 ? STARTS : starts;
        case "--alone" -> others = false;
        case "--kept" -> kept = true;
        default -> {
          if (i + 1 == arguments.size()) {
            throw new IllegalArgumentException("unknown option, or one without a value: " + option);
          }
          String value = arguments.get(++i);
          switch (option) {
            case "--starts" -> starts = Integer.parseInt(value);
            case "--seeds" -> seeds = Integer.parseInt(value);
            case "--set" -> name = value;
            case "--outcomes" -> outcomes = value;
            case "--estimator" -> judged = Variant.parse(value);
            case "--against" ->
              against.add(value.equals("default") ? Variant.DEFAULT : Variant.parse(value));
            default -> throw new IllegalArgumentException("unknown option " + option);
          }
        }
      }
    }
    against.add(0, judged);
    return new QualityOptions(starts, seeds, List.copyOf(against), name, others, outcomes, kept);
  }

  /** Returns the sets of the battery that are wanted. */
  List<QualitySet> sets() {
    Pattern pattern = Pattern.compile(name);
    return Battery.all().stream()
        .filter(set -> pattern.matcher(set.name()).find())
        .toList();
  }
}
