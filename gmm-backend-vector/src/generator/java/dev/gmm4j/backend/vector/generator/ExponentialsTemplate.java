package dev.gmm4j.backend.vector.generator;

import static dev.gmm4j.backend.vector.generator.Expressions.assign;
import static dev.gmm4j.backend.vector.generator.Expressions.broadcast;
import static dev.gmm4j.backend.vector.generator.Expressions.declare;
import static dev.gmm4j.backend.vector.generator.Expressions.times;
import static dev.gmm4j.backend.vector.generator.Template.template;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Generates {@code Exponentials}: each step for both vectors of a panel, as in
 *
 * <pre>{@code
 * c = DoubleVector.broadcast(SPECIES, 0.5);
 * p0 = FMA ? p0.fma(r0, c) : p0.mul(r0).add(c);
 * p1 = FMA ? p1.fma(r1, c) : p1.mul(r1).add(c);
 * }</pre>
 */
final class ExponentialsTemplate {
  /** Vectors of a panel. */
  private static final int VECTORS = 2;

  /** Of a polynomial that is within 1 ulp of {@code e^r} for {@code |r| <= ln(2)/2}, from the highest power on. */
  private static final List<String> COEFFICIENTS = List.of(
      "2.510038549551032e-08",
      "2.7620088445409746e-07",
      "2.7557268459997064e-06",
      "2.4801521295954376e-05",
      "0.00019841269863053618",
      "0.0013888888917213717",
      "0.008333333333330062",
      "0.04166666666662413",
      "0.16666666666666669",
      "0.5",
      "1");

  private static final String STEP = "p# = FMA ? p#.fma(r#, c) : p#.mul(r#).add(c);";

  private ExponentialsTemplate() {}

  static GeneratedClass generate() {
    String body = template("""
        /**
         * Exponentials of the log-densities of one panel and one component.
         *
         * <p>They are our own: those of the Vector API give other bits before the compiler has got hold of them than after.
         */
        public final class Exponentials {
          private static final double LOG2_E = 0x1.71547652b82fep0;

          /** 1.5·2^52: added to a number it leaves the nearest integer in the lowest bits. */
          private static final double ROUNDING = 0x1.8p52;

          private Exponentials() {}

          /**
           * Turns log-densities into their exponentials relative to the largest, and adds these to sums.
           *
           * @param negligible what is less than {@code exp(-negligible)} of the largest becomes 0
           * @return whether any is more
           */
          public static boolean exponentials(
              double[] values, int at, double[] maxima, int maximaAt, double[] sums, double negligible) {
            DoubleVector least = DoubleVector.broadcast(SPECIES, -negligible);
            ${differences}
            DoubleVector zero = DoubleVector.zero(SPECIES);
            if (!m0.or(m1).anyTrue()) {
              zero.intoArray(values, at);
              zero.intoArray(values, at + LANES);
              return false;
            }
            ${reduction}
            ${polynomial}
            ${result}
            return true;
          }
        }
        """)
        .with("differences", differences())
        .with("reduction", reduction())
        .with("polynomial", polynomial())
        .with("result", result())
        .filled();
    return new GeneratedClass("mixture.density", "Exponentials", body);
  }

  private static String differences() {
    return both("""
        DoubleVector x# = DoubleVector.fromArray(SPECIES, values, at@)
            .sub(DoubleVector.fromArray(SPECIES, maxima, maximaAt@));
        """, "VectorMask<Double> m# = x#.compare(VectorOperators.GT, least);");
  }

  /** Exponents {@code n} and remainders {@code r}: {@code x = n·ln(2) + r}. */
  private static String reduction() {
    return String.join(
        "\n",
        both("""
            DoubleVector t# = FMA
                ? x#.fma(DoubleVector.broadcast(SPECIES, LOG2_E), DoubleVector.broadcast(SPECIES, ROUNDING))
                : x#.mul(LOG2_E).add(ROUNDING);
            """, "DoubleVector n# = t#.sub(ROUNDING);"),
        declare("high", broadcast("-PanelDensities.LN2_HIGH")),
        declare("low", broadcast("-PanelDensities.LN2_LOW")),
        both(
            "DoubleVector r# = FMA ? n#.fma(low, n#.fma(high, x#)) : n#.mul(low).add(n#.mul(high).add(x#));"));
  }

  private static String polynomial() {
    String first = declare("c", broadcast(COEFFICIENTS.get(0)));
    String others = COEFFICIENTS.stream()
        .skip(1)
        .map(c -> assign("c", broadcast(c)) + "\n" + both(STEP))
        .collect(Collectors.joining("\n"));
    // The last two coefficients are 1.
    return String.join("\n", first, both("DoubleVector p# = c;"), others, both(STEP));
  }

  /** Adds the exponent to that of the polynomial's value. */
  private static String result() {
    return both(
        """
        LongVector b# =
            p#.reinterpretAsLongs().add(t#.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52));
        """,
        "DoubleVector e# = zero.blend(b#.reinterpretAsDoubles(), m#);",
        "e#.intoArray(values, at@);",
        "e#.add(DoubleVector.fromArray(SPECIES, sums, $)).intoArray(sums, $);");
  }

  /** Each statement for both vectors: # is the vector's number, @ its offset as a summand, $ its offset. */
  private static String both(String... statements) {
    return Arrays.stream(statements)
        .flatMap(statement -> Template.each(
                VECTORS,
                v -> statement
                    .replace("#", String.valueOf(v))
                    .replace("@", v == 0 ? "" : " + LANES")
                    .replace("$", times(v, "LANES")))
            .lines())
        .collect(Collectors.joining("\n"));
  }
}
