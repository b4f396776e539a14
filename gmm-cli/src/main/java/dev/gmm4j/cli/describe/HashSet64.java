package dev.gmm4j.cli.describe;

/**
 * Different values, told apart by 64-bit hashes, up to a bound: two of n different ones are taken for the same with a
 * probability of about {@code n*n / 2^65}, 1e-7 for two million.
 */
final class HashSet64 {
  private static final int FIRST_CAPACITY = 16;

  private final int bound;
  private long[] slots = new long[FIRST_CAPACITY];
  private int size;
  private long repeats;
  private boolean full;

  /**
   * Creates a set.
   *
   * @param bound how many different values are held
   */
  HashSet64(int bound) {
    this.bound = bound;
  }

  /** Returns a number whose bits all depend on all bits of another (Steele, Lea and Flood 2014, variant 13 of Stafford). */
  static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns the hash of a sequence and of what follows it. */
  static long chain(long hash, long next) {
    return mix(hash * 31 + next + 0x9E3779B97F4A7C15L);
  }

  /** Returns the hash of text. */
  static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = chain(hash, text.charAt(i));
    }
    return hash;
  }

  /** Adds a value, unless the set is full. */
  void add(long hash) {
    if (full) {
      return;
    }
    // Zero marks free slots.
    long key = hash == 0 ? 1 : hash;
    int slot = slot(slots, key);
    if (slots[slot] == key) {
      repeats++;
    } else if (size == bound) {
      full = true;
    } else {
      slots[slot] = key;
      size++;
      if (2 * size > slots.length) {
        grow();
      }
    }
  }

  private static int slot(long[] slots, long key) {
    int mask = slots.length - 1;
    int slot = (int) mix(key) & mask;
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long key : slots) {
      if (key != 0) {
        larger[slot(larger, key)] = key;
      }
    }
    slots = larger;
  }

  /** Returns how many different values were added before the set was full. */
  int size() {
    return size;
  }

  /** Returns how many values had been added before, until the set was full. */
  long repeats() {
    return repeats;
  }

  /** Tells whether there were more different values than the set holds. */
  boolean isFull() {
    return full;
  }
}
