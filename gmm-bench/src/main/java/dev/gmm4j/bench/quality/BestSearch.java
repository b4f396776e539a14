package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Adds starts to the best known optima until each set has enough, of our own EM, of scikit-learn and of mclust where they are
 * found, and from the groups that the rows were drawn from. Goes over all sets again and again with more starts, so that an
 * interrupted search leaves each set with about as many.
 */
final class BestSearch {
  private static final String EM = "em";
  private static final String GROUPS = "groups";

  /** Numbers of rows, features and components together, above which a fifth of the starts must do. */
  private static final long LARGE = 5_000_000;

  private static final int SHARE_OF_LARGE = 5;

  /** More rows are too slow for them; mclust's own start needs the square of the rows. */
  private static final int MOST_SCIKIT_LEARN = 10_000;

  private static final int MOST_MCLUST = 3000;

  private static final int ROUND = 20;

  private final KnownOptima known;
  private final Path data;
  private final Path folder;
  private final Optional<OtherProgram> scikitLearn;
  private final Optional<OtherProgram> mclust;

  BestSearch(
      KnownOptima known,
      Path data,
      Path folder,
      Optional<OtherProgram> scikitLearn,
      Optional<OtherProgram> mclust) {
    this.known = known;
    this.data = data;
    this.folder = folder;
    this.scikitLearn = scikitLearn;
    this.mclust = mclust;
  }

  /** Searches until each source has had so many starts on each set. */
  void run(List<QualitySet> sets, int starts) throws IOException, InterruptedException {
    for (int round = ROUND; round < starts + ROUND; round += ROUND) {
      int wanted = Math.min(round, starts);
      for (QualitySet set : sets) {
        search(set, wanted);
      }
      System.err.println("all sets have " + wanted + " starts");
    }
  }

  private void search(QualitySet set, int wanted) throws IOException, InterruptedException {
    QualityRows made = set.rows(data);
    double[][] rows = made.training();
    boolean large = (long) rows.length * rows[0].length * set.components() > LARGE;
    int target = large ? wanted / SHARE_OF_LARGE : wanted;
    try (PreparedSamples samples = PreparedSamples.of(
        Samples.of(rows), Backends.standard().automatic(), set.components(), 1)) {
      OwnStarts own = new OwnStarts(set, samples, rows);
      KnownOptima.Entry groups = known.get(set, rows, GROUPS);
      if (made.labels() != null && groups.starts() == 0) {
        Optional<Optimum> found = own.from(Initialization.labels(made.labels()), 0, groups);
        groups = groups.tried(1);
        known.put(set, rows, GROUPS, found.isPresent() ? groups.with(found.get()) : groups);
      }
      KnownOptima.Entry em = known.get(set, rows, EM);
      if (em.starts() < target) {
        known.put(set, rows, EM, own.add(em, em.starts(), target));
      }
      if (scikitLearn.isPresent() && rows.length <= MOST_SCIKIT_LEARN) {
        add(scikitLearn.get(), set, rows, own, target);
      }
      if (mclust.isPresent() && rows.length <= MOST_MCLUST) {
        add(mclust.get(), set, rows, own, target);
      }
    }
  }

  /** Lets a program run, and our EM go on where it ended: it has another regularization. */
  private void add(OtherProgram program, QualitySet set, double[][] rows, OwnStarts own, int target)
      throws IOException, InterruptedException {
    KnownOptima.Entry entry = known.get(set, rows, program.name());
    if (!program.fits(set) || entry.starts() >= target) {
      return;
    }
    Path training = folder.resolve(set.name() + ".csv");
    RowsFile.write(training, rows);
    int count = target - entry.starts();
    List<GaussianMixture> optima =
        program.optima(set, training, rows[0].length, entry.starts(), count);
    Files.delete(training);
    entry = entry.tried(count);
    for (GaussianMixture optimum : optima) {
      Optional<Optimum> found = own.from(Initialization.parameters(optimum), 0, entry);
      entry = found.isPresent() ? entry.with(found.get()) : entry;
    }
    known.put(set, rows, program.name(), entry);
  }
}
