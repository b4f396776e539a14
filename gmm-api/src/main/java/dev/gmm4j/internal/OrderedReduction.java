package dev.gmm4j.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out chunks to threads and merges what they return in a tree that depends on the number of chunks alone.
 *
 * <p>Chunks are merged in the order of their index, like the carries of a binary counter: two neighbours of one chunk
 * each, then two of two, and so on. No thread runs far ahead of the slowest, so that what waits to be merged is bounded
 * by the number of threads.
 *
 * @param <S> what is accumulated for a chunk
 */
final class OrderedReduction<S> {
  private final int chunks;
  private final int window;
  private final Supplier<S> create;
  private final Consumer<S> clear;
  private final BiConsumer<S, S> merge;

  private final Map<Integer, S> waiting = new HashMap<>();
  private final List<Partial<S>> partials = new ArrayList<>();
  private final Deque<S> spare = new ArrayDeque<>();
  private int nextChunk;
  private int nextToMerge;
  private @Nullable Throwable failure;

  private record Partial<S>(S value, int level) {}

  /**
   * Creates a reduction.
   *
   * @param create makes an empty accumulator
   * @param clear empties an accumulator for use by another chunk
   * @param merge adds the second accumulator to the first
   */
  OrderedReduction(
      int chunks, int threads, Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge) {
    this.chunks = chunks;
    this.window = 2 * threads;
    this.create = create;
    this.clear = clear;
    this.merge = merge;
  }

  /** Returns the index of a chunk to work on, or -1 where there is none left or another thread has failed. */
  synchronized int claim() throws InterruptedException {
    while (failure == null && nextChunk < chunks && nextChunk - nextToMerge >= window) {
      wait();
    }
    return failure == null && nextChunk < chunks ? nextChunk++ : -1;
  }

  /** Returns an empty accumulator. */
  synchronized S accumulator() {
    S recycled = spare.poll();
    return recycled == null ? create.get() : recycled;
  }

  /** Takes what was accumulated for a chunk. */
  synchronized void deliver(int chunk, S value) {
    waiting.put(chunk, value);
    S next = waiting.remove(nextToMerge);
    while (next != null) {
      push(next);
      nextToMerge++;
      next = waiting.remove(nextToMerge);
    }
    notifyAll();
  }

  /** Makes all threads stop; the first failure counts. */
  synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  /** Returns what made a thread fail, or null. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Returns everything merged, after all threads have returned. */
  synchronized S result() {
    for (int last = partials.size() - 1; last > 0; last--) {
      merge.accept(partials.get(last - 1).value(), partials.get(last).value());
    }
    return partials.get(0).value();
  }

  private void push(S value) {
    Partial<S> top = new Partial<>(value, 0);
    while (!partials.isEmpty() && partials.get(partials.size() - 1).level() == top.level()) {
      Partial<S> left = partials.remove(partials.size() - 1);
      merge.accept(left.value(), top.value());
      clear.accept(top.value());
      spare.push(top.value());
      top = new Partial<>(left.value(), top.level() + 1);
    }
    partials.add(top);
  }
}
