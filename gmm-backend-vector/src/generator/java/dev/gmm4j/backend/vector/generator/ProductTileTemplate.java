package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.store;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.eachFrom;
import static dev.gmm4j.backend.vector.generator.Template.template;

/**
 * Generates {@code ProductTile}, two vectors wide, for eight rows and for four. For its second row it has
 *
 * <pre>{@code
 * x = DoubleVector.broadcast(SPECIES, a[i + 1]);
 * c10 = FMA ? b0.fma(x, c10) : b0.mul(x).add(c10);
 * c11 = FMA ? b1.fma(x, c11) : b1.mul(x).add(c11);
 * }</pre>
 */
final class ProductTileTemplate {
  private static final int VECTORS = 2;

  private ProductTileTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * The inner loop of products: a tile of C, as large as the registers hold, takes the products of a panel of A with a
         * panel of B.
         *
         * <p>A panel holds, for each inner index, the numbers of the tile's rows (A) or columns (B), one after the other.
         */
        final class ProductTile {
          /** Rows of a tile: 512 bits come with 32 registers, narrower vectors with 16. */
          static final int ROWS = LANES == 8 ? 8 : 4;

          static final int COLUMNS = ${vectors} * LANES;

          private ProductTile() {}

          /**
           * Adds the product of two panels to a tile.
           *
           * @param depth the number of inner indices
           * @param stride the distance between rows of C
           */
          static void add(
              int depth,
              double[] a,
              int aOffset,
              double[] b,
              int bOffset,
              double[] c,
              int cOffset,
              int stride) {
            if (ROWS == 8) {
              add8(depth, a, aOffset, b, bOffset, c, cOffset, stride);
            } else {
              add4(depth, a, aOffset, b, bOffset, c, cOffset, stride);
            }
          }
          ${four}
          ${eight}
        }
        """)
        .with("vectors", VECTORS)
        .with("four", add(4))
        .with("eight", add(8))
        .filled();
    return new GeneratedClass("dense", "ProductTile", body);
  }

  private static String add(int rows) {
    return template("""

        private static void add${rows}(
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double[] c,
            int cOffset,
            int stride) {
          ${starts}
          ${accumulators}
          for (int l = 0, i = aOffset, j = bOffset; l < depth; l++, i += ${rows}, j += COLUMNS) {
            ${columns}
            ${products}
          }
          ${stores}
        }
        """)
        .with("rows", rows)
        .with("starts", eachFrom(1, rows, i -> "int row" + i + " = " + start(i - 1) + " + stride;"))
        .with(
            "accumulators",
            each(rows, i -> each(VECTORS, v -> declare("c" + i + v, load("c", at(i, v))))))
        .with(
            "columns",
            each(VECTORS, v -> declare("b" + v, load("b", plus("j", times(v, "LANES"))))))
        .with("products", each(rows, ProductTileTemplate::products))
        .with("stores", each(rows, i -> each(VECTORS, v -> store("c" + i + v, "c", at(i, v)))))
        .filled();
  }

  private static String products(int i) {
    return assign(i == 0, "x", broadcast("a[" + plus("i", i) + "]")) + "\n"
        + each(VECTORS, v -> accumulate("c" + i + v, "b" + v, "x"));
  }

  private static String start(int row) {
    return row == 0 ? "cOffset" : "row" + row;
  }

  private static String at(int row, int vector) {
    return plus(start(row), times(vector, "LANES"));
  }
}
