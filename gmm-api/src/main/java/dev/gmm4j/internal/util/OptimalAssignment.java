package dev.gmm4j.internal.util;

import java.util.Arrays;

/**
 * The assignment problem: rows to columns, one to one, at the least total cost.
 *
 * <p>The Hungarian method (Kuhn 1955) by shortest augmenting paths (Jonker and Volgenant 1987), in cubic time.
 */
public final class OptimalAssignment {
  private static final int NONE = -1;

  private final double[][] costs;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOfColumn;
  private final int[] previousColumn;

  private OptimalAssignment(double[][] costs) {
    int size = costs.length;
    this.costs = costs;
    rowPotential = new double[size];
    columnPotential = new double[size];
    rowOfColumn = new int[size];
    previousColumn = new int[size];
    Arrays.fill(rowOfColumn, NONE);
  }

  /**
   * Returns the column of each row.
   *
   * @param costs finite, square
   */
  public static int[] of(double[][] costs) {
    OptimalAssignment assignment = new OptimalAssignment(costs);
    for (int row = 0; row < costs.length; row++) {
      assignment.add(row);
    }
    int[] columnOfRow = new int[costs.length];
    for (int column = 0; column < costs.length; column++) {
      columnOfRow[assignment.rowOfColumn[column]] = column;
    }
    return columnOfRow;
  }

  /** Assigns one more row, moving others along the cheapest path to a free column (Dijkstra's, on reduced costs). */
  private void add(int newRow) {
    int size = costs.length;
    double[] distance = new double[size];
    boolean[] done = new boolean[size];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int row = newRow;
    int column = NONE;
    double reached = 0;
    do {
      int next = NONE;
      for (int j = 0; j < size; j++) {
        if (!done[j]) {
          double through = reached + costs[row][j] - rowPotential[row] - columnPotential[j];
          if (through < distance[j]) {
            distance[j] = through;
            previousColumn[j] = column;
          }
          next = next == NONE || distance[j] < distance[next] ? j : next;
        }
      }
      column = next;
      reached = distance[column];
      done[column] = true;
      row = rowOfColumn[column];
    } while (row != NONE);

    rowPotential[newRow] += reached;
    for (int j = 0; j < size; j++) {
      if (done[j] && j != column) {
        rowPotential[rowOfColumn[j]] += reached - distance[j];
        columnPotential[j] -= reached - distance[j];
      }
    }
    while (column != NONE) {
      int previous = previousColumn[column];
      rowOfColumn[column] = previous == NONE ? newRow : rowOfColumn[previous];
      column = previous;
    }
  }
}
