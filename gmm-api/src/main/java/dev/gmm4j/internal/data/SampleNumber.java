package dev.gmm4j.internal.data;

import dev.gmm4j.data.Samples;
import dev.gmm4j.data.WeightSummary;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.InformationCriteria;

/** Refuses samples whose total weight cannot stand for their number. */
public final class SampleNumber {
  private SampleNumber() {}

  /**
   * Checks samples before they are used by something that takes the total weight for the number of samples.
   *
   * @param user what that is, for the message
   * @throws InvalidSamplesException if the total weight is not above 1, a weight is not finite or negative, or all are 0
   */
  public static void require(Samples samples, String user) {
    WeightSummary weights = samples.weightSummary();
    if (InformationCriteria.isSampleNumber(weights.total())) {
      return;
    }
    if (weights.rows() == 1) {
      throw new InvalidSamplesException(user + " needs more than 1 sample, but there was 1");
    }
    throw new InvalidSamplesException(user
        + " takes the total weight for the number of samples, which must be > 1, but the weights of "
        + weights.rows() + " rows sum to " + DecimalText.of(weights.total())
        + "; weights are frequencies, 2 being the row twice; Samples.withNormalizedWeights()"
        + " scales them to the number of rows");
  }
}
