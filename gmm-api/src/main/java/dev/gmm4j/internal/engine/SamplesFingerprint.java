package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import java.util.Locale;

/**
 * A number that two sets of samples hardly have in common unless all rows and weights are the same bits in the same
 * order. It takes one pass, and does not depend on how samples are cut into blocks. Not meant against forgery.
 */
public final class SamplesFingerprint {
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private long sum;

  private SamplesFingerprint() {}

  /** Returns the fingerprint of an engine's samples, as 16 hexadecimal digits. */
  public static String of(LocalEngine engine) {
    SamplesFingerprint whole = engine.reduceRows(
        SamplesFingerprint::new,
        fingerprint -> fingerprint.sum = 0,
        (left, right) -> left.sum += right.sum,
        (rows, first, fingerprint) -> fingerprint.add(rows, first));
    return String.format(Locale.ROOT, "%016x", whole.sum);
  }

  private void add(RowBlock rows, long firstRow) {
    int d = rows.dimension();
    int start = rows.offset();
    int end = start + rows.rows() * d;
    // A place's factor is odd: a change of a single number always changes the sum.
    long place = 2 * firstRow * (d + 1) + 1;
    long added = 0;
    for (int i = start; i < end; i++) {
      added += mixed(rows.values()[i]) * (place + 2L * (i - start));
    }
    double[] weights = rows.weights();
    if (weights != null) {
      for (int i = 0; i < rows.rows(); i++) {
        added += mixed(weights[i]) * ~(place + 2L * i * d);
      }
    }
    sum += added;
  }

  private static long mixed(double number) {
    long bits = Double.doubleToRawLongBits(number) * MIX;
    return bits ^ (bits >>> 32);
  }
}
