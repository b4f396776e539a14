package dev.gmm4j.backend.vector.mixture.layout;

import dev.gmm4j.data.RowBlock;
import java.util.Arrays;

/**
 * The order in which a block's rows are laid out in panels: as they are given, or those side by side that are guessed to
 * be of the same component, so that a panel contributes to few components.
 */
public final class RowOrder {
  private final int[] rows;
  private final int[] guesses;
  private final int[] next;
  private boolean sorted;

  /** Creates room for a block. */
  public RowOrder(int blockRows, int maxComponents) {
    this.rows = new int[blockRows];
    this.guesses = new int[blockRows];
    this.next = new int[maxComponents];
  }

  /** Leaves the rows as they are given. */
  public void leave(int count) {
    sorted = false;
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
  }

  /** Sorts rows by their guessed component; those of a component stay in their order. */
  public void sort(RowBlock block, LinearDiscriminants discriminants) {
    sorted = true;
    int count = block.rows();
    discriminants.guess(block, guesses);
    Arrays.fill(next, 0);
    for (int i = 0; i < count; i++) {
      next[guesses[i]]++;
    }
    int start = 0;
    for (int k = 0; k < next.length; k++) {
      int size = next[k];
      next[k] = start;
      start += size;
    }
    for (int i = 0; i < count; i++) {
      rows[next[guesses[i]]++] = i;
    }
  }

  /** Tells whether rows are sorted by component. */
  public boolean isSorted() {
    return sorted;
  }

  /** Returns the row at a place of the order. */
  public int row(int place) {
    return rows[place];
  }

  /** Returns the component that the row at a place is guessed to be of, if rows are sorted. */
  public int guess(int place) {
    return guesses[rows[place]];
  }
}
