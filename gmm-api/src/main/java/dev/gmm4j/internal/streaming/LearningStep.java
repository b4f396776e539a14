package dev.gmm4j.internal.streaming;

/**
 * The result of a step.
 *
 * @param number of the step, from 1
 * @param rows of the mini-batch
 * @param weight of the mini-batch
 * @param stepSize how much the mini-batch counted
 * @param logLikelihood total of the mini-batch under the parameters before
 */
public record LearningStep(
    long number, int rows, double weight, double stepSize, double logLikelihood) {}
