package dev.gmm4j.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out chunks to threads and merges what they return in a tree that depends on the number of chunks alone.
 *
 * <p>Neighbours are merged in pairs, level by level, by whichever thread is the later of the two to finish, which then
 * goes on to the level above. So threads never wait for each other and merge at the same time, and what waits for its
 * neighbour is at most one accumulator for each level and thread.
 *
 * <p>It is used for pass after pass. Accumulators are used again, all but the one that is the result.
 *
 * @param <S> what is accumulated for a chunk
 */
final class OrderedReduction<S> {
  private final int chunks;
  private final Supplier<S> create;
  private final BiConsumer<S, S> merge;

  /** For each pair, level by level, the half that was finished first. */
  private final AtomicReferenceArray<@Nullable S> halves;

  private final Deque<S> spare = new ArrayDeque<>();
  private final AtomicInteger nextChunk = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable S result;

  /**
   * Creates a reduction.
   *
   * @param create makes an accumulator
   * @param merge adds the second accumulator to the first
   */
  OrderedReduction(int chunks, Supplier<S> create, BiConsumer<S, S> merge) {
    this.chunks = chunks;
    this.create = create;
    this.merge = merge;
    this.halves = new AtomicReferenceArray<>(chunks);
  }

  /** Begins a pass, whatever came of the one before. */
  void begin() {
    nextChunk.set(0);
    result = null;
    if (failure.getAndSet(null) != null) {
      for (int i = 0; i < halves.length(); i++) {
        halves.set(i, null);
      }
    }
  }

  /** Returns the index of a chunk to work on, or -1 where there is none left or a thread has failed. */
  int claim() {
    if (failure.get() != null) {
      return -1;
    }
    int chunk = nextChunk.getAndIncrement();
    return chunk < chunks ? chunk : -1;
  }

  /** Returns an accumulator to be emptied and filled. */
  S accumulator() {
    synchronized (spare) {
      S used = spare.poll();
      if (used != null) {
        return used;
      }
    }
    return create.get();
  }

  /** Takes what was accumulated for a chunk, and merges as far up as the other halves are there. */
  void deliver(int chunk, S accumulated) {
    S merged = accumulated;
    int node = chunk;
    int nodes = chunks;
    int pairs = 0;
    while (nodes > 1) {
      boolean paired = (node ^ 1) < nodes;
      if (paired) {
        int pair = pairs + node / 2;
        if (halves.compareAndSet(pair, null, merged)) {
          return;
        }
        S other = halves.getAndSet(pair, null);
        merged = node % 2 == 0 ? merge(merged, other) : merge(other, merged);
      }
      pairs += nodes / 2;
      node /= 2;
      nodes = (nodes + 1) / 2;
    }
    result = merged;
  }

  private S merge(S left, S right) {
    merge.accept(left, right);
    synchronized (spare) {
      spare.push(right);
    }
    return left;
  }

  /** Makes all threads stop; the first failure counts. */
  void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  /** Returns what made a thread fail, or null. */
  @Nullable
  Throwable failure() {
    return failure.get();
  }

  /** Returns everything merged, after all threads have returned and none has failed; it is the caller's. */
  S result() {
    S everything = result;
    if (everything == null) {
      throw new IllegalStateException("chunks are missing");
    }
    result = null;
    return everything;
  }
}
