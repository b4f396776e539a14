package dev.gmm4j.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Times iterations of a library that tells nothing before a fit is over, by fits of different length. */
public final class WholeFits {
  private static final int MIN_PAIRS = 3;

  /** The factor by which a slow library may exceed its time for as many pairs of fits. */
  private static final int PATIENCE = 10;

  /** So many pairs without any time are given up: on a busy machine the first ones may tell nothing. */
  private static final int MOST_FRUITLESS_PAIRS = 20;

  private final LongSupplier nanoTime;

  private WholeFits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Fits with a number of iterations. */
  public interface Fit {

    /** Does so many iterations from the task's initial parameters. */
    void run(int iterations) throws Exception;
  }

  /**
   * Returns seconds per iteration, at least one number; the last fit done is the one of all iterations. Pairs of fits of
   * which the longer one took less time tell nothing and do not count.
   *
   * @throws IllegalStateException if all pairs are such
   */
  public static double[] secondsPerIteration(Task task, Fit fit) throws Exception {
    return secondsPerIteration(task, fit, System::nanoTime);
  }

  /** Times by a clock like {@link System#nanoTime()}. */
  static double[] secondsPerIteration(Task task, Fit fit, LongSupplier nanoTime) throws Exception {
    return new WholeFits(nanoTime).time(task, fit);
  }

  private double[] time(Task task, Fit fit) throws Exception {
    int few = BackendContender.SETTLING;
    long began = nanoTime.getAsLong();
    do {
      fit.run(few);
    } while (since(began) < task.seconds() / 2);
    List<Double> seconds = new ArrayList<>();
    int pairs = 0;
    do {
      pairs++;
      double overhead = seconds(fit, few);
      double difference = seconds(fit, task.iterations()) - overhead;
      if (difference > 0) {
        seconds.add(difference / (task.iterations() - few));
      }
    } while (since(began) < task.seconds()
        || (pairs < MIN_PAIRS && since(began) < PATIENCE * task.seconds())
        || (seconds.isEmpty() && pairs < MOST_FRUITLESS_PAIRS));
    if (seconds.isEmpty()) {
      throw new IllegalStateException("fits of " + task.iterations()
          + " iterations took no longer than fits of " + few + ", " + pairs + " times");
    }
    return seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double seconds(Fit fit, int iterations) throws Exception {
    long began = nanoTime.getAsLong();
    fit.run(iterations);
    return since(began);
  }

  private double since(long nanos) {
    return (nanoTime.getAsLong() - nanos) * 1e-9;
  }
}
