package dev.gmm4j.classification;

/** Where the prior probabilities of classes come from; free parameters are counted by it. */
public enum ClassPriors {
  /** The classes' shares of the weight of the samples. */
  ESTIMATED,

  /** Given by the user. */
  GIVEN
}
