package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.accumulate;
import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.declareAll;
import static dev.gmm4j.backend.vector.generator.Expressions.load;
import static dev.gmm4j.backend.vector.generator.Expressions.names;
import static dev.gmm4j.backend.vector.generator.Expressions.storeAll;
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.eachFrom;
import static dev.gmm4j.backend.vector.generator.Template.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Generates {@code JointTiles}, 16 accumulators in each method: first moments, and first and second moments of fewer
 * features. For its second component, the latter has
 *
 * <pre>{@code
 * w = DoubleVector.fromArray(SPECIES, weights, at + v + k1);
 * s10 = FMA ? w.fma(z0, s10) : w.mul(z0).add(s10);
 * q10 = FMA ? w.fma(y0, q10) : w.mul(y0).add(q10);
 * s11 = FMA ? w.fma(z1, s11) : w.mul(z1).add(s11);
 * q11 = FMA ? w.fma(y1, q11) : w.mul(y1).add(q11);
 * }</pre>
 */
final class JointTilesTemplate {
  /** Components of a tile. */
  private static final int COMPONENTS = 4;

  /** Features of a tile of first moments. */
  private static final int FEATURES = 4;

  /** Features of a tile of first and second moments. */
  private static final int FEATURES_WITH_SQUARES = 2;

  private enum Moments {
    FIRST,
    FIRST_AND_SECOND
  }

  private JointTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Tiles of the moments of some components at once about a common point, samples in the lanes: responsibilities
         * times features, and times their squares. They are written lane by lane, those of one component after another.
         */
        final class JointTiles {
          static final int COMPONENTS = ${componentCount};

          /** Features of a tile of first moments. */
          static final int FEATURES = ${featureCount};

          /** Features of a tile of first and second moments. */
          static final int FEATURES_WITH_SQUARES = ${featuresWithSquares};

          /** The most accumulators that a tile has. */
          static final int ACCUMULATORS = COMPONENTS * Math.max(FEATURES, 2 * FEATURES_WITH_SQUARES);

          private JointTiles() {}

          /** First moments of the components, one after another. */
          static void first(JointPanels panels, double[] lanes) {
            ${first}
          }

          /** First and second moments, by component: the first moments, then the second. */
          static void firstAndSecond(JointPanels panels, double[] lanes) {
            ${firstAndSecond}
          }
        }
        """)
        .with("componentCount", COMPONENTS)
        .with("featureCount", FEATURES)
        .with("featuresWithSquares", FEATURES_WITH_SQUARES)
        .with("first", moments(FEATURES, Moments.FIRST))
        .with("firstAndSecond", moments(FEATURES_WITH_SQUARES, Moments.FIRST_AND_SECOND))
        .filled();
    return new GeneratedClass("mixture.moments", "JointTiles", body);
  }

  private static String moments(int features, Moments moments) {
    List<String> accumulators = accumulators(features, moments);
    return template("""
        double[] values = panels.values();
        double[] weights = panels.weights();
        ${componentOffsets}
        ${featureOffsets}
        DoubleVector zero = DoubleVector.zero(SPECIES);
        ${accumulators}
        for (int n = 0; n < panels.count(); n++) {
          int from = panels.at(n);
          int at = panels.weightsAt(n);
          for (int v = 0; v < WIDTH; v += LANES) {
            ${features}
            ${components}
          }
        }
        ${stores}
        """)
        .with(
            "componentOffsets",
            eachFrom(1, COMPONENTS, k -> "int k%1$s = panels.component(%1$s);".formatted(k)))
        .with(
            "featureOffsets",
            eachFrom(1, features, j -> "int j%1$s = panels.feature(%1$s);".formatted(j)))
        .with("accumulators", declareAll(accumulators, "zero"))
        .with("features", features(features, moments))
        .with("components", each(COMPONENTS, k -> component(k, features, moments)))
        .with("stores", storeAll(accumulators, "lanes"))
        .filled();
  }

  private static List<String> accumulators(int features, Moments moments) {
    List<String> accumulators = new ArrayList<>();
    for (int k = 0; k < COMPONENTS; k++) {
      accumulators.addAll(names("s" + k, features));
      if (moments == Moments.FIRST_AND_SECOND) {
        accumulators.addAll(names("q" + k, features));
      }
    }
    return accumulators;
  }

  /** Features {@code z}, and their squares {@code y}. */
  private static String features(int features, Moments moments) {
    String loads =
        each(features, j -> declare("z" + j, load("values", offset("from + v", "j", j))));
    if (moments == Moments.FIRST) {
      return loads;
    }
    return loads + "\n"
        + each(features, j -> "DoubleVector y%1$s = z%1$s.mul(z%1$s);".formatted(j));
  }

  private static String component(int k, int features, Moments moments) {
    return assign(k == 0, "w", load("weights", offset("at + v", "k", k))) + "\n"
        + each(features, j -> product(k, j, moments));
  }

  private static String product(int k, int j, Moments moments) {
    String first = accumulate("s" + k + j, "w", "z" + j);
    return moments == Moments.FIRST ? first : first + "\n" + accumulate("q" + k + j, "w", "y" + j);
  }

  private static String offset(String at, String letter, int i) {
    return i == 0 ? at : at + " + " + letter + i;
  }
}
