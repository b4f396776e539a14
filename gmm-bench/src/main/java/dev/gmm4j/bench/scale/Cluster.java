package dev.gmm4j.bench.scale;

/**
 * A cluster as the plan sees it.
 *
 * @param executors machines that hold the rows
 * @param cores of each executor; each runs one task, of one partition, an iteration
 * @param bytesPerSecond of each machine's network link, and of the driver's
 * @param stageSeconds to start a stage and to hear of its end, apart from its work
 */
public record Cluster(int executors, int cores, double bytesPerSecond, double stageSeconds) {

  /** Returns the number of tasks of a stage. */
  public int tasks() {
    return executors * cores;
  }

  /** Returns the seconds that tasks compute in an iteration. */
  public double computeSeconds(double rows, double rowSeconds) {
    return rows * rowSeconds / tasks();
  }

  /** Returns the seconds from the last task's end to merged statistics where all go to the driver. */
  public double flatSeconds(MergeCost cost) {
    return stageSeconds + tasks() * arrivalSeconds(cost);
  }

  /**
   * Returns the same where tasks' statistics first meet in groups of about the square root of the tasks, on executors,
   * and the driver merges the groups'.
   */
  public double treeSeconds(MergeCost cost) {
    int groups = groups(tasks());
    // An executor's link is shared by the groups that it merges.
    int sharing = ceilingDivision(groups, executors);
    double inGroup = (double) ceilingDivision(tasks(), groups)
        * Math.max(cost.mergeSeconds(), sharing * cost.bytes() / bytesPerSecond);
    return 2 * stageSeconds + inGroup + groups * arrivalSeconds(cost);
  }

  /** A driver receives while it merges: the slower of the two counts. */
  double arrivalSeconds(MergeCost cost) {
    return Math.max(cost.mergeSeconds(), cost.bytes() / bytesPerSecond);
  }

  /** Returns the bytes that leave all machines in an iteration: statistics, and parameters for each executor. */
  public double trafficBytes(MergeCost cost, boolean tree) {
    double statistics = (double) cost.bytes() * (tasks() + (tree ? groups(tasks()) : 0));
    return statistics + (double) cost.bytes() * executors;
  }

  static int groups(int tasks) {
    return (int) Math.ceil(Math.sqrt(tasks));
  }

  private static int ceilingDivision(int a, int b) {
    return (a - 1) / b + 1;
  }
}
