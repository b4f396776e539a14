package dev.gmm4j.internal.initialization;

import java.util.Arrays;

/**
 * The result of a hierarchical clustering of rows: the merges in their order, from each row a cluster of its own.
 *
 * @param kept for each merge the index of the cluster that the two became
 * @param gone for each merge the index of the other
 * @param increases by how much each merge raised what was to be kept small
 */
public record MergeTree(int[] kept, int[] gone, double[] increases) {

  /**
   * Returns the rows' clusters at the time there were so many, or all rows apart if they are fewer. They are numbered
   * from 0 in the order of their first rows.
   */
  public int[] labels(int clusters) {
    int rows = gone.length + 1;
    int[] parent = new int[rows];
    Arrays.setAll(parent, i -> i);
    for (int merge = 0; merge < rows - clusters; merge++) {
      parent[gone[merge]] = kept[merge];
    }
    int[] number = new int[rows];
    Arrays.fill(number, -1);
    int[] labels = new int[rows];
    int numbered = 0;
    for (int i = 0; i < rows; i++) {
      int cluster = i;
      while (parent[cluster] != cluster) {
        cluster = parent[cluster];
      }
      if (number[cluster] < 0) {
        number[cluster] = numbered++;
      }
      labels[i] = number[cluster];
    }
    return labels;
  }
}
