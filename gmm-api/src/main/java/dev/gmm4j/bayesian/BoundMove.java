package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.List;

/**
 * A move that a search for a higher bound tried: components were merged, split, or both, and iterations went on from there.
 *
 * <p>Bounds are those of all samples, in nats.
 *
 * @param kind what was done
 * @param components the indices of the components that were touched, from 0: of a merge the one that has all and the one that
 *     was emptied, of a split the one that was split and the empty one that took a part, of both the merged two and the split
 *     one, and of two that were divided anew these two; copied
 * @param before the bound that had been reached
 * @param after the bound that the move reached, as far as it was followed
 * @param accepted whether it was kept
 */
public record BoundMove(
    Kind kind, List<Integer> components, double before, double after, boolean accepted) {

  /** Kinds of moves. */
  public enum Kind {
    /** Two became one. */
    MERGE,

    /** One became two, in place of an empty one. */
    SPLIT,

    /** Two became one, and another one two. */
    MERGE_AND_SPLIT,

    /** Two were divided anew. */
    DIVIDE
  }

  /** Copies the components. */
  public BoundMove {
    notNull("kind", kind);
    components = List.copyOf(components);
  }

  /** Returns by how much the move raised the bound, in nats; 0 where it was not kept. */
  public double gain() {
    return accepted ? after - before : 0;
  }
}
