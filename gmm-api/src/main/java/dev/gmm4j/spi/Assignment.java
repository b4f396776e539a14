package dev.gmm4j.spi;

/** The way in which a sample is divided among components. */
public enum Assignment {
  /** By responsibilities: the components' posterior probabilities given the sample, as in EM. */
  SOFT,
  /** Wholly to the component of highest posterior probability (ties: the smallest index), as in k-means. */
  HARD
}
