package dev.gmm4j.data;

/**
 * How much the rows of samples weigh together. Rows of weight 0 are no rows, and left out.
 *
 * @param rows the number of rows of positive weight, at least 1
 * @param total the sum of their weights
 * @param mean their mean weight
 */
public record WeightSummary(long rows, double total, double mean) {}
