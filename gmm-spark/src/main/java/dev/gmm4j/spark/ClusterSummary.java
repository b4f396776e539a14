package dev.gmm4j.spark;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.ScaleAccumulator;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.incomplete.ObservedScale;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The summary of all partitions that the driver has.
 *
 * @param count number of rows, those of weight 0 included
 * @param positive number of rows of positive weight in each partition
 * @param wholeWeights whether the weights of all rows are whole numbers
 * @param backends ids of the backends that executors have chosen
 */
record ClusterSummary(
    long count, long[] positive, SampleScale scale, boolean wholeWeights, Set<String> backends) {

  /**
   * Returns the summary of all partitions, merged in their order.
   *
   * @throws InvalidSamplesException if rows cannot be used or there are none
   */
  static ClusterSummary of(List<PartitionSummary> partitions) {
    long count = 0;
    long[] positive = new long[partitions.size()];
    ScaleAccumulator scale = null;
    ObservedScale observed = null;
    int dimension = 0;
    for (int p = 0; p < positive.length; p++) {
      PartitionSummary partition = partitions.get(p);
      if (partition.problem() != null) {
        throw new InvalidSamplesException("partition " + p + ": " + partition.problem());
      }
      count += partition.rows();
      positive[p] = partition.positive();
      if (partition.rows() == 0) {
        continue;
      }
      if (scale == null) {
        dimension = partition.dimension();
        scale = new ScaleAccumulator(dimension);
      } else if (partition.dimension() != dimension) {
        throw new InvalidSamplesException("features must be " + dimension
            + ", as in the partitions before, but in partition " + p + " were "
            + partition.dimension());
      }
      partition.addTo(scale);
      if (partition.observed() != null) {
        observed = observed == null ? new ObservedScale(dimension) : observed;
        observed.merge(partition.observed());
      }
    }
    if (scale == null) {
      throw new InvalidSamplesException("samples must have at least 1 row, but had 0");
    }
    Set<String> backends = partitions.stream()
        .filter(partition -> partition.rows() > 0)
        .map(PartitionSummary::backend)
        .collect(Collectors.toSet());
    SampleScale all = observed == null ? scale.scale() : observed.scale();
    return new ClusterSummary(
        count,
        positive,
        all,
        partitions.stream().allMatch(PartitionSummary::wholeWeights),
        backends);
  }

  /** Returns the number of features. */
  int dimension() {
    return scale.means().length;
  }
}
