package dev.gmm4j.selection;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits candidates again without a part of the samples, and asks for the likelihood of that part; each part in its turn
 * (Smyth 2000). A part is left out by weights of 0, so that nothing is copied but the weights.
 */
final class CrossValidation {
  private final CandidateGrid grid;
  private final Samples samples;
  private final int folds;
  private final double[] weights;
  private final int[] fold;

  CrossValidation(CandidateGrid grid, Samples samples, ModelSelection settings) {
    this.grid = grid;
    this.samples = samples;
    this.weights = samples.rowWeights();
    int rows = (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
    if (rows < settings.folds) {
      throw new InvalidSamplesException("samples of positive weight must be at least folds = "
          + settings.folds + ", but were " + rows);
    }
    this.folds = settings.folds;
    this.fold = deal(weights, settings.folds, new Randomness(settings.estimator.seed()));
  }

  /** Deals the rows of positive weight in random order to parts of equal sizes; the others belong to none. */
  private static int[] deal(double[] weights, int folds, Randomness random) {
    int[] rows = new int[weights.length];
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        rows[count++] = i;
      }
    }
    int[] fold = new int[weights.length];
    Arrays.fill(fold, -1);
    for (int left = count; left > 0; left--) {
      int drawn = (int) random.nextLong(left);
      fold[rows[drawn]] = left % folds;
      rows[drawn] = rows[left - 1];
    }
    return fold;
  }

  /** Returns the candidates with what cross-validation says of them; those that are not fitted are left as they are. */
  List<SelectionCandidate> validate(
      List<GaussianMixtureEstimator> estimators, List<SelectionCandidate> candidates) {
    List<GaussianMixtureEstimator> fitted = new ArrayList<>();
    List<SelectionCandidate.CrossValidated> sums = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).fit().isPresent()) {
        fitted.add(estimators.get(i));
        sums.add(new SelectionCandidate.CrossValidated(0, null));
      }
    }
    for (int f = 0; f < folds && !fitted.isEmpty(); f++) {
      addFold(f, fitted, sums);
    }
    List<SelectionCandidate> validated = new ArrayList<>();
    int next = 0;
    for (SelectionCandidate candidate : candidates) {
      validated.add(candidate.fit().isPresent() ? candidate.with(sums.get(next++)) : candidate);
    }
    return validated;
  }

  private void addFold(
      int f, List<GaussianMixtureEstimator> fitted, List<SelectionCandidate.CrossValidated> sums) {
    double[] kept = weights.clone();
    double[] leftOut = weights.clone();
    for (int i = 0; i < fold.length; i++) {
      (fold[i] == f ? kept : leftOut)[i] = 0;
    }
    Samples validation = samples.weighted(leftOut);
    List<SelectionCandidate> folded = grid.fit(samples.weighted(kept), fitted, candidate -> {});
    for (int i = 0; i < folded.size(); i++) {
      SelectionCandidate candidate = folded.get(i);
      SelectionCandidate.CrossValidated sum = sums.get(i);
      GmmException failure = candidate.failure().orElse(null);
      if (sum.failure() == null && failure != null) {
        sums.set(i, new SelectionCandidate.CrossValidated(Double.NaN, failure));
      } else if (sum.failure() == null) {
        double logLikelihood = candidate.fit().orElseThrow().model().logLikelihood(validation);
        sums.set(
            i, new SelectionCandidate.CrossValidated(sum.logLikelihood() + logLikelihood, null));
      }
    }
  }
}
