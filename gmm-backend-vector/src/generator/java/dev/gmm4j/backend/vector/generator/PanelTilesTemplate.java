package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declareAll;
import static dev.gmm4j.backend.vector.generator.Expressions.declared;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.names;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.store;
import static dev.gmm4j.backend.vector.generator.Expressions.storeAll;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.eachFrom;
import static dev.gmm4j.backend.vector.generator.Template.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates {@code PanelTiles}: triangles on the diagonal of the second moments, and rectangles below. For its second
 * feature, a triangle has
 *
 * <pre>{@code
 * DoubleVector x1 = DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
 * x1.intoArray(centred, centredAt + v + WIDTH);
 * t = x1.mul(w);
 * s1 = s1.add(t);
 * q10 = FMA ? t.fma(x0, q10) : t.mul(x0).add(q10);
 * q11 = FMA ? t.fma(x1, q11) : t.mul(x1).add(q11);
 * }</pre>
 */
final class PanelTilesTemplate {
  /** Features of a whole tile; the last of a triangle, and the lowest of rectangles, may have less. */
  private static final int FEATURES = 4;

  private PanelTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Tiles of the moments of a component, samples in the lanes: weighted and centred features times others, summed
         * over the panels for which the component is not negligible. They are written lane by lane, one accumulator after
         * another.
         */
        final class PanelTiles {
          /** Features of a whole tile. */
          static final int FEATURES = ${tileFeatures};

          /** The most accumulators that a tile has. */
          static final int ACCUMULATORS = ${accumulators};

          private PanelTiles() {}

          /** First moments of some features, then their second moments, the lower triangle by rows; centres the features. */
          static void triangle(int features, CentredPanels panels, int row, double[] lanes) {
            switch (features) {
              ${triangleCases}
              default -> throw new IllegalArgumentException("no tile of " + features + " features");
            }
          }

          /** Second moments of some features, centred, with those of a whole tile, by rows. */
          static void rectangle(int features, CentredPanels panels, int row, int column, double[] lanes) {
            switch (features) {
              ${rectangleCases}
              default -> throw new IllegalArgumentException("no tile of " + features + " features");
            }
          }
          ${triangles}
          ${rectangles}
        }
        """)
        .with("tileFeatures", FEATURES)
        .with(
            "accumulators", Math.max(FEATURES * FEATURES, FEATURES + FEATURES * (FEATURES + 1) / 2))
        .with(
            "triangleCases",
            eachFrom(
                1,
                FEATURES + 1,
                i -> "case %1$s -> triangle%1$s(panels, row, lanes);".formatted(i)))
        .with(
            "rectangleCases",
            eachFrom(
                1,
                FEATURES + 1,
                i -> "case %1$s -> rectangle%1$s(panels, row, column, lanes);".formatted(i)))
        .with("triangles", each(FEATURES, i -> triangle(FEATURES - i)))
        .with("rectangles", each(FEATURES, i -> rectangle(FEATURES - i)))
        .filled();
    return new GeneratedClass("mixture.moments", "PanelTiles", body);
  }

  private static String triangle(int features) {
    List<String> moments = new ArrayList<>(names("s", features));
    for (int i = 0; i < features; i++) {
      moments.addAll(names("q" + i, i + 1));
    }
    return template("""

        private static void triangle${n}(CentredPanels panels, int row, double[] lanes) {
          double[] values = panels.values();
          double[] centred = panels.centred();
          double[] weights = panels.weights();
          double[] centre = panels.centre();
          ${centre}
          DoubleVector zero = DoubleVector.zero(SPECIES);
          ${accumulators}
          for (int n = panels.first(); n < panels.end(); n++) {
            int from = panels.at(n, row);
            int centredAt = panels.centredAt(n, row);
            int at = panels.weightsAt(n);
            for (int v = 0; v < WIDTH; v += LANES) {
              DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
              ${rows}
            }
          }
          ${stores}
        }
        """)
        .with("n", features)
        .with(
            "centre",
            each(features, i -> declare("c" + i, broadcast("centre[" + plus("row", i) + "]"))))
        .with("accumulators", declareAll(moments, "zero"))
        .with("rows", each(features, PanelTilesTemplate::triangleRow))
        .with("stores", storeAll(moments, "lanes"))
        .filled();
  }

  private static String triangleRow(int i) {
    String offset = times(i, "WIDTH");
    return template("""
        DoubleVector ${x} = ${load}.sub(c${i});
        ${store}
        ${type}t = ${x}.mul(w);
        s${i} = s${i}.add(t);
        ${products}
        """)
        .with("x", "x" + i)
        .with("load", load("values", plus("from + v", offset)))
        .with("i", i)
        .with("store", store("x" + i, "centred", plus("centredAt + v", offset)))
        .with("type", declared(i == 0))
        .with("products", each(i + 1, j -> accumulate("q" + i + j, "t", "x" + j)))
        .filled();
  }

  private static String rectangle(int rows) {
    List<String> moments = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      moments.addAll(names("q" + i, FEATURES));
    }
    return template("""

        private static void rectangle${rows}(CentredPanels panels, int row, int column, double[] lanes) {
          double[] centred = panels.centred();
          double[] weights = panels.weights();
          int down = (row - column) * WIDTH;
          DoubleVector zero = DoubleVector.zero(SPECIES);
          ${accumulators}
          for (int n = panels.first(); n < panels.end(); n++) {
            int from = panels.centredAt(n, column);
            int at = panels.weightsAt(n);
            for (int v = 0; v < WIDTH; v += LANES) {
              DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
              ${loads}
              ${products}
            }
          }
          ${stores}
        }
        """)
        .with("rows", rows)
        .with("accumulators", declareAll(moments, "zero"))
        .with(
            "loads",
            each(
                FEATURES,
                j -> declare("y" + j, load("centred", plus("from + v", times(j, "WIDTH"))))))
        .with("products", each(rows, PanelTilesTemplate::rectangleRow))
        .with("stores", storeAll(moments, "lanes"))
        .filled();
  }

  private static String rectangleRow(int i) {
    String x = load("centred", plus("from + down + v", times(i, "WIDTH")));
    return assign(i == 0, "t", x + ".mul(w)") + "\n"
        + each(FEATURES, j -> accumulate("q" + i + j, "t", "y" + j));
  }
}
