package dev.gmm4j.bench.compare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The result of a contender on one problem.
 *
 * @param contender its name, such as {@code ejml} or {@code scikit-learn}
 * @param version of the library
 * @param seconds median of one iteration
 * @param fastest the shortest of one iteration
 * @param timed how many iterations these are of
 * @param logLikelihood total, of the parameters after all iterations
 * @param allocatedBytes what an iteration allocates in the Java heap; null where unknown
 * @param retainedBytes what the fit keeps above the samples; null where unknown
 * @param activeShare share of the pairs of sample and component with a responsibility above rounding; null where
 *     unknown
 */
public record Measurement(
    String contender,
    String version,
    double seconds,
    double fastest,
    int timed,
    double logLikelihood,
    @Nullable Double allocatedBytes,
    @Nullable Double retainedBytes,
    @Nullable Double activeShare) {

  /** Returns what is known of a contender that tells times and likelihood alone. */
  public static Measurement ofTimes(
      String contender, String version, double[] seconds, double logLikelihood) {
    return new Measurement(
        contender,
        version,
        median(seconds),
        Arrays.stream(seconds).min().orElseThrow(),
        seconds.length,
        logLikelihood,
        null,
        null,
        null);
  }

  /** Returns the same with what else is known of one of our own backends. */
  Measurement with(double allocated, double retained, double active) {
    return new Measurement(
        contender, version, seconds, fastest, timed, logLikelihood, allocated, retained, active);
  }

  Measurement renamed(String name) {
    return new Measurement(
        name,
        version,
        seconds,
        fastest,
        timed,
        logLikelihood,
        allocatedBytes,
        retainedBytes,
        activeShare);
  }

  /** Returns the median: of an even number, the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
