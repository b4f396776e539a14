package dev.gmm4j.tck.internal.oracle;

/**
 * A sum of numbers and products in twice the working precision, rounded once at the end (Ogita, Rump and Oishi 2005).
 *
 * <p>Its error is negligible beside what a backend may make; good for numbers below 1e290.
 */
public final class Accumulator {
  private static final double SPLITTER = 0x1p27 + 1;

  private double high;
  private double low;

  /** Creates an empty sum. */
  public Accumulator() {}

  /** Makes the sum empty again. */
  public Accumulator clear() {
    high = 0;
    low = 0;
    return this;
  }

  /** Adds a number. */
  public void add(double x) {
    double sum = high + x;
    double virtual = sum - high;
    low += (high - (sum - virtual)) + (x - virtual);
    high = sum;
  }

  /** Adds a product (Dekker 1971, without fused multiply-add). */
  public void addProduct(double a, double b) {
    double product = a * b;
    double aHigh = upper(a);
    double bHigh = upper(b);
    double aLow = a - aHigh;
    double bLow = b - bHigh;
    double rest = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
    add(product);
    low += rest;
  }

  /** Adds the product of a number and the difference of two others, without rounding the difference. */
  public void addProductOfDifference(double factor, double a, double b) {
    double difference = a - b;
    double virtual = a - difference;
    double rest = (a - (difference + virtual)) + (virtual - b);
    addProduct(factor, difference);
    addProduct(factor, rest);
  }

  /** Adds the square of another sum. */
  public void addSquare(Accumulator other) {
    double value = other.value();
    double rest = (other.high - value) + other.low;
    addProduct(value, value);
    addProduct(2 * value, rest);
  }

  /** Returns the sum, rounded. */
  public double value() {
    return high + low;
  }

  private static double upper(double x) {
    double scaled = SPLITTER * x;
    return scaled - (scaled - x);
  }
}
