package dev.gmm4j.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** Times iterations of a library that tells nothing before a fit is over, by fits of different length. */
public final class WholeFits {
  private WholeFits() {}

  /** Fits with a number of iterations. */
  public interface Fit {

    /** Does so many iterations from the task's start. */
    void run(int iterations) throws Exception;
  }

  /** Returns seconds per iteration, at least one number; the last fit done is the one of all iterations. */
  public static double[] secondsPerIteration(Task task, Fit fit) throws Exception {
    int few = BackendContender.SETTLING;
    long began = System.nanoTime();
    do {
      fit.run(few);
    } while (since(began) < task.seconds() / 2);
    List<Double> seconds = new ArrayList<>();
    do {
      double overhead = seconds(fit, few);
      seconds.add((seconds(fit, task.iterations()) - overhead) / (task.iterations() - few));
    } while (since(began) < task.seconds());
    return seconds.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double seconds(Fit fit, int iterations) throws Exception {
    long began = System.nanoTime();
    fit.run(iterations);
    return since(began);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) * 1e-9;
  }
}
