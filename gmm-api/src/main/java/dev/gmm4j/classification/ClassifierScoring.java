package dev.gmm4j.classification;

import dev.gmm4j.data.Samples;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what a score tells, in one pass over blocks of rows: in an order that does not depend on threads, so that these
 * change nothing.
 */
final class ClassifierScoring {
  /** Logarithms of smaller probabilities are taken from densities: these have lost digits, or all. */
  private static final double LEAST_PROBABILITY = 1e-290;

  private final int classes;
  private final boolean hasNoise;
  private final long[][] confusion;
  private final UnlikelyRows unlikely = new UnlikelyRows();
  private long rows;
  private long labelledRows;
  private double totalWeight;
  private double labelledWeight;
  private double logLikelihood;
  private double jointLogLikelihood;
  private long errors;
  private long rejected;
  private double wrongWeight;
  private double brier;
  private double logLoss;

  /** Rows whose class is next to impossible, in ascending order; few, unless a classifier is useless. */
  private static final class UnlikelyRows {
    private int[] rows = {};
    private double[] logDensities = {};
    private int count;

    void add(int row, double logDensity) {
      if (count == rows.length) {
        rows = Arrays.copyOf(rows, Math.max(16, 2 * count));
        logDensities = Arrays.copyOf(logDensities, rows.length);
      }
      rows[count] = row;
      logDensities[count++] = logDensity;
    }

    void addAll(UnlikelyRows others) {
      for (int i = 0; i < others.count; i++) {
        add(others.rows[i], others.logDensities[i]);
      }
    }
  }

  ClassifierScoring(int classes, boolean hasNoise) {
    this.classes = classes;
    this.hasNoise = hasNoise;
    this.confusion = new long[classes][classes + 1];
  }

  /** Scores a classifier. */
  static ClassifierScore of(
      MixtureClassifier classifier, Samples samples, Labels labels, DecisionRule rule) {
    return of(classifier, samples, labels, rule, null).score(classifier.freeParameters());
  }

  /**
   * Returns what was added up over samples, to which the classifier was not necessarily fitted.
   *
   * @param kept receives the probabilities of each row, an array a row; or null
   */
  static ClassifierScoring of(
      MixtureClassifier classifier,
      Samples samples,
      Labels labels,
      DecisionRule rule,
      double @Nullable [][] kept) {
    int classes = classifier.classes().size();
    boolean hasNoise = classifier.noise() != null;
    double[] weights = samples.isWeighted() ? samples.rowWeights() : null;
    ClassifierScoring sum = classifier
        .evaluation(samples)
        .run(
            () -> new ClassifierScoring(classes, hasNoise),
            ClassifierScoring::clear,
            ClassifierScoring::add,
            (first, count, logDensities, probabilities, sums) -> {
              for (int i = 0; i < count; i++) {
                int row = first + i;
                if (kept != null) {
                  kept[row] = Arrays.copyOfRange(probabilities, i * classes, (i + 1) * classes);
                }
                double weight = weights == null ? 1 : weights[row];
                if (weight > 0) {
                  int decided = rule.decide(probabilities, i * classes, classes, logDensities[i]);
                  sums.add(
                      row,
                      weight,
                      labels.index(row),
                      decided,
                      logDensities[i],
                      probabilities,
                      i * classes);
                }
              }
            });
    sum.addUnlikely(classifier, samples, labels, weights);
    return sum;
  }

  private void clear() {
    for (long[] row : confusion) {
      Arrays.fill(row, 0);
    }
    unlikely.count = 0;
    rows = 0;
    labelledRows = 0;
    totalWeight = 0;
    labelledWeight = 0;
    logLikelihood = 0;
    jointLogLikelihood = 0;
    errors = 0;
    rejected = 0;
    wrongWeight = 0;
    brier = 0;
    logLoss = 0;
  }

