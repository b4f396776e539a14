package dev.gmm4j.bench.spark;

import dev.gmm4j.bench.compare.Trial;

/** The process in which Spark does one task. */
public final class SparkTrial {
  private SparkTrial() {}

  /**
   * Does a task.
   *
   * @param arguments the file of the task, and the file to write the measurement to
   */
  public static void main(String[] arguments) throws Exception {
    Trial.run(new SparkContender(), arguments);
  }
}
