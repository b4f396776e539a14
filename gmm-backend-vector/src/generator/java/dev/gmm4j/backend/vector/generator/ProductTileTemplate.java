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
 * Generates {@code ProductTile}, for two heights. For its second row it has
 *
 * <pre>{@code
 * x = DoubleVector.broadcast(SPECIES, a[i + 1]);
 * c10 = FMA ? b0.fma(x, c10) : b0.mul(x).add(c10);
 * c11 = FMA ? b1.fma(x, c11) : b1.mul(x).add(c11);
 * }</pre>
 */
final class ProductTileTemplate {
  /** Vectors of a row of a tile. */
  private static final int VECTORS = 2;

  private static final int ROWS = 4;
  private static final int ROWS_OF_512_BITS = 8;

  private ProductTileTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * The inner loop of products: a tile of C, as large as the registers hold, takes the products of a panel of A with a
         * panel of B.
         *
         * <p>A panel holds, for each inner index, the numbers of the tile's rows (A) or columns (B), one after the other.
         */
        public final class ProductTile {
          /** Rows of a tile: 512 bits come with 32 registers, narrower vectors with 16. */
          public static final int ROWS = LANES == 8 ? ${tallRows} : ${rows};

          /** Columns of a tile. */
          public static final int COLUMNS = ${vectors} * LANES;

          private ProductTile() {}

          /**
           * Adds the product of two panels to a tile.
           *
           * @param depth the number of inner indices
           * @param stride the distance between rows of C
           */
          public static void add(
              int depth,
              double[] a,
              int aOffset,
              double[] b,
              int bOffset,
              double[] c,
              int cOffset,
              int stride) {
            if (LANES == 8) {
              addTall(depth, a, aOffset, b, bOffset, c, cOffset, stride);
            } else {
              addRows(depth, a, aOffset, b, bOffset, c, cOffset, stride);
            }
          }

          ${lowTiles}
          ${method}
          ${tallMethod}
          ${lowMethods}
        }
        """)
        .with("vectors", VECTORS)
        .with("rows", ROWS)
        .with("tallRows", ROWS_OF_512_BITS)
        .with("lowTiles", lowTiles())
        .with("method", add("addRows", ROWS, String.valueOf(ROWS)))
        .with("tallMethod", add("addTall", ROWS_OF_512_BITS, String.valueOf(ROWS_OF_512_BITS)))
        .with("lowMethods", eachFrom(1, ROWS_OF_512_BITS, i -> add("add" + i, i, "ROWS")))
        .filled();
    return new GeneratedClass("dense", "ProductTile", body);
  }

  private static String lowTiles() {
    return template("""
        /**
         * Adds the product of some rows of a panel with another panel to a tile: of a panel's last rows, which C has no more of.
         *
         * @param height number of rows, from 1 to {@link #ROWS}
         * @param depth the number of inner indices
         * @param stride the distance between rows of C
         */
        public static void add(
            int height,
            int depth,
            double[] a,
            int aOffset,
            double[] b,
            int bOffset,
            double[] c,
            int cOffset,
            int stride) {
          switch (height) {
            ${cases}
            default -> add(depth, a, aOffset, b, bOffset, c, cOffset, stride);
          }
        }
        """)
        .with("cases", eachFrom(1, ROWS_OF_512_BITS, ProductTileTemplate::lowCase))
        .filled();
  }

  private static String lowCase(int height) {
    return "case " + height + " -> add" + height
        + "(depth, a, aOffset, b, bOffset, c, cOffset, stride);";
  }

  /**
   * Returns a method for tiles of some height.
   *
   * @param panelRows rows of the panel that it reads
   */
  private static String add(String name, int rows, String panelRows) {
    return template("""

        private static void ${name}(
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
          for (int l = 0, i = aOffset, j = bOffset; l < depth; l++, i += ${panelRows}, j += COLUMNS) {
            ${columns}
            ${products}
          }
          ${stores}
        }
        """)
        .with("name", name)
        .with("panelRows", panelRows)
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
