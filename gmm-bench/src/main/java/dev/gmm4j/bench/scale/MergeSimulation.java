package dev.gmm4j.bench.scale;

import dev.gmm4j.spi.SufficientStatistics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One iteration's merging, event by event: tasks end at different times, links carry one message at a time, and whoever
 * merges takes statistics in the order of partitions, however they arrive. The merges are done, on real statistics, and
 * their mean time on this machine is what the simulation counts; tasks, links and stages are only clocks.
 */
public final class MergeSimulation {
  /** Tasks take up to this much longer than the fastest. */
  private static final double SPREAD = 0.1;

  private final Cluster cluster;
  private final int components;
  private final int dimension;
  private final ByteBuffer[] messages;
  private final double[] taskEnds;

  /**
   * The result of a simulation.
   *
   * @param seconds from the last task's end to merged statistics
   * @param statistics the merged statistics
   */
  public record Outcome(double seconds, SufficientStatistics statistics) {}

  /**
   * A message that has been received.
   *
   * @param at when
   */
  private record Arrival(int sender, double at) {}

  /** Statistics of some sender, and when they are there. */
  private record Ready(double at, ByteBuffer message) {}

  /** Prepares an iteration whose tasks compute for about some seconds. */
  public MergeSimulation(
      Cluster cluster, int components, int dimension, double computeSeconds, long seed) {
    this.cluster = cluster;
    this.components = components;
    this.dimension = dimension;
    Random random = new Random(seed);
    // Different ones, but no more than fit into memory.
    messages = new ByteBuffer[Math.min(cluster.tasks(), 64)];
    Arrays.setAll(
        messages,
        i -> MergeCost.Tasks.encode(MergeCost.Tasks.statistics(components, dimension, i)));
    taskEnds = new double[cluster.tasks()];
    Arrays.setAll(taskEnds, i -> computeSeconds * (1 + SPREAD * random.nextDouble()));
  }

  /** Merges all tasks' statistics on the driver. */
  public Outcome flat() {
    Ready[] senders = new Ready[taskEnds.length];
    Arrays.setAll(senders, i -> new Ready(taskEnds[i], messages[i % messages.length]));
    SufficientStatistics sum = MergeCost.Tasks.empty(components, dimension);
    double end = merge(senders, 1, sum);
    return new Outcome(end + cluster.stageSeconds() - lastTask(), sum);
  }

  /** Merges them in groups of neighbours first, and the groups' on the driver. */
  public Outcome tree() {
    int tasks = taskEnds.length;
    int groups = Cluster.groups(tasks);
    double second = lastTask() + cluster.stageSeconds();
    int sharing = (groups - 1) / cluster.executors() + 1;
    Ready[] ofGroups = new Ready[groups];
    for (int g = 0; g < groups; g++) {
      int from = (int) ((long) tasks * g / groups);
      int to = (int) ((long) tasks * (g + 1) / groups);
      // A shuffle: all is there when the second stage begins.
      Ready[] members = new Ready[to - from];
      Arrays.setAll(members, i -> new Ready(second, messages[(from + i) % messages.length]));
      SufficientStatistics sum = MergeCost.Tasks.empty(components, dimension);
      double end = merge(members, sharing, sum);
      ofGroups[g] = new Ready(end, MergeCost.Tasks.encode(sum));
    }
    SufficientStatistics sum = MergeCost.Tasks.empty(components, dimension);
    double end = merge(ofGroups, 1, sum);
    return new Outcome(end + cluster.stageSeconds() - lastTask(), sum);
  }

  private double lastTask() {
    return Arrays.stream(taskEnds).max().orElse(0);
  }

  /**
   * Merges what senders send over one link, in the senders' order; returns when that is done.
   *
   * @param sharing how many receivers share the link
   */
  private double merge(Ready[] senders, int sharing, SufficientStatistics sum) {
    PriorityQueue<Arrival> waiting = new PriorityQueue<>((a, b) -> a.at() != b.at()
        ? Double.compare(a.at(), b.at())
        : Integer.compare(a.sender(), b.sender()));
    for (int i = 0; i < senders.length; i++) {
      waiting.add(new Arrival(i, senders[i].at()));
    }
    double[] arrived = new double[senders.length];
    double link = 0;
    while (!waiting.isEmpty()) {
      Arrival next = waiting.remove();
      double carrying =
          sharing * senders[next.sender()].message().capacity() / cluster.bytesPerSecond();
      link = Math.max(link, next.at()) + carrying;
      arrived[next.sender()] = link;
    }
    double mergeSeconds = merge(senders, sum) / senders.length;
    double clock = 0;
    for (double at : arrived) {
      clock = Math.max(clock, at) + mergeSeconds;
    }
    return clock;
  }

  /** Does the merges; returns the seconds that they took. */
  private double merge(Ready[] senders, SufficientStatistics sum) {
    SufficientStatistics read = MergeCost.Tasks.empty(components, dimension);
    double began = MergeCost.processorSeconds();
    for (Ready sender : senders) {
      MergeCost.Tasks.decode(sender.message(), read);
      sum.merge(read);
    }
    return MergeCost.processorSeconds() - began;
  }
}
