package dev.gmm4j.em;

/**
 * A move that a search for a better optimum tried: two components were merged into one, and another was split in two, which
 * took its own index and the second one's. Or a {@linkplain #isSwap swap}: a component was dropped and begun anew at a sample.
 *
 * <p>What is compared is what EM maximizes, the log-likelihood, and under a prior the logarithm of its density added, for a
 * sample of weight 1: among the samples that were searched, which are some where there are many.
 *
 * @param merged index of the first of the two that were merged, from 0, and of what they became; of a swap that of the component
 *     that was dropped
 * @param with index of the second; of a swap {@code merged}
 * @param split index of the component that was split; {@code merged} where it was the one that they became; of a swap that of the
 *     component which most likely made the sample
 * @param before what had been reached
 * @param after what the move reached, as far as it was followed
 * @param accepted whether it was kept
 */
public record SearchMove(
    int merged, int with, int split, double before, double after, boolean accepted) {

  /** Tells whether a component was dropped and begun anew at a sample. */
  public boolean isSwap() {
    return merged == with;
  }

  /** Returns by how much the move raised what EM maximizes, for a sample of weight 1; 0 where it was not kept. */
  public double gain() {
    return accepted ? after - before : 0;
  }
}
