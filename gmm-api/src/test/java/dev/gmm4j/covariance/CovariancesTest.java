package dev.gmm4j.covariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CovariancesTest {
  private static final double[][] A = {{4, 1}, {1, 3}};
  private static final double[][] B = {{2, -1}, {-1, 5}};

  private static Covariances[] one() {
    return new Covariances[] {
      Covariances.full(new double[][][] {A, B}),
      Covariances.tied(A, 2),
      Covariances.diagonal(new double[][] {{4, 3}, {2, 5}}),
      Covariances.spherical(new double[] {4, 3}, 2)
    };
  }

  @Test
  void factories_keepShapeAndValues() {
    Covariances[] all = one();

    assertThat(all).extracting(Covariances::type).containsExactly(CovarianceType.values());
    assertThat(all).allMatch(c -> c.components() == 2 && c.dimension() == 2);
    assertThat(all[0].toArray()).containsExactly(4, 1, 1, 3, 2, -1, -1, 5);
    assertThat(all[1].toArray()).containsExactly(4, 1, 1, 3);
    assertThat(all[2].toArray()).containsExactly(4, 3, 2, 5);
    assertThat(all[3].toArray()).containsExactly(4, 3);
    assertThat(all[0].matrix(1)).isDeepEqualTo(B);
    assertThat(all[1].matrix(1)).isDeepEqualTo(A);
    assertThat(all[2].matrix(1)).isDeepEqualTo(new double[][] {{2, 0}, {0, 5}});
    assertThat(all[3].matrix(1)).isDeepEqualTo(new double[][] {{3, 0}, {0, 3}});
    assertThat(((FullCovariances) all[0]).matrices()).isDeepEqualTo(new double[][][] {A, B});
    assertThat(((TiedCovariances) all[1]).matrix()).isDeepEqualTo(A);
    assertThat(((DiagonalCovariances) all[2]).variances())
        .isDeepEqualTo(new double[][] {{4, 3}, {2, 5}});
    assertThat(((SphericalCovariances) all[3]).variances()).containsExactly(4, 3);
    for (Covariances covariances : all) {
      Covariances again = Covariances.of(covariances.type(), 2, 2, covariances.toArray());
      assertThat(again.getClass()).isEqualTo(covariances.getClass());
      assertThat(again.toArray()).isEqualTo(covariances.toArray());
    }
  }

  @Test
  void covariances_shareNoArrayWithTheCaller() {
    double[][][] matrices = {{{4, 1}, {1, 3}}};
    double[] flat = {4, 1, 1, 3};
    double[][] variances = {{1, 2}};
    double[] spherical = {1};
    Covariances[] all = {
      Covariances.full(matrices),
      Covariances.tied(matrices[0], 1),
      Covariances.of(CovarianceType.FULL, 1, 2, flat),
      Covariances.diagonal(variances),
      Covariances.spherical(spherical, 2)
    };
    double[][] before = Arrays.stream(all).map(Covariances::toArray).toArray(double[][]::new);
    matrices[0][0][0] = 99;
    flat[0] = 99;
    variances[0][0] = 99;
    spherical[0] = 99;
    for (Covariances covariances : all) {
      covariances.toArray()[0] = 98;
      covariances.matrix(0)[0][0] = 98;
    }
    ((FullCovariances) all[0]).matrices()[0][0][0] = 97;
    ((TiedCovariances) all[1]).matrix()[0][0] = 97;
    ((DiagonalCovariances) all[3]).variances()[0][0] = 97;
    ((SphericalCovariances) all[4]).variances()[0] = 97;

    assertThat(Arrays.stream(all).map(Covariances::toArray).toArray(double[][]::new))
        .isDeepEqualTo(before);
  }

  @Test
  void ridge_isAddedToEveryDiagonal() {
    for (Covariances covariances : one()) {
      Covariances ridged = covariances.plusRidge(0.5);
      for (int k = 0; k < 2; k++) {
        double[][] expected = covariances.matrix(k);
        expected[0][0] += 0.5;
        expected[1][1] += 0.5;
        assertThat(ridged.matrix(k)).isDeepEqualTo(expected);
      }
    }
  }

  @Test
  void diagonal_isAddedToOneComponentOrWhatItShares() {
    double[] diagonal = {1, 3};
    Covariances[] all = one();

    assertThat(all[0].plusDiagonal(1, diagonal).toArray())
        .containsExactly(4, 1, 1, 3, 3, -1, -1, 8);
    assertThat(all[1].plusDiagonal(1, diagonal).toArray()).containsExactly(5, 1, 1, 6);
    assertThat(all[2].plusDiagonal(1, diagonal).toArray()).containsExactly(4, 3, 3, 8);
    assertThat(all[3].plusDiagonal(1, diagonal).toArray()).containsExactly(4, 5);
  }

  @Test
  void replacement_keepsWhatTheStructureCan() {
    double[][] matrix = {{10, 2}, {2, 20}};
    Covariances[] all = one();

    assertThat(all[0].withComponent(0, matrix).toArray())
        .containsExactly(10, 2, 2, 20, 2, -1, -1, 5);
    assertThat(all[1].withComponent(0, matrix).toArray()).containsExactly(4, 1, 1, 3);
    assertThat(all[2].withComponent(0, matrix).toArray()).containsExactly(10, 20, 2, 5);
    assertThat(all[3].withComponent(0, matrix).toArray()).containsExactly(15, 3);
  }

  @Test
  void selection_takesComponentsInTheGivenOrder() {
    for (Covariances covariances : one()) {
      Covariances selected = covariances.select(1, 0, 1);

      assertThat(selected.components()).isEqualTo(3);
      assertThat(selected.type()).isEqualTo(covariances.type());
      assertThat(selected.matrix(0)).isDeepEqualTo(covariances.matrix(1));
      assertThat(selected.matrix(1)).isDeepEqualTo(covariances.matrix(0));
      assertThat(selected.matrix(2)).isDeepEqualTo(covariances.matrix(1));
    }
  }

  @Test
  void wrongShapes_areRefused() {
    refuse(
        () -> Covariances.full(new double[0][][]),
        "covariances must have at least 1 component, but had 0");
    refuse(
        () -> Covariances.full(new double[1][0][]),
        "covariances[0] must have at least 1 row, but had 0");
    refuse(
        () -> Covariances.full(new double[][][] {A, {{1}}}),
        "covariances[1] must have 2 rows, but had 1");
    refuse(
        () -> Covariances.full(new double[][][] {{{1, 0}, {0}}}),
        "covariances[0][1] must have 2 numbers, but had 1");
    refuse(
        () -> Covariances.tied(new double[0][], 2),
        "covariances must have at least 1 row, but had 0");
    refuse(
        () -> Covariances.tied(new double[][] {{1, 0}}, 2),
        "covariances[0] must have 1 numbers, but had 2");
    refuse(() -> Covariances.tied(A, 0), "components must be >= 1, but was 0");
    refuse(
        () -> Covariances.diagonal(new double[0][]),
        "covariances must have at least 1 component, but had 0");
    refuse(
        () -> Covariances.diagonal(new double[][] {{}}),
        "covariances[0] must have at least 1 number, but had 0");
    refuse(
        () -> Covariances.diagonal(new double[][] {{1, 2}, {1}}),
        "covariances[1] must have 2 numbers, but had 1");
    refuse(
        () -> Covariances.spherical(new double[0], 2),
        "covariances must have at least 1 component, but had 0");
    refuse(() -> Covariances.spherical(new double[1], 0), "dimension must be >= 1, but was 0");
    refuse(
        () -> Covariances.of(CovarianceType.FULL, 2, 2, new double[7]),
        "full covariances of 2 components and 2 features are 8 numbers, but were 7");
    refuse(
        () -> Covariances.of(CovarianceType.SPHERICAL, 2, 2, new double[3]),
        "spherical covariances of 2 components and 2 features are 2 numbers, but were 3");
  }

  @Test
  void noComponentsOrFeatures_areRefused() {
    refuse(
        () -> Covariances.of(CovarianceType.FULL, 0, 2, new double[0]),
        "components must be >= 1, but was 0");
    refuse(
        () -> Covariances.of(CovarianceType.DIAGONAL, 1, 0, new double[0]),
        "dimension must be >= 1, but was 0");
    refuse(
        () -> Covariances.of(CovarianceType.DIAGONAL, -1, -2, new double[2]),
        "components must be >= 1, but was -1");
  }

  @Test
  void asymmetryAndNonFiniteNumbers_areRefused() {
    refuse(
        () -> Covariances.full(new double[][][] {A, {{4, 1}, {1.5, 3}}}),
        "covariances[1] must be symmetric, but [1][0] was 1.5 and [0][1] was 1.0");
    refuse(
        () -> Covariances.tied(new double[][] {{4, 1}, {-1, 3}}, 2),
        "covariances must be symmetric, but [1][0] was -1.0 and [0][1] was 1.0");
    refuse(
        () -> Covariances.full(new double[][][] {{{4, 1}, {1, Double.NaN}}}),
        "covariances[0][1][1] must be finite, but was NaN");
    refuse(
        () -> Covariances.diagonal(new double[][] {{1, 2}, {3, Double.POSITIVE_INFINITY}}),
        "covariances[1][1] must be finite, but was Infinity");
    refuse(
        () -> Covariances.spherical(new double[] {1, Double.NaN}, 2),
        "covariances[1] must be finite, but was NaN");
  }

  @Test
  void nonFiniteNumbersAboveTheDiagonal_areRefused() {
    for (double number :
        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Covariances.full(new double[][][] {{{4, number}, {1, 3}}}));
    }
  }

  @Test
  void matrixThatIsNotPositiveDefinite_isRefusedWhereItIsFactorized() {
    NaiveBackend backend = new NaiveBackend();
    double[][] indefinite = {{1, 2}, {2, 1}};
    // Its last pivot comes out as rounding noise.
    double[][] singular = {{0.1, 0.3}, {0.3, 0.9}};
    expectPivot(Covariances.full(new double[][][] {A, indefinite}), backend, 1, 1);
    expectPivot(Covariances.full(new double[][][] {A, singular}), backend, 1, 1);
    expectPivot(Covariances.full(new double[][][] {A, {{0, 0}, {0, 1}}}), backend, 1, 0);
    expectPivot(Covariances.tied(indefinite, 2), backend, 0, 1);
    expectPivot(Covariances.diagonal(new double[][] {{1, 1}, {1, 0}}), backend, 1, 1);
    expectPivot(Covariances.diagonal(new double[][] {{1, -1}, {1, 1}}), backend, 0, 1);
    expectPivot(Covariances.spherical(new double[] {1, 0}, 3), backend, 1, 0);
  }

  private static void expectPivot(
      Covariances covariances, NaiveBackend backend, int component, int pivot) {
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() -> PrecisionFactorization.of(covariances, backend))
        .withMessage("covariance of component " + component
            + " must be positive definite, but pivot " + pivot
            + " of its Cholesky factorization was not positive")
        .satisfies(e -> {
          assertThat(e.component()).isEqualTo(component);
          assertThat(e.pivot()).isEqualTo(pivot);
        });
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void matrices_areSymmetricByConstruction() {
    double[][] unequal = {{4, 1}, {1 + 1e-12, 3}};
    double[] flat = {4, 1, 1 + 1e-12, 3};
    Covariances[] all = {
      Covariances.full(new double[][][] {unequal}),
      Covariances.of(CovarianceType.FULL, 1, 2, flat),
      Covariances.tied(unequal, 3),
      Covariances.of(CovarianceType.TIED, 3, 2, flat),
      Covariances.full(new double[][][] {A}).withComponent(0, unequal)
    };

    assertThat(all).allMatch(c -> c.get(0, 0, 1) == c.get(0, 1, 0));
  }

  @Test
  void asymmetryOfSinglePrecision_isAccepted_relativeToTheVariances() {
    // 1e-17 beside variances of 1, as scikit-learn leaves it, is asymmetry by rounding.
    double[][] rounded = {{1, 0x1p-57}, {-0x1p-58, 1}};
    double[][] single = {{2, 0.30000004}, {0.3, 1}};
    double[][] scaled = {{2e200, 0.30000004}, {0.3, 1e-200}};

    assertThat(Covariances.full(new double[][][] {rounded}).get(0, 0, 1)).isEqualTo(0x1p-59);
    assertThat(Covariances.full(new double[][][] {single}).get(0, 1, 0))
        .isCloseTo(0.30000002, withinPercentage(1e-12));
    assertThat(Covariances.full(new double[][][] {scaled}).get(0, 1, 0))
        .isCloseTo(0.30000002, withinPercentage(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Covariances.tied(new double[][] {{2, 0.30001}, {0.3, 1}}, 2))
        .withMessageContaining("must be symmetric");
  }

  @Test
  void equality_isOfTypeShapeAndNumbers() {
    assertThat(one()).isEqualTo(one());
    assertThat(Arrays.stream(one()).distinct()).hasSize(4);
    assertThat(Covariances.tied(A, 2)).isNotEqualTo(Covariances.tied(A, 3));
    assertThat(Covariances.tied(A, 2)).isNotEqualTo(Covariances.tied(B, 2));
    assertThat(one()[0])
        .hasSameHashCodeAs(one()[0])
        .hasToString("Covariances[type=full, components=2, dimension=2,"
            + " values=[4, 1, 1, 3, 2, -1, -1, 5]]");
  }
}
