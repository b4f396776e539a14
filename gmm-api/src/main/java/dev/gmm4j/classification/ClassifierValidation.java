package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The result of a stratified cross-validation: each part of the rows is scored by a classifier that was fitted to the others.
 * Immutable.
 *
 * <p>The rows of each class are dealt in random order to the parts, one after the other, so that every part has nearly the same
 * share of each class. Rows of weight 0, and of unknown class, belong to no part.
 */
public final class ClassifierValidation {
  private final ClassifierScore score;
  private final List<ClassifierScore> parts;
  private final double[][] probabilities;
  private final List<String> classes;

  private ClassifierValidation(
      ClassifierScore score,
      List<ClassifierScore> parts,
      double[][] probabilities,
      List<String> classes) {
    this.score = score;
    this.parts = List.copyOf(parts);
    this.probabilities = probabilities;
    this.classes = classes;
  }

  static ClassifierValidation run(
      MixtureClassifierEstimator estimator, Samples samples, Labels labels, int folds) {
    notNull("samples", samples);
    notNull("labels", labels).requireRowsOf(samples);
    atLeast("parts", folds, 2);
    SampleChecks.requireUsable(samples);
    int[] part = deal(samples, labels, folds, new Randomness(estimator.estimator.seed()));
    List<String> names = estimator.labels(labels).classes();
    int classes = names.size();
    ClassifierScoring all = new ClassifierScoring(classes, estimator.noise != null);
    List<ClassifierScore> scores = new ArrayList<>();
    double[][] probabilities = new double[labels.count()][];
    for (int f = 0; f < folds; f++) {
      int[] out = rows(part, f, true);
      if (out.length == 0) {
        continue;
      }
      MixtureClassifier classifier = fit(estimator, samples, labels, rows(part, f, false), f);
      Samples left = SelectedSamples.of(samples, out);
      Labels truth = labels.select(out).in(names);
      double[][] found = new double[out.length][];
      ClassifierScoring one =
          ClassifierScoring.of(classifier, left, truth, DecisionRule.LIKELIEST, found);
      scores.add(one.score(classifier.freeParameters()));
      all.add(one);
      for (int i = 0; i < out.length; i++) {
        probabilities[out[i]] = found[i];
      }
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (part[i] < 0) {
        probabilities[i] = new double[classes];
        Arrays.fill(probabilities[i], Double.NaN);
      }
    }
    return new ClassifierValidation(all.score(0), scores, probabilities, names);
  }

  private static MixtureClassifier fit(
      MixtureClassifierEstimator estimator, Samples samples, Labels labels, int[] kept, int part) {
    try {
      return estimator.classifier(SelectedSamples.of(samples, kept), labels.select(kept));
    } catch (GmmException e) {
      throw new GmmException("without part " + (part + 1) + ": " + e.getMessage(), e);
    }
  }

  /** Returns the rows of a part, or all others. */
  private static int[] rows(int[] part, int wanted, boolean inside) {
    int[] rows = new int[part.length];
    int count = 0;
    for (int i = 0; i < part.length; i++) {
      if ((part[i] == wanted) == inside) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private static int[] deal(Samples samples, Labels labels, int folds, Randomness random) {
    double[] weights = samples.rowWeights();
    int[] part = new int[weights.length];
    Arrays.fill(part, -1);
    int next = 0;
    for (int c = 0; c < labels.classes().size(); c++) {
      int[] rows = Arrays.stream(labels.rows(c)).filter(row -> weights[row] > 0).toArray();
      check(
          rows.length >= 2,
          "class \"%s\" must have at least 2 rows of positive weight for cross-validation, but had %d",
          labels.classes().get(c),
          rows.length);
      for (int left = rows.length; left > 0; left--) {
        int drawn = (int) random.nextLong(left);
        part[rows[drawn]] = next++ % folds;
        rows[drawn] = rows[left - 1];
      }
    }
    return part;
  }

  /** Returns the names of the classes in their order. */
  public List<String> classes() {
    return classes;
  }

  /**
   * Returns the score of all rows, each by the classifier that it was left out of. Its free parameters are 0, as it is of several
   * classifiers: its BIC is none.
   */
  public ClassifierScore score() {
    return score;
  }

  /** Returns the score of each part, in their order; parts without rows are left out. */
  public List<ClassifierScore> parts() {
    return parts;
  }

  /** Returns the standard error of the error rate: that of its mean over the parts. */
  public double errorRateStandardError() {
    double[] rates = parts.stream().mapToDouble(ClassifierScore::errorRate).toArray();
    double mean = Arrays.stream(rates).average().orElse(Double.NaN);
    double sum = Arrays.stream(rates).map(rate -> (rate - mean) * (rate - mean)).sum();
    return Math.sqrt(sum / (rates.length - 1) / rates.length);
  }

  /** Returns the probabilities of the classes of each row, by the classifier that it was left out of; NaN of rows of no part. */
  public double[][] probabilities() {
    return Arrays.stream(probabilities).map(double[]::clone).toArray(double[][]::new);
  }
}
