package dev.gmm4j.plot;

import dev.gmm4j.clustering.ComponentMerging;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tree of clusters: components are its leaves, and what they merge to its branches.
 *
 * @param clusters how many clusters there are once the two below are merged; of a leaf all
 * @param entropyDrop by which merging them lowers the entropy, in nats; of a leaf 0
 * @param first the one below, or null of a leaf
 * @param second the other one below, or null of a leaf
 * @param leaves the components in it, from left to right
 */
record MergeTree(
    int clusters,
    double entropyDrop,
    @Nullable MergeTree first,
    @Nullable MergeTree second,
    List<Integer> leaves) {

  /** Returns the tree of all components. */
  static MergeTree of(ComponentMerging merging) {
    int components = merging.model().components();
    List<MergeTree> open = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      open.add(new MergeTree(components, 0, null, null, List.of(k)));
    }
    for (ComponentMerging.Merge merge : merging.merges()) {
      MergeTree second = open.remove(merge.second());
      MergeTree first = open.get(merge.first());
      List<Integer> leaves = new ArrayList<>(first.leaves);
      leaves.addAll(second.leaves);
      open.set(
          merge.first(),
          new MergeTree(
              merge.clusters() - 1, merge.entropyDrop(), first, second, List.copyOf(leaves)));
    }
    return open.get(0);
  }

  /** Returns names of clusters that tell their components, such as {@code cluster 0: components 0+3}. */
  static List<String> names(ComponentMerging merging, int clusters) {
    int[] cluster = merging.clusters(clusters);
    return IntStream.range(0, clusters)
        .mapToObj(g -> {
          List<String> members = IntStream.range(0, cluster.length)
              .filter(k -> cluster[k] == g)
              .mapToObj(Integer::toString)
              .toList();
          return "cluster " + g + (members.size() == 1 ? ": component " : ": components ")
              + members.stream().collect(Collectors.joining("+"));
        })
        .toList();
  }

  /** Returns how far right it stands, a leaf being 1 from the next. */
  double place(List<Integer> order) {
    return first == null || second == null
        ? order.indexOf(leaves.get(0))
        : (first.place(order) + second.place(order)) / 2;
  }
}
