package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declareAll;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.names;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.store;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.template;

import java.util.List;

/**
 * Generates {@code RowTiles}, of two heights, two vectors wide and one. For its second row, one of two vectors
 * has
 *
 * <pre>{@code
 * w = DoubleVector.broadcast(SPECIES, strips[at + 1]);
 * u1 = FMA ? w.fma(x, u1) : w.mul(x).add(u1);
 * v1 = FMA ? w.fma(y, v1) : w.mul(y).add(v1);
 * }</pre>
 */
final class RowTilesTemplate {
  /** Rows of a tile, and with the 32 registers of 512-bit vectors: a divisor of the numbers in two vectors. */
  private static final int ROWS = 4;

  private static final int ROWS_OF_512_BITS = 8;

  /** Accumulators of the first and the second vector of columns. */
  private static final List<String> ACCUMULATORS = List.of("u", "v");

  /** The vectors of columns. */
  private static final List<String> COLUMNS = List.of("x", "y");

  private RowTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Tiles of the second moments of a component, {@code Σ zzᵀ}, features in the lanes: one sample after another, some
         * features of it times a vector or two of others.
         *
         * <p>The order of summation is that of the samples, whatever the number of lanes.
         */
        final class RowTiles {
          /** Rows of a tile: as many as have accumulators in registers, two for each. */
          static final int ROWS = LANES >= 8 ? ${tallRows} : ${rows};

          private RowTiles() {}

          /** Some rows of one or two vectors of columns, from {@code column} on; rows {@link WeightedRows#STRIP} apart. */
          static void rows(int vectors, WeightedRows rows, int row, int column, double[] tile) {
            if (LANES >= 8 && vectors == 1) {
              tall1(rows, row, column, tile);
            } else if (LANES >= 8) {
              tall2(rows, row, column, tile);
            } else if (vectors == 1) {
              rows1(rows, row, column, tile);
            } else {
              rows2(rows, row, column, tile);
            }
          }
          ${methods}
        }
        """)
        .with("tallRows", ROWS_OF_512_BITS)
        .with("rows", ROWS)
        .with(
            "methods",
            String.join(
                "\n",
                rows("tall", ROWS_OF_512_BITS, 2),
                rows("tall", ROWS_OF_512_BITS, 1),
                rows("rows", ROWS, 2),
                rows("rows", ROWS, 1)))
        .filled();
    return new GeneratedClass("mixture.moments", "RowTiles", body);
  }

  private static String rows(String name, int height, int vectors) {
    return template("""

        private static void ${name}${vectors}(WeightedRows rows, int row, int column, double[] tile) {
          double[] strips = rows.strips();
          int count = rows.count();
          DoubleVector zero = DoubleVector.zero(SPECIES);
          ${accumulators}
          int at = rows.at(row);
          int from = rows.at(column);
          for (int i = 0; i < count; i++) {
            ${columns}
            ${products}
            at += STRIP;
            from += STRIP;
          }
          ${stores}
        }
        """)
        .with("name", name)
        .with("vectors", vectors)
        .with(
            "accumulators",
            each(vectors, v -> declareAll(names(ACCUMULATORS.get(v), height), "zero")))
        .with(
            "columns",
            each(
                vectors,
                v -> declare(COLUMNS.get(v), load("strips", plus("from", times(v, "LANES"))))))
        .with("products", each(height, i -> products(i, vectors)))
        .with("stores", each(height, i -> stores(i, vectors)))
        .filled();
  }

  private static String products(int i, int vectors) {
    return assign(i == 0, "w", broadcast("strips[" + plus("at", i) + "]")) + "\n"
        + each(vectors, v -> accumulate(ACCUMULATORS.get(v) + i, "w", COLUMNS.get(v)));
  }

  private static String stores(int i, int vectors) {
    return each(
        vectors,
        v -> store(ACCUMULATORS.get(v) + i, "tile", plus(times(i, "STRIP"), times(v, "LANES"))));
  }
}
