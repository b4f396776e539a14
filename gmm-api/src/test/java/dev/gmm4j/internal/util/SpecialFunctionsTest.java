package dev.gmm4j.internal.util;

import dev.gmm4j.testing.Expect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of SciPy 1.17, which agree with its own references to a few units of the last place. */
class SpecialFunctionsTest {
  /** Some units in the last place of sums of that size. */
  private static final double ROUNDING = 1e-14;

  @ParameterizedTest
  @CsvSource({
    "1e-10, 23.025850929882733, -10000000000.577215",
    "0.25, 1.2880225246980774, -4.2274535333762655",
    "0.5, 0.5723649429247, -1.9635100260214235",
    "1, 0, -0.5772156649015329",
    "1.5, -0.12078223763524526, 0.03648997397857652",
    "2, 0, 0.42278433509846713",
    "3.7, 1.428072326665388, 1.1671535393615113",
    "12.9, 19.735015850713005, 2.5179671503279155",
    "13, 19.987214495661885, 2.5259950133091453",
    "100.5, 361.43554046777757, 4.605174352581845",
    "1e6, 12815504.569147611, 13.81551005796419"
  })
  void logGamma_andDigamma(double x, double logGamma, double digamma) {
    Expect.close("log Γ", SpecialFunctions.logGamma(x), logGamma, ROUNDING, 20);
    Expect.close("ψ", SpecialFunctions.digamma(x), digamma, ROUNDING, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0.34527915398142317",
    "3, 2.5, 0.45618688411667035",
    "3, 10, 0.9972306042844884",
    "50, 45, 0.24680203440017026",
    "1000, 1050, 0.9413288886226819",
    "2, 0, 0"
  })
  void gammaCdf(double shape, double x, double probability) {
    Expect.close("P", SpecialFunctions.gammaCdf(shape, x), probability, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.2, 0.2951672353008665",
    "2, 3, 0.4, 0.5248",
    "97.2, 40.1, 0.7, 0.4093729344288896",
    "1.001, 0.25, 0.9, 0.4374736587576504",
    "500, 500, 0.52, 0.897082472693004",
    "2, 3, 0, 0",
    "2, 3, 1, 1"
  })
  void betaCdf(double a, double b, double x, double probability) {
    Expect.close("I", SpecialFunctions.betaCdf(a, b, x), probability, 1e-12);
  }
}
