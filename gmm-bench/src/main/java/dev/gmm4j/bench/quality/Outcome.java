package dev.gmm4j.bench.quality;

/**
 * The result of one fit with default settings.
 *
 * @param logLikelihood of the training rows, in nats
 * @param admissible whether enough rows support it; true where nobody has looked
 * @param heldOut mean log-likelihood of the rows held out
 * @param seconds of the fit
 */
record Outcome(double logLikelihood, boolean admissible, double heldOut, double seconds) {}
