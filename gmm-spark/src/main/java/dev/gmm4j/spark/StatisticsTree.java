package dev.gmm4j.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Adds up the statistics of all partitions, one part each, pairwise in the order of partitions: on the driver alone, or,
 * where all parts together are large, in groups on the executors first. The bits are the same either way, for groups are
 * branches of the driver's tree.
 *
 * <p>Not {@code treeAggregate}, which adds in the order in which parts arrive.
 */
final class StatisticsTree {
  private StatisticsTree() {}

  /** A part and its place in the order. */
  private static final class Numbered implements Serializable {
    private static final long serialVersionUID = 1;

    private final int index;
    private final StatisticsPart part;

    Numbered(int index, StatisticsPart part) {
      this.index = index;
      this.part = part;
    }
  }

  /**
   * Returns the sum of the parts.
   *
   * @param parts one in each partition
   * @param partBytes the size of a part
   * @param maxDriverBytes the most that the driver should take at once
   */
  static StatisticsPart sum(JavaRDD<StatisticsPart> parts, long partBytes, long maxDriverBytes) {
    JavaRDD<StatisticsPart> current = parts;
    int count = parts.getNumPartitions();
    while (count > 2 && count * partBytes > maxDriverBytes) {
      int shift = groupShift(count);
      current = grouped(current, shift);
      count = current.getNumPartitions();
    }
    PairwiseSum<StatisticsPart> sum = new PairwiseSum<>(StatisticsPart::plus);
    current.collect().forEach(sum::add);
    StatisticsPart total = sum.total();
    if (total == null) {
      throw new IllegalStateException("there are no partitions");
    }
    return total;
  }

  /** Returns the binary logarithm of a group's size: about the root of the number of parts, at least 2. */
  private static int groupShift(int count) {
    int shift = 1;
    while (1L << (2 * shift) < count) {
      shift++;
    }
    return shift;
  }

  private static JavaRDD<StatisticsPart> grouped(JavaRDD<StatisticsPart> parts, int shift) {
    int groups = ((parts.getNumPartitions() - 1) >> shift) + 1;
    // Hashes of small integers are the integers: group g is partition g.
    Partitioner byGroup = new HashPartitioner(groups);
    return parts
        .mapPartitionsWithIndex((index, part) -> numbered(index, shift, part), false)
        .mapToPair(pair -> pair)
        .partitionBy(byGroup)
        .mapPartitions(StatisticsTree::sumInOrder);
  }

  private static Iterator<Tuple2<Integer, Numbered>> numbered(
      int index, int shift, Iterator<StatisticsPart> part) {
    return List.of(new Tuple2<>(index >> shift, new Numbered(index, part.next())))
        .iterator();
  }

  private static Iterator<StatisticsPart> sumInOrder(Iterator<Tuple2<Integer, Numbered>> arrived) {
    List<Numbered> parts = new ArrayList<>();
    arrived.forEachRemaining(pair -> parts.add(pair._2()));
    parts.sort(Comparator.comparingInt(numbered -> numbered.index));
    PairwiseSum<StatisticsPart> sum = new PairwiseSum<>(StatisticsPart::plus);
    parts.forEach(numbered -> sum.add(numbered.part));
    StatisticsPart total = sum.total();
    return total == null ? List.<StatisticsPart>of().iterator() : List.of(total).iterator();
  }
}
