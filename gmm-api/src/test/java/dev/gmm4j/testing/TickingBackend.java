package dev.gmm4j.testing;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * {@link NaiveBackend} under another name, whose products take time on a clock that stands still otherwise: how fast it is
 * does not depend on the machine.
 */
public final class TickingBackend implements LinearAlgebraBackend {
  private final NaiveBackend naive = new NaiveBackend();
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
    naive.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    tick();
    naive.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    return naive.cholesky(n, a, factor);
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    naive.invertLower(n, lower, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    naive.solveLower(transpose, n, columns, lower, b, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    naive.symmetricEigen(n, a, values, vectors);
  }
}
