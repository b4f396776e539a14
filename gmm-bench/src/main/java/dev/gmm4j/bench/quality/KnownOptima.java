package dev.gmm4j.bench.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The best optima found so far, in a file with a line for each set and source of starts. Lines of a set whose rows, number
 * of components or model have changed since are dropped.
 */
final class KnownOptima {
  private static final String HEADER =
      "set,fingerprint,source,starts,admissible_starts,log_likelihood,inadmissible_log_likelihood";

  /**
   * The best optimum that the starts of one source reached.
   *
   * @param starts so many
   * @param admissibleStarts so many of them ended at an admissible optimum; of another program, so many of the different
   *     optima that it hands over, five at most in each of its runs
   * @param best log-likelihood of the best admissible optimum; negative infinity if there is none
   * @param inadmissible log-likelihood of the best other one; negative infinity if there is none
   */
  record Entry(int starts, int admissibleStarts, double best, double inadmissible) {
    static final Entry NONE = new Entry(0, 0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** Returns this entry with so many more starts, which had found nothing. */
    Entry tried(int more) {
      return new Entry(starts + more, admissibleStarts, best, inadmissible);
    }

    /** Returns this entry with what one of its starts has found. */
    Entry with(Optimum optimum) {
      return optimum.admissible()
          ? new Entry(
              starts, admissibleStarts + 1, Math.max(best, optimum.logLikelihood()), inadmissible)
          : new Entry(
              starts, admissibleStarts, best, Math.max(inadmissible, optimum.logLikelihood()));
    }
  }

  private record Key(String set, String fingerprint, String source) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySet = set.compareTo(other.set);
      return bySet != 0 ? bySet : source.compareTo(other.source);
    }
  }

  private final Path file;
  private final Map<Key, Entry> entries = new TreeMap<>();

  private KnownOptima(Path file) {
    this.file = file;
  }

  /** Reads a file, if there is one. */
  static KnownOptima read(Path file) throws IOException {
    KnownOptima known = new KnownOptima(file);
    known.load();
    return known;
  }

  private void load() throws IOException {
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        entries.put(
            new Key(cells[0], cells[1], cells[2]),
            new Entry(
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                number(cells[5]),
                number(cells[6])));
      }
    }
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(cell);
  }

  private static String text(double number) {
    return Double.isInfinite(number) ? "" : String.format(Locale.ROOT, "%.4f", number);
  }

  /** Returns what a source has found. */
  Entry get(QualitySet set, double[][] rows, String source) {
    return entries.getOrDefault(new Key(set.name(), fingerprint(set, rows), source), Entry.NONE);
  }

  /** Returns the best of all sources. */
  Entry best(QualitySet set, double[][] rows) {
    String fingerprint = fingerprint(set, rows);
    Entry all = Entry.NONE;
    for (Map.Entry<Key, Entry> each : entries.entrySet()) {
      Key key = each.getKey();
      if (key.set().equals(set.name()) && key.fingerprint().equals(fingerprint)) {
        Entry entry = each.getValue();
        all = new Entry(
            all.starts() + entry.starts(),
            all.admissibleStarts() + entry.admissibleStarts(),
            Math.max(all.best(), entry.best()),
            Math.max(all.inadmissible(), entry.inadmissible()));
      }
    }
    return all;
  }

  /** Replaces what a source has found, and the file, which another process may have added lines of other sources to. */
  void put(QualitySet set, double[][] rows, String source, Entry entry) throws IOException {
    load();
    Key key = new Key(set.name(), fingerprint(set, rows), source);
    entries
        .keySet()
        .removeIf(other ->
            other.set().equals(key.set()) && !other.fingerprint().equals(key.fingerprint()));
    entries.put(key, entry);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    entries.forEach((each, value) -> lines.add(String.join(
        ",",
        each.set(),
        each.fingerprint(),
        each.source(),
        Integer.toString(value.starts()),
        Integer.toString(value.admissibleStarts()),
        text(value.best()),
        text(value.inadmissible()))));
    Path next =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.write(next, lines);
    // An interrupted run leaves a whole file.
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns a text that tells sets apart: model, components, sizes, and a number that depends on all values. */
  static String fingerprint(QualitySet set, double[][] rows) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (double value : rows[i]) {
        sum += value * value * (1 + (double) i / rows.length);
      }
    }
    // Few digits: functions such as a cosine may differ in the last one from machine to machine.
    return String.format(
        Locale.ROOT,
        "%s/%d/%dx%d/%.6e",
        set.model(),
        set.components(),
        rows.length,
        rows[0].length,
        sum / rows.length);
  }
}
