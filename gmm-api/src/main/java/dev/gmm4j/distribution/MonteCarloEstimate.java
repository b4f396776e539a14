package dev.gmm4j.distribution;

/**
 * A number estimated by sampling.
 *
 * @param value the estimate; infinity where a number drawn is beyond {@code Double.MAX_VALUE}
 * @param standardError its standard deviation: two times in three the truth is closer than that, 19 times in 20 closer
 *     than twice that; infinity with the estimate
 * @param draws how many samples were drawn
 */
public record MonteCarloEstimate(double value, double standardError, int draws) {

  /** Returns the mean of numbers, with its standard error. */
  static MonteCarloEstimate meanOf(double[] numbers) {
    for (double number : numbers) {
      if (number == Double.POSITIVE_INFINITY) {
        return new MonteCarloEstimate(number, number, numbers.length);
      }
    }
    double mean = mean(numbers);
    double squares = 0;
    for (double number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    double n = numbers.length;
    return new MonteCarloEstimate(mean, Math.sqrt(squares / (n - 1) / n), numbers.length);
  }

  /** Adds to the first number what the others are more on average, so that equal numbers have themselves for a mean. */
  private static double mean(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number - numbers[0];
    }
    return numbers[0] + sum / numbers.length;
  }
}
