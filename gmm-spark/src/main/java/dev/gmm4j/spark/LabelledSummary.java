package dev.gmm4j.spark;

import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The summary of each class in a partition that the driver gets when its rows have been packed. */
final class LabelledSummary implements Serializable {
  private static final long serialVersionUID = 1;

  private final PartitionSummary[] classes;

  private LabelledSummary(PartitionSummary[] classes) {
    this.classes = classes;
  }

  /** Reads through a partition; done where the partition is. */
  static LabelledSummary of(Iterator<PackedRows> blocks, int classes, @Nullable String backend) {
    String id = ExecutorBackend.get(backend).id();
    PartitionSummary[] summaries = new PartitionSummary[classes];
    for (int c = 0; c < classes; c++) {
      summaries[c] = new PartitionSummary(id, false);
    }
    boolean usable = true;
    while (usable && blocks.hasNext()) {
      PackedRows block = blocks.next();
      summaries[block.label()].add(block);
      usable = summaries[block.label()].problem() == null;
    }
    for (PartitionSummary summary : summaries) {
      summary.end();
    }
    return new LabelledSummary(summaries);
  }

  /** Returns the summary of a class, of no rows where the partition has none. */
  PartitionSummary ofClass(int label) {
    return classes[label];
  }
}
