package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declared;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.multiplyAdd;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.store;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.eachFrom;
import static dev.gmm4j.backend.vector.generator.Template.template;

/**
 * Generates {@code WholeFactorTiles}, a method for each number of features. That for 2 has the offsets
 * {@code o} and the factor {@code w} in registers, and for each vector of samples {@code x}:
 *
 * <pre>{@code
 * DoubleVector y0 = FMA ? w00.fma(x0, o0) : w00.mul(x0).add(o0);
 * DoubleVector y1 = FMA ? w10.fma(x0, o1) : w10.mul(x0).add(o1);
 * y1 = FMA ? w11.fma(x1, y1) : w11.mul(x1).add(y1);
 * DoubleVector q = y0.mul(y0);
 * q = FMA ? y1.fma(y1, q) : y1.mul(y1).add(q);
 * q = FMA ? q.fma(half, coefficient) : q.mul(half).add(coefficient);
 * }</pre>
 *
 * <p>From 5 features on, there are not enough registers for the factor. Then those of a panel's samples are kept, {@code x}
 * and {@code z}, and a row of the factor is read number by number:
 *
 * <pre>{@code
 * u = DoubleVector.broadcast(SPECIES, packed[from + 1]);
 * v = u;
 * w = DoubleVector.broadcast(SPECIES, packed[from + 5]);
 * u = FMA ? w.fma(x0, u) : w.mul(x0).add(u);
 * v = FMA ? w.fma(z0, v) : w.mul(z0).add(v);
 * w = DoubleVector.broadcast(SPECIES, packed[from + 8]);
 * u = FMA ? w.fma(x1, u) : w.mul(x1).add(u);
 * v = FMA ? w.fma(z1, v) : w.mul(z1).add(v);
 * s = FMA ? u.fma(u, s) : u.mul(u).add(s);
 * t = FMA ? v.fma(v, t) : v.mul(v).add(t);
 * }</pre>
 */
final class WholeFactorTilesTemplate {
  /**
   * The largest number of features. The method for 12 has 7728 bytecodes; that for 13 would have more than the 8000 that
   * HotSpot compiles.
   */
  private static final int MAX_FEATURES = 12;

  /** Up to so many features the whole factor is in registers. */
  private static final int MAX_FEATURES_IN_REGISTERS = 4;

  /** Rows of a tile in which {@code TriangularMatrix} packs a factor of so few features; the last may have less. */
  private static final int TILE_ROWS = TriangularTilesTemplate.ROWS;

  private WholeFactorTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Log-densities under full covariances of few features: a tile is the whole factor, and a run of panels is done in
         * one loop. {@link TriangularMatrix} has packed the factor.
         */
        final class WholeFactorTiles {
          /** Up to so many features there is a tile. */
          static final int MAX_FEATURES = ${maxFeatures};

          private WholeFactorTiles() {}

          /** Writes the log-densities of a component. */
          static void logDensities(int features, double[] packed, int from, PanelRun run) {
            switch (features) {
              ${cases}
              default -> throw new IllegalArgumentException("no tile for " + features + " features");
            }
          }
          ${methods}
        }
        """)
        .with("maxFeatures", MAX_FEATURES)
        .with(
            "cases",
            eachFrom(
                1,
                MAX_FEATURES + 1,
                features ->
                    "case %1$s -> logDensities%1$s(packed, from, run);".formatted(features)))
        .with("methods", eachFrom(1, MAX_FEATURES + 1, WholeFactorTilesTemplate::method))
        .filled();
    return new GeneratedClass("mixture.density", "WholeFactorTiles", body);
  }

  private static String method(int features) {
    boolean inRegisters = features <= MAX_FEATURES_IN_REGISTERS;
    return template("""

