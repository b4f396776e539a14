package dev.gmm4j.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.gold.Mixture;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.internal.oracle.Accumulator;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.internal.oracle.TextbookEm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit compares with is right itself. */
class OracleTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 1000})
  void accumulator_equalsExactSum_underCancellation(int n) {
    Random random = new Random(n);
    double[] a = Matrices.uniform(random, n);
    double[] b = Matrices.uniform(random, n);
    Accumulator sum = new Accumulator();
    BigDecimal exact = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      double large = i % 2 == 0 ? 1e12 : -1e12;
      sum.addProductOfDifference(a[i], large, b[i]);
      exact = exact.add(
          new BigDecimal(a[i]).multiply(new BigDecimal(large).subtract(new BigDecimal(b[i]))));
      sum.addProduct(-a[i], large);
      exact = exact.subtract(new BigDecimal(a[i]).multiply(new BigDecimal(large)));
    }

    assertThat(sum.value()).isCloseTo(exact.doubleValue(), within(n * 1e-18));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "faithful-full",
        "faithful-tied",
        "faithful-diagonal",
        "faithful-spherical",
        "iris-full-regularized",
        "iris-full-weighted"
      })
  void textbookEm_equalsGold(String name) {
    GoldCase gold = GoldCase.load(name);
    double[][] rows = Resources.data(
        gold.json().get("data").asString(), Resources.integers(gold.json().get("columns")));
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    double[] weights =
        gold.samples().isWeighted() ? Resources.numbers(gold.json().get("sampleWeights")) : null;
    Mixture initial = Mixture.of(gold.json().get("initial"));
    TextbookEm em = new TextbookEm(
        CovarianceType.parse(gold.json().get("covarianceType").asString()),
        gold.number("regularization"),
        new RowBlock(flat, 0, rows.length, rows[0].length, weights),
        initial.weights(),
        initial.means(),
        initial.covariances());
    for (int i = 0; i < gold.number("iterations"); i++) {
      em.iterate();
    }

    Mixture expected = Mixture.of(gold.json().get("final"));
    for (int k = 0; k < expected.weights().length; k++) {
      assertThat(em.weights()[k]).isCloseTo(expected.weights()[k], within(1e-10));
      assertThat(em.means()[k]).containsExactly(expected.means()[k], within(1e-8));
      for (int j = 0; j < rows[0].length; j++) {
        assertThat(em.covariances()[k][j])
            .containsExactly(expected.covariances()[k][j], within(1e-8));
      }
    }
  }
}
