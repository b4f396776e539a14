package dev.gmm4j.bench.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of the results of fits, a line each. With it an interrupted run goes on where it stopped, and the table can be made
 * again when better optima are known.
 * Without a file nothing is kept.
 */
final class OutcomeFile {
  private static final int CELLS = 7;

  private record Key(String set, String fingerprint, String fits) {}

  private final @Nullable Path file;
  private final Map<Key, List<Outcome>> outcomes = new HashMap<>();

  private OutcomeFile(@Nullable Path file) {
    this.file = file;
  }

  /** Reads a file, if there is one; null for no file. */
  static OutcomeFile read(@Nullable Path file) throws IOException {
    OutcomeFile read = new OutcomeFile(file);
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] cells = line.split(";", -1);
        if (cells.length != CELLS) {
          throw new IOException(file + ": a line has " + CELLS + " cells, but was " + line);
        }
        read.outcomes
            .computeIfAbsent(new Key(cells[0], cells[1], cells[2]), key -> new ArrayList<>())
            .add(new Outcome(
                Double.parseDouble(cells[3]),
                Boolean.parseBoolean(cells[4]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6])));
      }
    }
    return read;
  }

  /**
   * Returns what was kept.
   *
   * @param fits name of the program, or of the settings
   */
  List<Outcome> get(QualitySet set, QualityRows rows, String fits) {
    return List.copyOf(outcomes.getOrDefault(key(set, rows, fits), List.of()));
  }

  /** Keeps outcomes. */
  void add(QualitySet set, QualityRows rows, String fits, List<Outcome> added) throws IOException {
    Key key = key(set, rows, fits);
    outcomes.computeIfAbsent(key, each -> new ArrayList<>()).addAll(added);
    if (file != null) {
      Files.write(
          file,
          added.stream()
              .map(outcome -> String.join(
                  ";",
                  key.set(),
                  key.fingerprint(),
                  key.fits(),
                  Double.toString(outcome.logLikelihood()),
                  Boolean.toString(outcome.admissible()),
                  Double.toString(outcome.heldOut()),
                  Double.toString(outcome.seconds())))
              .toList(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private static Key key(QualitySet set, QualityRows rows, String fits) {
    return new Key(set.name(), KnownOptima.fingerprint(set, rows.training()), fits);
  }
}