        private static void logDensities${features}(double[] packed, int from, PanelRun run) {
          double[] panels = run.panels().values();
          double[] values = run.values();
          double[] maxima = run.maxima();
          DoubleVector coefficient = DoubleVector.broadcast(SPECIES, run.coefficient());
          DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
          ${loop}
        }
        """)
        .with("features", features)
        .with(
            "loop",
            inRegisters
                ? loopWithFactorInRegisters(features)
                : loopWithSamplesInRegisters(features))
        .filled();
  }

  private static String loopWithFactorInRegisters(int features) {
    return template("""
        ${offsets}
        ${factor}
        for (int p = run.first(); p < run.end(); p++) {
          int to = run.at(p);
          for (int v = 0; v < WIDTH; v += LANES) {
            int at = run.panels().at(p) + v;
            ${samples}
            ${rows}
            DoubleVector q = y0.mul(y0);
            ${squares}
            ${density}
          }
        }
        """)
        .with("offsets", each(features, i -> declare("o" + i, number(offsetAt(i)))))
        .with("factor", each(features, l -> columnInRegisters(features, l)))
        .with("samples", samples("x", features, "0"))
        .with("rows", each(features, WholeFactorTilesTemplate::rowInRegisters))
        .with("squares", eachFrom(1, features, i -> accumulate("q", "y" + i, "y" + i)))
        .with("density", density("q", "m", "v"))
        .filled();
  }

  /** A column of the factor, from the diagonal on. */
  private static String columnInRegisters(int features, int l) {
    return eachFrom(l, features, i -> declare("w" + i + l, number(coefficientAt(features, i, l))));
  }

  /** A row of the factor times the samples. */
  private static String rowInRegisters(int i) {
    String y = "y" + i;
    return each(
        i + 1, l -> assign(l == 0, y, multiplyAdd("w" + i + l, "x" + l, l == 0 ? "o" + i : y)));
  }

  private static String loopWithSamplesInRegisters(int features) {
    return template("""
        for (int p = run.first(); p < run.end(); p++) {
          int at = run.panels().at(p);
          int to = run.at(p);
          ${first}
          ${second}
          ${rows}
          ${firstDensity}
          ${secondDensity}
        }
        """)
        .with("first", samples("x", features, "0"))
        .with("second", samples("z", features, "LANES"))
        .with("rows", each(features, row -> row(features, row)))
        .with("firstDensity", density("s", "m", "0"))
        .with("secondDensity", density("t", "n", "LANES"))
        .filled();
  }

  /** Loads a vector of each feature. */
  private static String samples(String letter, int features, String offset) {
    return each(
        features,
        j -> declare(letter + j, load("panels", plus(plus("at", times(j, "WIDTH")), offset))));
  }

  private static String row(int features, int row) {
    return template("""
        ${type}u = ${offset};
        ${type}v = u;
        ${products}
        ${squares}
        """)
        .with("type", declared(row == 0))
        .with("offset", number(offsetAt(row)))
        .with(
            "products",
            each(
                row + 1,
                l -> String.join(
                    "\n",
                    assign(row == 0, "w", number(coefficientAt(features, row, l))),
                    accumulate("u", "w", "x" + l),
                    accumulate("v", "w", "z" + l))))
        .with(
            "squares",
            row == 0
                ? declare("s", "u.mul(u)") + "\n" + declare("t", "v.mul(v)")
                : accumulate("s", "u", "u") + "\n" + accumulate("t", "v", "v"))
        .filled();
  }

  /** Where the factor has the offset of a row: at the beginning of its tile. */
  private static int offsetAt(int row) {
    int first = row / TILE_ROWS * TILE_ROWS;
    int tile = 0;
    for (int before = 0; before < first; before += TILE_ROWS) {
      tile += coefficientInTile(before, TILE_ROWS, TILE_ROWS - 1, before + TILE_ROWS - 1) + 1;
    }
    return tile + row - first;
  }

  /** Where the factor has the coefficient of a row and a column. */
  private static int coefficientAt(int features, int row, int l) {
    int first = row / TILE_ROWS * TILE_ROWS;
    int height = Math.min(TILE_ROWS, features - first);
    return offsetAt(first) + coefficientInTile(first, height, row - first, l);
  }

  /**
   * Where a tile has the coefficient of its row {@code i} in column {@code l}: the tile has an offset for each row, then
   * column by column, from the diagonal on, a coefficient for each row.
   */
  private static int coefficientInTile(int first, int height, int i, int l) {
    int aboveDiagonal = 0;
    for (int column = first; column <= l; column++) {
      aboveDiagonal += column - first;
    }
    return height + l * height - aboveDiagonal + i;
  }

  private static String number(int at) {
    return broadcast("packed[" + plus("from", at) + "]");
  }

  /** From a sum of squares to densities, and the largest so far. */
  private static String density(String sum, String maximum, String offset) {
    String maximumAt = plus("p * WIDTH", offset);
    return template("""
        ${sum} = ${logDensity};
        ${store}
        DoubleVector ${maximum} = ${load};
        ${maximum}.blend(${sum}, ${sum}.compare(VectorOperators.GT, ${maximum})).intoArray(maxima, ${maximumAt});
        """)
        .with("sum", sum)
        .with("logDensity", multiplyAdd(sum, "half", "coefficient"))
        .with("store", store(sum, "values", plus("to", offset)))
        .with("maximum", maximum)
        .with("load", load("maxima", maximumAt))
        .with("maximumAt", maximumAt)
        .filled();
  }
}
