package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;

/** Which numbers of their arrays operations read and write. */
final class ArrayRules {
  private static final int[] ORDERS = {1, 2, 3, 8, 17, 40};

  /** How much longer than the matrix arrays are made. */
  private static final int LONGER = 3;

  private static final double MARK = 12345.678;

  static final List<Rule> RULES = List.of(
      new Rule(
          "ARRAY-01",
          "operations leave their inputs as they are, but for the matrix of weightedGram",
          "exact",
          "libraries that work in place: copy what they destroy",
          ArrayRules::inputs),
      new Rule(
          "ARRAY-02",
          "operations write exactly the numbers stated, whatever the output held before",
          "exact",
          "products that add to C where they should replace it (NaN times 0 is NaN), triangles that are not written,"
              + " and whole arrays that are cleared",
          ArrayRules::outputs),
      new Rule(
          "ARRAY-03",
          "operations take sizes from their arguments, not from the lengths of arrays",
          "exact",
          "a.length used for the size of a matrix",
          ArrayRules::lengths));

  private ArrayRules() {}

  private static void inputs(TckContext tck) {
    for (int n : ORDERS) {
      for (Operation operation : Operation.all(tck.random(), n)) {
        tck.at("%s", operation.name());
        List<double[]> inputs = operation.inputs().stream().map(double[]::clone).toList();
        operation.call().run(tck.backend(), inputs, operation.outputs(0, 0));
        for (int i = operation.overwritable() ? 1 : 0; i < inputs.size(); i++) {
          tck.equal("input " + i, inputs.get(i), operation.inputs().get(i));
        }
      }
    }
  }

  private static void outputs(TckContext tck) {
    for (int n : ORDERS) {
      for (Operation operation : Operation.all(tck.random(), n)) {
        tck.at("%s", operation.name());
        List<double[]> clean = operation.run(tck.backend());
        for (double before : new double[] {MARK, Double.NaN}) {
          List<double[]> outputs = operation.outputs(before, LONGER);
          operation
              .call()
              .run(
                  tck.backend(),
                  operation.inputs().stream().map(double[]::clone).toList(),
                  outputs);
          for (int i = 0; i < outputs.size(); i++) {
            double[] expected = Arrays.copyOf(clean.get(i), outputs.get(i).length);
            Arrays.fill(expected, clean.get(i).length, expected.length, before);
            tck.equal("output " + i, outputs.get(i), expected);
          }
        }
      }
    }
  }

  private static void lengths(TckContext tck) {
    for (int n : ORDERS) {
      for (Operation operation : Operation.all(tck.random(), n)) {
        tck.at("%s", operation.name());
        List<double[]> clean = operation.run(tck.backend());
        List<double[]> longer = operation.inputs().stream()
            .map(input -> {
              double[] copy = Arrays.copyOf(input, input.length + LONGER);
              Arrays.fill(copy, input.length, copy.length, Double.NaN);
              return copy;
            })
            .toList();
        List<double[]> outputs = operation.outputs(0, 0);
        operation.call().run(tck.backend(), longer, outputs);
        for (int i = 0; i < outputs.size(); i++) {
          tck.equal("output " + i, outputs.get(i), clean.get(i));
        }
      }
    }
  }
}
