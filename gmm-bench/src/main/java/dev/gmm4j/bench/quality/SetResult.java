package dev.gmm4j.bench.quality;

import java.util.List;

/**
 * The outcomes of one way to fit on one set, one for each seed.
 *
 * @param rows of the training set
 * @param known the best optimum known
 */
record SetResult(QualitySet set, int rows, KnownOptima.Entry known, List<Outcome> outcomes) {
  private static final double NATS = 1;
  private static final double NATS_PER_ROW = 0.001;

  /** Returns how far from the best known log-likelihood still counts as near. */
  double gap() {
    return Math.max(NATS, NATS_PER_ROW * rows);
  }

  /** Returns what outcomes are compared with; where no admissible optimum is known, the best of the others. */
  double best() {
    return hasAdmissible() ? known.best() : known.inadmissible();
  }

  private boolean hasAdmissible() {
    return known.admissibleStarts() > 0;
  }

  /** Returns how many outcomes are near the best known one, or above it, and as admissible. */
  long near() {
    return outcomes.stream()
        .filter(outcome -> outcome.admissible() || !hasAdmissible())
        .filter(outcome -> outcome.logLikelihood() >= best() - gap())
        .count();
  }

  /** Returns how many outcomes too few rows support. */
  long inadmissible() {
    return outcomes.stream().filter(outcome -> !outcome.admissible()).count();
  }

  /** Tells whether an admissible outcome shows that better than the best known can be had. */
  boolean beatsKnown() {
    return outcomes.stream()
        .anyMatch(outcome -> outcome.admissible() && outcome.logLikelihood() > best() + gap());
  }

  /** Returns the mean of what outcomes lack to the best known log-likelihood, in nats for a row. */
  double meanLoss() {
    return outcomes.stream()
            .mapToDouble(outcome -> Math.max(0, best() - outcome.logLikelihood()))
            .average()
            .orElse(Double.NaN)
        / rows;
  }

  /** Returns the mean log-likelihood of a row held out. */
  double heldOut() {
    return outcomes.stream().mapToDouble(Outcome::heldOut).average().orElse(Double.NaN);
  }

  /** Returns the median of seconds. */
  double seconds() {
    double[] sorted = outcomes.stream().mapToDouble(Outcome::seconds).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
