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
import static dev.gmm4j.backend.vector.generator.Template.each;
import static dev.gmm4j.backend.vector.generator.Template.template;

/**
 * Generates {@code AxisAlignedTiles}, with a method for features that are scaled and one for those that are not. For a
 * feature and the first component, the latter has
 *
 * <pre>{@code
 * DoubleVector o = DoubleVector.broadcast(SPECIES, means[k0 * dimension + j]);
 * DoubleVector u = x.sub(o);
 * DoubleVector v = y.sub(o);
 * s0 = FMA ? u.fma(u, s0) : u.mul(u).add(s0);
 * t0 = FMA ? v.fma(v, t0) : v.mul(v).add(t0);
 * }</pre>
 */
final class AxisAlignedTilesTemplate {
  /** Components of a tile. */
  private static final int COMPONENTS = 2;

  private AxisAlignedTilesTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Log-densities of some neighbouring components under covariances that, maybe after whitening, do not mix features:
         * a feature of a panel's samples is loaded once for all. If there are fewer, the last takes the missing ones' places.
         *
         * <p>No component is given up half-way, as with full covariances: there is too little left to save.
         */
        final class AxisAlignedTiles {
          /** Components of a tile. */
          static final int COMPONENTS = ${components};

          private AxisAlignedTiles() {}

          /**
           * Evaluates the run's components: a feature times a factor plus an offset is what is squared.
           *
           * @param factors {@code K*d} numbers, as the offsets
           */
          static void scaled(
              PanelRun run, Panels samples, int dimension, double[] factors, double[] offsets) {
            ${scaled}
          }

          /**
           * Evaluates the run's components for samples that are whitened already: a feature minus a mean is what is squared.
           *
           * @param samples those of the block, whitened
           */
          static void unscaled(PanelRun run, Panels samples, int dimension, double[] means) {
            ${unscaled}
          }
        }
        """)
        .with("components", COMPONENTS)
        .with("scaled", loop(each(COMPONENTS, AxisAlignedTilesTemplate::scaled)))
        .with("unscaled", loop(each(COMPONENTS, AxisAlignedTilesTemplate::unscaled)))
        .filled();
    return new GeneratedClass("mixture.density", "AxisAlignedTiles", body);
  }

  private static String loop(String feature) {
    return template("""
        double[] values = run.values();
        double[] maxima = run.maxima();
        double[] panels = samples.values();
        ${components}
        ${coefficients}
        DoubleVector half = DoubleVector.broadcast(SPECIES, -0.5);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        for (int p = run.first(); p < run.end(); p++) {
          ${accumulators}
          int at = samples.at(p);
          for (int j = 0; j < dimension; j++) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
            DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
            ${feature}
            at += WIDTH;
          }
          ${first}
          ${second}
          run.setActive(p, true);
        }
        """)
        .with("components", each(COMPONENTS, k -> "int k%1$s = run.component(%1$s);".formatted(k)))
        .with(
            "coefficients",
            each(COMPONENTS, k -> declare("c" + k, broadcast("run.coefficient(k" + k + ")"))))
        .with(
            "accumulators",
            each(COMPONENTS, k -> declare("s" + k, "zero") + "\n" + declare("t" + k, "zero")))
        .with("feature", feature)
        .with("first", densities("s", "m", "0"))
        .with("second", densities("t", "n", "LANES"))
        .filled();
  }

  private static String scaled(int k) {
    return template("""
        ${type}o = DoubleVector.broadcast(SPECIES, offsets[k${k} * dimension + j]);
        ${type}w = DoubleVector.broadcast(SPECIES, factors[k${k} * dimension + j]);
        ${type}u = ${first};
        ${type}v = ${second};
        ${squares}
        """)
        .with("type", declared(k == 0))
        .with("k", k)
        .with("first", multiplyAdd("x", "w", "o"))
        .with("second", multiplyAdd("y", "w", "o"))
        .with("squares", squares(k))
        .filled();
  }

  private static String unscaled(int k) {
    return template("""
        ${type}o = DoubleVector.broadcast(SPECIES, means[k${k} * dimension + j]);
        ${type}u = x.sub(o);
        ${type}v = y.sub(o);
        ${squares}
        """)
        .with("type", declared(k == 0))
        .with("k", k)
        .with("squares", squares(k))
        .filled();
  }

  private static String squares(int k) {
    return accumulate("s" + k, "u", "u") + "\n" + accumulate("t" + k, "v", "v");
  }

  /** From the sums of squares of one vector of samples to densities under the components, and the largest so far. */
  private static String densities(String sum, String maximum, String offset) {
    String at = plus("p * WIDTH", offset);
    return template("""
        DoubleVector ${maximum} = ${load};
        ${densities}
        ${store}
        """)
        .with("maximum", maximum)
        .with("load", load("maxima", at))
        .with("densities", each(COMPONENTS, k -> density(sum + k, maximum, k, offset)))
        .with("store", store(maximum, "maxima", at))
        .filled();
  }

  private static String density(String sum, String maximum, int k, String offset) {
    return String.join(
        "\n",
        assign(sum, multiplyAdd(sum, "half", "c" + k)),
        store(sum, "values", plus("run.at(p, k" + k + ")", offset)),
        "%1$s = %1$s.blend(%2$s, %2$s.compare(VectorOperators.GT, %1$s));".formatted(maximum, sum));
  }
}
