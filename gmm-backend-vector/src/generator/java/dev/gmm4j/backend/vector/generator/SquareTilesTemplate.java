package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declareAll;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.names;
import static dev.gmm4j.backend.vector.generator.Expressions.plus;
import static dev.gmm4j.backend.vector.generator.Expressions.storeAll;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates {@code SquareTiles}, for some features at once and for one. For its second feature, the former has
 *
 * <pre>{@code
 * x = DoubleVector.fromArray(SPECIES, values, from + v + WIDTH).sub(c1);
 * t = x.mul(w);
 * s1 = s1.add(t);
 * q1 = FMA ? t.fma(x, q1) : t.mul(x).add(q1);
 * }</pre>
 */
final class SquareTilesTemplate {
  /** Features of a tile, more than one; those that are left over have tiles of their own. */
  private static final int FEATURES = 4;

  private SquareTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Tiles of the moments of a component, each feature by itself, samples in the lanes: summed over panels that have a
         * part in the component. They are written lane by lane, one accumulator after another.
         */
        final class SquareTiles {
          /** Features of a tile; those that are left over have tiles of their own. */
          static final int FEATURES = ${features};

          /** The most accumulators that a tile has. */
          static final int ACCUMULATORS = 2 * FEATURES;

          private SquareTiles() {}

          /** First moments of some features, then their second moments with themselves alone. */
          static void squares(int features, CentredPanels panels, int row, double[] lanes) {
            if (features == FEATURES) {
              squares${features}(panels, row, lanes);
            } else {
              squares1(panels, row, lanes);
            }
          }
          ${many}
          ${one}
        }
        """)
        .with("features", FEATURES)
        .with("many", squares(FEATURES))
        .with("one", squares(1))
        .filled();
    return new GeneratedClass("mixture.moments", "SquareTiles", body);
  }

  private static String squares(int features) {
    List<String> moments = new ArrayList<>(names("s", features));
    moments.addAll(names("q", features));
    return template("""

        private static void squares${n}(CentredPanels panels, int row, double[] lanes) {
          double[] values = panels.values();
          double[] weights = panels.weights();
          double[] centre = panels.centre();
          ${centre}
          DoubleVector zero = DoubleVector.zero(SPECIES);
          ${accumulators}
          for (int n = panels.first(); n < panels.end(); n++) {
            int from = panels.at(n, row);
            int at = panels.weightsAt(n);
            for (int v = 0; v < WIDTH; v += LANES) {
              DoubleVector w = DoubleVector.fromArray(SPECIES, weights, at + v);
              ${moments}
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
        .with("moments", each(features, SquareTilesTemplate::feature))
        .with("stores", storeAll(moments, "lanes"))
        .filled();
  }

  private static String feature(int i) {
    String x = load("values", plus("from + v", times(i, "WIDTH")));
    return String.join(
        "\n",
        assign(i == 0, "x", x + ".sub(c" + i + ")"),
        assign(i == 0, "t", "x.mul(w)"),
        "s%1$s = s%1$s.add(t);".formatted(i),
        accumulate("q" + i, "t", "x"));
  }
}
