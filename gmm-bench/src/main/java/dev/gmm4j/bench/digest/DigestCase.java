package dev.gmm4j.bench.digest;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Something that is computed, and the digest of it.
 *
 * @param name without spaces, unlike that of any other
 * @param result computes it
 */
record DigestCase(String name, Supplier<Result> result) {

  /**
   * The result of a case.
   *
   * @param bits of all numbers
   * @param facts what tells a reader in which way two results differ
   */
  record Result(Bits bits, String facts) {}

  /** Computes the case and returns its line. */
  String line() {
    Result computed = result.get();
    return String.format(Locale.ROOT, "%-38s %s %s", name, computed.bits().hex(), computed.facts());
  }
}
