package dev.gmm4j.classification;

import dev.gmm4j.data.Samples;

/** Adds up what a score tells, row by row in their order, so that threads change nothing. */
final class ClassifierScoring {
  private final int classes;
  private final long[][] confusion;
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

  ClassifierScoring(int classes) {
    this.classes = classes;
    this.confusion = new long[classes][classes + 1];
  }

  /** Scores a classifier. */
  static ClassifierScore of(
      MixtureClassifier classifier, Samples samples, Labels labels, DecisionRule rule) {
    ClassifierScoring scoring = new ClassifierScoring(classifier.classes().size());
    scoring.add(classifier, samples, labels, rule);
    return scoring.score(classifier.freeParameters());
  }

  /** Adds samples that a classifier was not necessarily fitted to. */
  void add(MixtureClassifier classifier, Samples samples, Labels labels, DecisionRule rule) {
    double[][] probabilities = classifier.probabilities(samples);
    double[] logDensities = classifier.mixtureOverClasses().logDensities(samples);
    double[] logJoints = logJoints(classifier, samples, labels);
    double[] weights = samples.rowWeights();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        int decided = rule.decide(probabilities[i], logDensities[i]);
        add(weights[i], labels.index(i), decided, probabilities[i], logDensities[i], logJoints[i]);
      }
    }
  }

  /** Returns {@code ln τ_c f_c(x)} of each labelled row, c its class; 0 of the others. */
  private static double[] logJoints(MixtureClassifier classifier, Samples samples, Labels labels) {
    double[] logJoints = new double[labels.count()];
    double[] priors = classifier.priors();
    for (int c = 0; c < priors.length; c++) {
      int[] own = labels.rows(c);
      if (own.length > 0) {
        double[] densities = classifier.mixture(c).logDensities(SelectedSamples.of(samples, own));
        double logPrior = Math.log(priors[c]);
        for (int i = 0; i < own.length; i++) {
          logJoints[own[i]] = logPrior + densities[i];
        }
      }
    }
    return logJoints;
  }

  private void add(
      double weight,
      int truth,
      int decided,
      double[] probabilities,
      double logDensity,
      double logJoint) {
    rows++;
    totalWeight += weight;
    logLikelihood += weight * logDensity;
    if (truth == Labels.UNKNOWN) {
      jointLogLikelihood += weight * logDensity;
      return;
    }
    labelledRows++;
    labelledWeight += weight;
    jointLogLikelihood += weight * logJoint;
    // Far from all classes both densities are 0, and only their ratio is known.
    logLoss -= weight
        * (logDensity > Double.NEGATIVE_INFINITY
            ? Math.min(0, logJoint - logDensity)
            : Math.log(probabilities[truth]));
    confusion[truth][decided == DecisionRule.REJECTED ? classes : decided]++;
    if (decided == DecisionRule.REJECTED) {
      rejected++;
    } else if (decided != truth) {
      errors++;
      wrongWeight += weight;
    }
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[c] - (c == truth ? 1 : 0);
      brier += weight * difference * difference / 2;
    }
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
