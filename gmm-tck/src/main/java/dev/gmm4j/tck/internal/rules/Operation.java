package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import dev.gmm4j.tck.internal.oracle.Matrices;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One call of a tier 1 operation, for rules that hold for all of them.
 *
 * @param name the operation and its size
 * @param inputs the input arrays
 * @param overwritable whether the operation may overwrite its first input
 * @param outputSizes how many numbers the operation writes to each output
 * @param call runs the operation
 */
record Operation(
    String name, List<double[]> inputs, boolean overwritable, int[] outputSizes, Call call) {

  /** Runs an operation on a backend. */
  interface Call {
    void run(LinearAlgebraBackend backend, List<double[]> inputs, List<double[]> outputs);
  }

  /** Returns all operations on matrices of one order. */
  static List<Operation> all(Random random, int n) {
    int columns = n + 3;
    double[] a = Matrices.uniform(random, n * columns);
    double[] square = Matrices.positiveDefinite(random, n, 100);
    double[] lower = Matrices.lower(random, n, 10);
    double[] weights = random.doubles(columns, 0.1, 1).toArray();
    double[] right = Matrices.uniform(random, n * columns);
    return List.of(
        multiply(Transpose.NO, Transpose.NO, n, columns, a, square),
        multiply(Transpose.NO, Transpose.YES, n, columns, a, square),
        multiply(Transpose.YES, Transpose.NO, n, columns, a, square),
        multiply(Transpose.YES, Transpose.YES, n, columns, a, square),
        new Operation(
            "weightedGram n=" + n,
            List.of(a, weights),
            true,
            new int[] {n * n},
            (backend, in, out) ->
                backend.weightedGram(columns, n, in.get(0), in.get(1), out.get(0))),
        new Operation(
            "cholesky n=" + n,
            List.of(square),
            false,
            new int[] {n * n},
            (backend, in, out) -> backend.cholesky(n, in.get(0), out.get(0))),
        new Operation(
            "invertLower n=" + n,
            List.of(lower),
            false,
            new int[] {n * n},
            (backend, in, out) -> backend.invertLower(n, in.get(0), out.get(0))),
        solve(Transpose.NO, n, columns, lower, right),
        solve(Transpose.YES, n, columns, lower, right),
        new Operation(
            "symmetricEigen n=" + n,
            List.of(square),
            false,
            new int[] {n, n * n},
            (backend, in, out) -> backend.symmetricEigen(n, in.get(0), out.get(0), out.get(1))));
  }

  /** The product of a rectangular matrix, m*n or n*m as its transpose asks, and a square one. */
  private static Operation multiply(
      Transpose left, Transpose right, int n, int m, double[] a, double[] b) {
    return new Operation(
        "multiply " + left + ", " + right + ", n=" + n,
        List.of(a, b),
        false,
        new int[] {m * n},
        (backend, in, out) ->
            backend.multiply(left, right, m, n, n, in.get(0), in.get(1), out.get(0)));
  }

  private static Operation solve(
      Transpose transpose, int n, int columns, double[] lower, double[] b) {
    return new Operation(
        "solveLower " + transpose + ", n=" + n,
        List.of(lower, b),
        false,
        new int[] {n * columns},
        (backend, in, out) ->
            backend.solveLower(transpose, n, columns, in.get(0), in.get(1), out.get(0)));
  }

  /** Runs on copies of the inputs; returns the outputs, 0 before the call and of exactly the stated size. */
  List<double[]> run(LinearAlgebraBackend backend) {
    List<double[]> outputs = outputs(0, 0);
    call.run(backend, inputs.stream().map(double[]::clone).toList(), outputs);
    return outputs;
  }

  /** Returns output arrays filled with a number, longer than the stated size. */
  List<double[]> outputs(double fill, int longer) {
    return Arrays.stream(outputSizes)
        .mapToObj(size -> {
          double[] output = new double[size + longer];
          Arrays.fill(output, fill);
          return output;
        })
        .toList();
  }
}
