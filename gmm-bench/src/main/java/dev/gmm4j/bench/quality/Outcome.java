package dev.gmm4j.bench.quality;

/**
 * What one fit of default settings came to.
 *
 * @param logLikelihood of the training rows, in nats
 * @param admissible whether enough rows support it; true where nobody has looked
 * @param heldOut mean log-likelihood of the rows held out
 * @param seconds of the fit
 */
record Outcome(double logLikelihood, boolean admissible, double heldOut, double seconds) {}
