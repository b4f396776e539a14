package dev.gmm4j.streaming;

/**
 * One step of stepwise EM.
 *
 * @param step the number of steps done, from 1
 * @param samplesSeen the rows that were given so far, those not yet learned from included
 * @param rows the rows of the mini-batch
 * @param stepSize how much the mini-batch counted
 * @param meanLogLikelihood of the mini-batch under the parameters before the step
 */
public record StreamingProgress(
    long step, long samplesSeen, int rows, double stepSize, double meanLogLikelihood) {}
