package dev.gmm4j.backend.vector.dense;

import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Plane rotations of neighbouring rows, from the last pair to the first.
 *
 * <p>They are collected and then applied to a few columns after the other, so that a number is read and written once
 * for two rotations and comes from a cache.
 */
final class Rotations {
  private static final int CHUNK = 2 * LANES;

  private final int stride;
  private final double[] rows;
  private final double[] cosines;
  private final double[] sines;

  /** Takes the rows, {@code n} of {@link #stride} numbers each. */
  Rotations(int n, double[] rows) {
    this.rows = rows;
    stride = stride(n);
    cosines = new double[n];
    sines = new double[n];
  }

  /** Returns the distance between rows of some numbers: a whole number of chunks. */
  static int stride(int n) {
    return (n + CHUNK - 1) / CHUNK * CHUNK;
  }

  /** Sets the rotation of rows i and i + 1. */
  void set(int i, double cosine, double sine) {
    cosines[i] = cosine;
    sines[i] = sine;
  }

  /** Rotates rows, from {@code last - 1} and {@code last} to {@code first} and {@code first + 1}. */
  void apply(int first, int last) {
    for (int column = 0; column < stride; column += CHUNK) {
      applyToChunk(first, last, column);
    }
  }

  private void applyToChunk(int first, int last, int column) {
    int row = last * stride + column;
    DoubleVector lower0 = DoubleVector.fromArray(SPECIES, rows, row);
    DoubleVector lower1 = DoubleVector.fromArray(SPECIES, rows, row + LANES);
    for (int i = last - 1; i >= first; i--) {
      DoubleVector cosine = DoubleVector.broadcast(SPECIES, cosines[i]);
      DoubleVector sine = DoubleVector.broadcast(SPECIES, sines[i]);
      DoubleVector minus = DoubleVector.broadcast(SPECIES, -sines[i]);
      DoubleVector upper0 = DoubleVector.fromArray(SPECIES, rows, row - stride);
      DoubleVector upper1 = DoubleVector.fromArray(SPECIES, rows, row - stride + LANES);
      DoubleVector turned0 = lower0.mul(cosine);
      DoubleVector turned1 = lower1.mul(cosine);
      turned0 = FMA ? upper0.fma(sine, turned0) : upper0.mul(sine).add(turned0);
      turned1 = FMA ? upper1.fma(sine, turned1) : upper1.mul(sine).add(turned1);
      turned0.intoArray(rows, row);
      turned1.intoArray(rows, row + LANES);
      upper0 = upper0.mul(cosine);
      upper1 = upper1.mul(cosine);
      lower0 = FMA ? lower0.fma(minus, upper0) : lower0.mul(minus).add(upper0);
      lower1 = FMA ? lower1.fma(minus, upper1) : lower1.mul(minus).add(upper1);
      row -= stride;
    }
    lower0.intoArray(rows, row);
    lower1.intoArray(rows, row + LANES);
  }
}
