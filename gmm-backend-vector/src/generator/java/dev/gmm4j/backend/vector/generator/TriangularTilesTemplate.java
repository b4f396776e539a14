package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declared;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Template.count;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.eachFrom;
import static dev.gmm4j.backend.vector.generator.Template.template;

/**
 * Generates {@code TriangularTiles}, a method for each height of a tile. The loop of that for 2 rows:
 *
 * <pre>{@code
 * for (int l = 0; l < row; l++) {
 *   DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
 *   DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
 *   DoubleVector w = DoubleVector.broadcast(SPECIES, packed[c]);
 *   u0 = FMA ? w.fma(x, u0) : w.mul(x).add(u0);
 *   v0 = FMA ? w.fma(y, v0) : w.mul(y).add(v0);
 *   w = DoubleVector.broadcast(SPECIES, packed[c + 1]);
 *   u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
 *   v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
 *   c += 2;
 *   at += WIDTH;
 * }
 * }</pre>
 */
final class TriangularTilesTemplate {
  /** Rows of a tile; the last one of a matrix may have less. */
  static final int ROWS = 4;

  /**
   * Rows of a tile of large matrices: an even number, more than {@link #ROWS}. The triangle at its end is no triangle: its
   * upper half has the first columns only.
   */
  private static final int TALL_ROWS = 8;

  private TriangularTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Tiles of a lower triangular matrix times a panel of samples: some rows of the product are summed up in registers,
         * and of the product nothing is kept but the sums of its squares, {@code ‖Wx - ν‖²}. {@link TriangularMatrix} packs
         * the numbers in the order in which they are read here.
         */
        final class TriangularTiles {
          /** Rows of a tile; the last one of a matrix may have less. */
          static final int ROWS = ${rows};

          /** Rows of a tile of large matrices. */
          static final int TALL_ROWS = ${tallRows};

          private TriangularTiles() {}

          /** Adds the squares of a tile's rows, from {@code row} on. */
          static void rows(
              int height, double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
            switch (height) {
              case TALL_ROWS -> rows${tallRows}(packed, from, panels, panel, row, squares);
              ${cases}
              default -> throw new IllegalArgumentException("no tile of " + height + " rows");
            }
          }
          ${tall}
          ${methods}
        }
        """)
        .with("rows", ROWS)
        .with("tallRows", TALL_ROWS)
        .with(
            "cases",
            eachFrom(
                1,
                ROWS + 1,
                height -> "case %1$s -> rows%1$s(packed, from, panels, panel, row, squares);"
                    .formatted(height)))
        .with("tall", rows(TALL_ROWS))
        .with("methods", eachFrom(1, ROWS + 1, TriangularTilesTemplate::rows))
        .filled();
    return new GeneratedClass("mixture.density", "TriangularTiles", body);
  }

  private static String rows(int height) {
    return template("""

        /** Adds the squares of ${rows}, from {@code row} on. */
        private static void rows${height}(
            double[] packed, int from, double[] panels, int panel, int row, double[] squares) {
          ${offsets}
          ${sameOffsets}
          int c = from + ${height};
          int at = panel;
          for (int l = 0; l < ${columns}; l++) {
            ${column}
            c += ${height};
            at += WIDTH;
          }
          ${triangle}
          DoubleVector s = DoubleVector.fromArray(SPECIES, squares, 0);
          DoubleVector t = DoubleVector.fromArray(SPECIES, squares, LANES);
          ${squares}
          s.intoArray(squares, 0);
          t.intoArray(squares, LANES);
        }
        """)
        .with("rows", count(height, "row"))
        .with("height", height)
        .with(
            "offsets",
            each(height, i -> declare("u" + i, broadcast("packed[" + plus("from", i) + "]"))))
        .with("sameOffsets", each(height, i -> declare("v" + i, "u" + i)))
        .with("columns", height < TALL_ROWS ? "row" : plus("row", height / 2))
        .with("column", column(0, height, true))
        .with("triangle", height < TALL_ROWS ? triangle(height) : lowerHalf(height))
        .with(
            "squares",
            each(
                height,
                i -> accumulate("s", "u" + i, "u" + i) + "\n" + accumulate("t", "v" + i, "v" + i)))
        .filled();
  }

  /** A column of the tile from some row on: its numbers times a feature of the samples. */
  private static String column(int top, int height, boolean first) {
    return template("""
        ${type}x = DoubleVector.fromArray(SPECIES, panels, at);
        ${type}y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
        ${products}
        """)
        .with("type", declared(first))
        .with(
            "products",
            eachFrom(
                top,
                height,
                i -> String.join(
                    "\n",
                    assign(first && i == top, "w", broadcast("packed[" + plus("c", i - top) + "]")),
                    accumulate("u" + i, "w", "x"),
                    accumulate("v" + i, "w", "y"))))
        .filled();
  }

  /** The columns of the triangle, each from a row further down. */
  private static String triangle(int height) {
    return "// The triangle at the end.\n"
        + column(0, height, true)
        + eachFrom(
            1,
            height,
            top -> template("""
            c += ${before};
            at += WIDTH;
            ${column}
            """)
                .with("before", height - top + 1)
                .with("column", column(top, height, false))
                .filled());
  }

  private static String lowerHalf(int height) {
    int half = height / 2;
    return template("""
        // Of the triangle at the end, the lower rows have ${half} columns more.
        for (int l = 0; l < ${half}; l++) {
          ${column}
          c += ${half};
          at += WIDTH;
        }
        """)
        .with("half", half)
        .with("column", column(half, height, true))
        .filled();
  }
}
