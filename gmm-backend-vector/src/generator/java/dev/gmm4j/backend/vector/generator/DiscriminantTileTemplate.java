package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.store;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.template;

/**
 * Generates {@code DiscriminantTile}. For a feature and the first sample it has
 *
 * <pre>{@code
 * DoubleVector x = DoubleVector.broadcast(SPECIES, values[at0 + j]);
 * u0 = FMA ? x.fma(a, u0) : x.mul(a).add(u0);
 * v0 = FMA ? x.fma(b, v0) : x.mul(b).add(v0);
 * }</pre>
 */
final class DiscriminantTileTemplate {
  private static final int ROWS = 4;

  private DiscriminantTileTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /** A tile of the product of samples and the coefficients of linear discriminants: components in the lanes. */
        final class DiscriminantTile {
          /** Samples of a tile. */
          static final int ROWS = ${rows};

          /** Components of a tile: two vectors. */
          static final int COMPONENTS = 2 * LANES;

          private DiscriminantTile() {}

          /**
           * Multiplies samples with two vectors of components.
           *
           * @param rows where in the values each sample starts
           * @param component the first component
           * @param stride numbers between the coefficients of two features, and between the products of two samples
           */
          static void multiply(
              double[] values,
              int[] rows,
              int dimension,
              double[] coefficients,
              int component,
              int stride,
              double[] products) {
            DoubleVector zero = DoubleVector.zero(SPECIES);
            ${starts}
            ${accumulators}
            int from = component;
            for (int j = 0; j < dimension; j++) {
              DoubleVector a = DoubleVector.fromArray(SPECIES, coefficients, from);
              DoubleVector b = DoubleVector.fromArray(SPECIES, coefficients, from + LANES);
              ${products}
              from += stride;
            }
            ${stores}
          }
        }
        """)
        .with("rows", ROWS)
        .with("starts", each(ROWS, i -> "int at" + i + " = rows[" + i + "];"))
        .with(
            "accumulators",
            each(ROWS, i -> declare("u" + i, "zero") + "\n" + declare("v" + i, "zero")))
        .with("products", each(ROWS, DiscriminantTileTemplate::products))
        .with("stores", each(ROWS, DiscriminantTileTemplate::stores))
        .filled();
    return new GeneratedClass("mixture.layout", "DiscriminantTile", body);
  }

  private static String products(int i) {
    return String.join(
        "\n",
        assign(i == 0, "x", broadcast("values[at" + i + " + j]")),
        accumulate("u" + i, "x", "a"),
        accumulate("v" + i, "x", "b"));
  }

  private static String stores(int i) {
    String at = plus("component", times(i, "stride"));
    return store("u" + i, "products", at) + "\n" + store("v" + i, "products", plus(at, "LANES"));
  }
}
