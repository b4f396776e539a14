package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Template.each;

import java.util.List;
import java.util.stream.IntStream;

/** Expressions and statements on vectors, as the generated methods have them. */
final class Expressions {
  private Expressions() {}

  /** The expression {@code a * b + c}. */
  static String multiplyAdd(String a, String b, String c) {
    return "FMA ? %1$s.fma(%2$s, %3$s) : %1$s.mul(%2$s).add(%3$s)".formatted(a, b, c);
  }

  /** The statement that adds a product to an accumulator. */
  static String accumulate(String accumulator, String a, String b) {
    return assign(accumulator, multiplyAdd(a, b, accumulator));
  }

  /** A vector that has a number in all lanes. */
  static String broadcast(String number) {
    return "DoubleVector.broadcast(SPECIES, " + number + ")";
  }

  /** A vector from an array. */
  static String load(String array, String at) {
    return "DoubleVector.fromArray(SPECIES, " + array + ", " + at + ")";
  }

  /** The statement that writes a vector into an array. */
  static String store(String vector, String array, String at) {
    return vector + ".intoArray(" + array + ", " + at + ");";
  }

  /** Statements that write vectors into an array, one after the other. */
  static String storeAll(List<String> vectors, String array) {
    return each(vectors.size(), i -> store(vectors.get(i), array, times(i, "LANES")));
  }

  /** The declaration of a vector. */
  static String declare(String name, String value) {
    return assign(true, name, value);
  }

  /** The assignment of a vector. */
  static String assign(String name, String value) {
    return assign(false, name, value);
  }

  /** The assignment of a vector, which is declared where it is assigned first. */
  static String assign(boolean first, String name, String value) {
    return declared(first) + name + " = " + value + ";";
  }

  /** Declarations of accumulators that begin with a value. */
  static String declareAll(List<String> accumulators, String value) {
    return each(accumulators.size(), i -> declare(accumulators.get(i), value));
  }

  /** The names of some vectors: <code>x0, x1, ...</code>. */
  static List<String> names(String letter, int count) {
    return IntStream.range(0, count).mapToObj(i -> letter + i).toList();
  }

  /** A product as one writes it, no factor being 1: <code>0</code>, <code>LANES</code>, <code>2 * LANES</code>. */
  static String times(int n, String unit) {
    return switch (n) {
      case 0 -> "0";
      case 1 -> unit;
      default -> n + " * " + unit;
    };
  }

  /** A sum as one writes it, no summand being 0. An addition of 0 would be a bytecode more. */
  static String plus(String a, String b) {
    if (b.equals("0")) {
      return a;
    }
    return a.equals("0") ? b : a + " + " + b;
  }

  static String plus(String a, int b) {
    return plus(a, String.valueOf(b));
  }

  /** The type of a variable where it is declared, nothing where it is assigned once more. */
  static String declared(boolean first) {
    return first ? "DoubleVector " : "";
  }
}
