package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.bench.compare.Environment;
import dev.gmm4j.bench.compare.Processes;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fits the battery with default settings and tells how near they come to the best optima known, or looks for those:
 * {@code gmm-bench/run quality}.
 */
public final class QualityTrial {
  private final QualityOptions options;
  private final Path data;
  private final KnownOptima known;
  private final Path folder;
  private final Optional<OtherProgram> scikitLearn;
  private final OutcomeFile outcomes;

  private QualityTrial(
      QualityOptions options,
      Path data,
      KnownOptima known,
      Path folder,
      Optional<OtherProgram> scikitLearn,
      OutcomeFile outcomes) {
    this.options = options;
    this.data = data;
    this.known = known;
    this.folder = folder;
    this.scikitLearn = scikitLearn;
    this.outcomes = outcomes;
  }

  /**
   * Prints a table of fits, or searches for the best optima.
   *
   * @param arguments the repository's folder, and options
   * @throws IOException if a file cannot be read or written, or another program fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    QualityOptions options =
        QualityOptions.parse(Arrays.asList(arguments).subList(1, arguments.length));
    Path sources = root.resolve("gmm-bench/src/main");
    Path data = root.resolve("data");
    KnownOptima known = KnownOptima.read(root.resolve("gmm-bench/quality/best-known.csv"));
    Path folder = Files.createDirectories(root.resolve("gmm-bench/target/quality"));
    Processes processes = new Processes(folder);
    Optional<OtherProgram> scikitLearn = options.others()
        ? OtherProgram.scikitLearn(processes, sources.resolve("python/quality.py"))
        : Optional.empty();
    if (options.starts() > 0) {
      Optional<OtherProgram> mclust = options.others()
          ? OtherProgram.mclust(processes, sources.resolve("r/quality.R"))
          : Optional.empty();
      new BestSearch(known, data, folder, scikitLearn, mclust)
          .run(options.sets(), options.starts());
    } else {
      String file = options.outcomes();
      OutcomeFile outcomes = OutcomeFile.read(file == null ? null : Path.of(file));
      new QualityTrial(options, data, known, folder, scikitLearn, outcomes).measure();
    }
  }

  private void measure() throws IOException, InterruptedException {
    Environment here = Environment.here("quality");
    System.out.printf(
        "gmm4j %s, %s, %s, %d processors, %s; %d seeds%n%n",
        here.commit(),
        here.jvm(),
        here.processor(),
        here.processors(),
        here.date(),
        options.seeds());
    System.out.println(
        "near: fits within max(1 nat, 0.001 nats a row) of the best known optimum; bad: fits with too few"
            + " rows for a component;\nloss: mean of what is lacking to it, nats a row; held-out: mean"
            + " log-likelihood of a row; s: seconds, median\n");
    QualityTable table = new QualityTable(System.out, names());
    table.head();
    for (QualitySet set : options.sets()) {
      measure(set, table);
    }
    table.foot();
  }

  private void measure(QualitySet set, QualityTable table)
      throws IOException, InterruptedException {
    QualityRows rows = set.rows(data);
    KnownOptima.Entry best = known.best(set, rows.training());
    if (best.starts() == 0) {
      throw new IllegalStateException(
          "no best optimum of " + set.name() + " is known; gmm-bench/run quality --best finds it");
    }
    if (!options.kept()) {
      fit(set, rows);
    }
    List<SetResult> results = new ArrayList<>();
    for (String name : names()) {
      List<Outcome> kept = outcomes.get(set, rows, name);
      results.add(new SetResult(
          set,
          rows.training().length,
          best,
          kept.subList(0, Math.min(kept.size(), options.seeds()))));
    }
    table.add(rows.dimension(), results);
  }

  /** Returns the names of what is compared. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    options.variants().forEach(variant -> names.add(variant.name()));
    scikitLearn.ifPresent(program -> names.add(program.name()));
    return names;
  }

  /** Fits what has not been kept from a run before. */
  private void fit(QualitySet set, QualityRows rows) throws IOException, InterruptedException {
    fitByTurns(set, rows);
    int kept = outcomes.get(set, rows, OtherProgram.SCIKIT_LEARN).size();
    if (scikitLearn.isPresent() && scikitLearn.get().fits(set) && kept < options.seeds()) {
      List<Outcome> all = scikitLearn(scikitLearn.get(), set, rows);
      outcomes.add(set, rows, OtherProgram.SCIKIT_LEARN, all.subList(kept, all.size()));
    }
  }

  /** Fits by turns, so that what slows the machine down for a while slows all. */
  private void fitByTurns(QualitySet set, QualityRows rows) throws IOException {
    Samples training = Samples.of(rows.training());
    Samples heldOut = Samples.of(rows.heldOut());
    for (int seed = 0; seed < options.seeds(); seed++) {
      for (Variant variant : options.variants()) {
        if (outcomes.get(set, rows, variant.name()).size() > seed) {
          continue;
        }
        long began = System.nanoTime();
        GaussianMixtureFit fit = variant.fit(set, training, rows.training(), seed);
        double seconds = 1e-9 * (System.nanoTime() - began);
        Optimum optimum = Optimum.of(fit, set, rows.training());
        Outcome outcome = new Outcome(
            optimum.logLikelihood(),
            optimum.admissible(),
            fit.model().meanLogLikelihood(heldOut),
            seconds);
        outcomes.add(set, rows, variant.name(), List.of(outcome));
      }
    }
  }

  private List<Outcome> scikitLearn(OtherProgram program, QualitySet set, QualityRows rows)
      throws IOException, InterruptedException {
    Path training = folder.resolve(set.name() + ".csv");
    Path heldOut = folder.resolve(set.name() + "-held-out.csv");
    RowsFile.write(training, rows.training());
    RowsFile.write(heldOut, rows.heldOut());
    List<Outcome> found = program.defaults(set, training, heldOut, options.seeds());
    Files.delete(training);
    Files.delete(heldOut);
    return found;
  }
}
