package dev.gmm4j.testing;

import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.Transpose;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * {@link NaiveBackend} under another name, whose products take time on a clock that stands still otherwise: how fast it is
 * does not depend on the machine.
 */
public final class TickingBackend extends ForwardingBackend {
  private final String id;
  private final AtomicLong clock;
  private final LongUnaryOperator nanosOfCall;
  private long calls;

  /**
   * Creates a backend.
   *
   * @param clock is moved on
   * @param nanosOfCall by how much by each call, from 0
   */
  public TickingBackend(String id, AtomicLong clock, LongUnaryOperator nanosOfCall) {
    super(new NaiveBackend());
    this.id = id;
    this.clock = clock;
    this.nanosOfCall = nanosOfCall;
  }

  private void tick() {
    clock.addAndGet(nanosOfCall.applyAsLong(calls++));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c) {
    tick();
    super.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    tick();
    super.weightedGram(rows, columns, a, weights, gram);
  }
}