  /** Adds what was added up over other rows. */
  void add(ClassifierScoring other) {
    for (int c = 0; c < classes; c++) {
      for (int decided = 0; decided <= classes; decided++) {
        confusion[c][decided] += other.confusion[c][decided];
      }
    }
    unlikely.addAll(other.unlikely);
    rows += other.rows;
    labelledRows += other.labelledRows;
    totalWeight += other.totalWeight;
    labelledWeight += other.labelledWeight;
    logLikelihood += other.logLikelihood;
    jointLogLikelihood += other.jointLogLikelihood;
    errors += other.errors;
    rejected += other.rejected;
    wrongWeight += other.wrongWeight;
    brier += other.brier;
    logLoss += other.logLoss;
  }

  private void add(
      int row,
      double weight,
      int truth,
      int decided,
      double logDensity,
      double[] probabilities,
      int from) {
    rows++;
    totalWeight += weight;
    logLikelihood += weight * logDensity;
    if (truth == Labels.UNKNOWN) {
      jointLogLikelihood += weight * logDensity;
      return;
    }
    labelledRows++;
    labelledWeight += weight;
    double probability = probabilities[from + truth];
    // Far from all classes both densities are 0, and only their ratio is known.
    if (probability < LEAST_PROBABILITY && logDensity > Double.NEGATIVE_INFINITY) {
      unlikely.add(row, logDensity);
    } else if (probability < 1) {
      double logProbability = Math.log(probability);
      jointLogLikelihood += weight * (logDensity + logProbability);
      logLoss -= weight * logProbability;
    } else {
      jointLogLikelihood += weight * logDensity;
    }
    confusion[truth][decided == DecisionRule.REJECTED ? classes : decided]++;
    if (decided == DecisionRule.REJECTED) {
      rejected++;
    } else if (decided != truth) {
      errors++;
      wrongWeight += weight;
    }
    double squares = 0;
    double left = 1;
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[from + c] - (c == truth ? 1 : 0);
      squares += difference * difference;
      left -= probabilities[from + c];
    }
    if (hasNoise) {
      squares += left * left;
    }
    brier += weight * squares / 2;
  }

  /** Adds {@code ln τ_c f_c(x)} of the rows whose class c is next to impossible. */
  private void addUnlikely(
      MixtureClassifier classifier, Samples samples, Labels labels, double @Nullable [] weights) {
    double[] priors = classifier.priors();
    double ofClasses = classifier.noise() == null ? 1 : 1 - classifier.noise().weight();
    for (int c = 0; c < classes && unlikely.count > 0; c++) {
      int[] places = new int[unlikely.count];
      int[] own = new int[unlikely.count];
      int count = 0;
      for (int i = 0; i < unlikely.count; i++) {
        if (labels.index(unlikely.rows[i]) == c) {
          places[count] = i;
          own[count++] = unlikely.rows[i];
        }
      }
      if (count > 0) {
        double[] densities = classifier
            .mixture(c)
            .logDensities(SelectedSamples.of(samples, Arrays.copyOf(own, count)));
        double logPrior = Math.log(priors[c] * ofClasses);
        for (int i = 0; i < count; i++) {
          double weight = weights == null ? 1 : weights[own[i]];
          double logJoint = logPrior + densities[i];
          jointLogLikelihood += weight * logJoint;
          logLoss -= weight * Math.min(0, logJoint - unlikely.logDensities[places[i]]);
        }
      }
    }
    unlikely.count = 0;
  }

  /** Returns what was added up. */
  ClassifierScore score(long freeParameters) {
    return new ClassifierScore(
        rows,
        labelledRows,
        totalWeight,
        labelledWeight,
        logLikelihood,
        jointLogLikelihood,
        freeParameters,
        errors,
        rejected,
        labelledWeight > 0 ? wrongWeight / labelledWeight : Double.NaN,
        labelledWeight > 0 ? brier / labelledWeight : Double.NaN,
        labelledWeight > 0 ? logLoss / labelledWeight : Double.NaN,
        confusion);
  }
}
