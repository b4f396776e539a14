package dev.gmm4j.bench.mclust;

import dev.gmm4j.bench.compare.Environment;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Compares all cells of the sets that compare.R has fitted, and the choices by BIC: {@code gmm-bench/mclust/run}.
 */
public final class MclustComparison {
  private static final String LINE =
      "%-18s %8s | %5s %6s %6s %6s %6s %6s %6s | %-7s %11s %-7s %11s | %8s %8s%n";

  /** Models whose maximization has no closed form and is not taken to its end in each iteration. */
  private static final Set<CovarianceModel> COMMON_AXES =
      Set.of(CovarianceModel.EVE, CovarianceModel.VVE);

  private final List<CellResult> all = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int choices;
  private int worseChoices;

  private MclustComparison() {}

  /**
   * Prints a table, the cells that are worse, and sums.
   *
   * @param arguments the folder that compare.R has written
   * @throws IOException if a file cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Environment here = Environment.here("mclust");
    System.out.printf(
        "gmm4j %s, %s, %s, %s, %s%n%n",
        here.commit(),
        here.jvm(),
        Files.readString(folder.resolve("versions.txt")).strip(),
        here.processor(),
        here.date());
    System.out.println(
        "Cells from mclust's own starts, worse or better by more than 0.05 nats: default, than mclust with its default"
            + " tolerance; worse, better,\nthan mclust's best; plain, worse even without"
            + " acceleration; NA, only mclust or only we have a value. Then both choices by BIC\n(lower is better),"
            + " ours by the defaults of select, and seconds for all cells and for our selection.\n");
    System.out.printf(
        Locale.ROOT,
        LINE,
        "",
        "n x d",
        "both",
        "defalt",
        "worse",
        "plain",
        "better",
        "mc.NA",
        "our NA",
        "mclust",
        "BIC",
        "ours",
        "BIC",
        "mclust s",
        "ours s");
    MclustComparison comparison = new MclustComparison();
    for (Path each : folders(folder)) {
      comparison.add(MclustSet.read(each));
    }
    comparison.foot();
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.exists(file.resolve("seconds.txt")))
          .sorted()
          .toList();
    }
  }

  private void add(MclustSet set) {
    List<CellResult> results = CellFits.of(set);
    all.addAll(results);
    results.stream()
        .filter(result -> result.worse() || result.onlyMclust())
        .forEach(result -> note(set, result));
    Optional<MclustCell> theirs = set.cells().stream()
        .filter(cell -> !Double.isNaN(cell.bic()))
        .min(Comparator.comparingDouble(MclustCell::bic));
    ModelSelectionResult selection =
        ModelSelection.builder().build().select(Samples.of(set.rows()));
    SelectionCandidate ours = selection.best();
    double bic = ours.value(SelectionCriterion.BIC);
    System.out.printf(
        Locale.ROOT,
        LINE,
        set.name(),
        set.rows().length + "x" + set.rows()[0].length,
        count(results, CellResult::inBoth),
        count(results, CellResult::worseThanDefault),
        count(results, CellResult::worse),
        count(results, CellResult::worsePlain),
        count(results, CellResult::better),
        count(results, CellResult::onlyOurs),
        count(results, CellResult::onlyMclust),
        theirs.map(cell -> cell.model() + " " + cell.components()).orElse("-"),
        theirs.map(cell -> String.format(Locale.ROOT, "%.2f", cell.bic())).orElse("-"),
        ours.covariance() + " " + ours.components(),
        String.format(Locale.ROOT, "%.2f", bic),
        String.format(Locale.ROOT, "%.2f", set.seconds()),
        String.format(Locale.ROOT, "%.2f", selection.seconds()));
    System.out.flush();
    choices++;
    if (theirs.isPresent() && bic > theirs.get().bic() + 2 * CellResult.TOLERANCE) {
      worseChoices++;
      notes.add(String.format(
          Locale.ROOT,
          "%s: BIC of our choice is worse by %.2f",
          set.name(),
          bic - theirs.get().bic()));
    }
  }

  private void note(MclustSet set, CellResult result) {
    MclustCell cell = result.cell();
    notes.add(String.format(
        Locale.ROOT,
        "%s %s %d: mclust %.4f, to its limit %.4f; ours %.4f, without acceleration %.4f; %s",
        set.name(),
        cell.model(),
        cell.components(),
        cell.logLikelihood(),
        cell.limit(),
        result.accelerated(),
        result.plain(),
        reason(set, result)));
  }

  /** Returns what can be told about why mclust has more. */
  private static String reason(MclustSet set, CellResult result) {
    if (!result.worsePlain() && !result.onlyMclust()) {
      return "acceleration led to another optimum";
    }
    if (result.onlyMclust() && Double.isNaN(result.cell().limit())) {
      return "mclust has none either with a smaller tolerance";
    }
    int smallest = set.smallestClass(result.cell().components());
    if (smallest <= set.rows()[0].length) {
      // Their scatter leaves directions open, in which each program begins as rounding has it.
      return "a class of the start has only " + smallest + " rows";
    }
    if (COMMON_AXES.contains(result.cell().model())) {
      return "common axes, which each program improves by steps of its own";
    }
    return "smallest class of the start: " + smallest + " rows";
  }

  private void foot() {
    System.out.printf(
        "%nall %d sets: %d cells in both; worse than mclust's default %d, than its best %d, without acceleration %d;"
            + " better %d;%nonly we %d, only mclust %d; BIC of the choice worse for %d%n"
            + "of all cells, acceleration leads to a better optimum than EM alone in %d, to a worse one or none in %d%n%n",
        choices,
        count(all, CellResult::inBoth),
        count(all, CellResult::worseThanDefault),
        count(all, CellResult::worse),
        count(all, CellResult::worsePlain),
        count(all, CellResult::better),
        count(all, CellResult::onlyOurs),
        count(all, CellResult::onlyMclust),
        worseChoices,
        count(all, CellResult::gainedByAcceleration),
        count(all, CellResult::lostByAcceleration));
    notes.forEach(System.out::println);
  }

  private static long count(List<CellResult> results, Predicate<CellResult> wanted) {
    return results.stream().filter(wanted).count();
  }
}
