package dev.gmm4j.bench.compare;

import java.util.Comparator;
import java.util.List;

/**
 * All that was measured.
 *
 * @param backends ids of our own contenders; all others are peers, or backends of another commit
 * @param products rates of dense products, at this number of threads
 * @param notes what was left out, and why
 */
public record Results(
    Environment environment,
    int threads,
    List<String> backends,
    List<ProductRate> products,
    List<Outcome> outcomes,
    List<String> notes) {

  /** Log-likelihoods that differ by more than this, relatively, are not equal. */
  public static final double EQUAL = 1e-8;

  /** The results of all contenders on one problem. */
  public record Outcome(Problem problem, List<Measurement> measurements) {

    /** Returns how far a log-likelihood lies from the median of all, relatively. */
    public double difference(Measurement measurement) {
      List<Double> sorted = measurements.stream()
          .map(Measurement::logLikelihood)
          .sorted(Comparator.naturalOrder())
          .toList();
      double median = sorted.get((sorted.size() - 1) / 2);
      return Math.abs(measurement.logLikelihood() - median) / Math.abs(median);
    }

    /** Tells whether a measurement counts: a faster wrong answer does not. */
    public boolean agrees(Measurement measurement) {
      return difference(measurement) <= EQUAL;
    }
  }

  /** Returns the fastest dense product, in 1e9 operations per second. */
  public double machineGigaflops() {
    return products.stream().mapToDouble(ProductRate::gigaflops).max().orElse(Double.NaN);
  }
}
