package dev.gmm4j.bayesian;

import dev.gmm4j.distribution.Interval;
import java.io.Serializable;

/** The posterior distribution of the mixing weights. Immutable. */
public sealed interface WeightPosterior extends Serializable
    permits DirichletWeights, StickWeights {

  /** Returns the number of components {@code K}. */
  int components();

  /** Returns which prior it comes from. */
  WeightPrior.Kind kind();

  /** Returns the prior's concentration. */
  double priorConcentration();

  /** Returns the expected weights, {@code K} numbers that sum to 1; of sticks divided by their sum. */
  double[] expectedWeights();

  /** Returns {@code E ln π_k} for each component. */
  double[] expectedLogWeights();

  /** Returns the Kullback-Leibler divergence of the prior from this distribution, in nats. */
  double divergence();

  /** Returns the weight that sticks beyond the last component are expected to have; 0 without sticks. */
  double unusedWeight();

  /** Returns the same distribution of components in another order. */
  WeightPosterior reordered(int[] order);

  /** Returns weights drawn from this distribution, {@code K} numbers that sum to 1; the same seed gives the same ones. */
  double[] draw(long seed);

  /**
   * Returns a credible interval of a component's weight: its quantiles of {@code (1 - p)/2} and {@code (1 + p)/2}.
   *
   * @param probability {@code p}, in (0, 1)
   */
  Interval weightInterval(int component, double probability);
}
