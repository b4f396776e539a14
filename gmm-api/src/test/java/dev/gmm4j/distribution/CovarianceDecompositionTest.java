package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.Expect;
import org.junit.jupiter.api.Test;

/** Volume, shape and orientation; expected numbers are those of mclust 6.0.0's sigma2decomp and decomp2sigma. */
class CovarianceDecompositionTest {
  private static final double[][][] MATRICES = {
    {{2, 0.6, 0.3}, {0.6, 1.5, -0.2}, {0.3, -0.2, 0.7}}, {{4, 1, 0}, {1, 3, 0.5}, {0, 0.5, 1}}
  };

  @Test
  void parts_areThoseOfMclust() {
    CovarianceDecomposition parts = decompose(Covariances.full(MATRICES));

    Expect.close(
        "volumes", parts.volumes(), new double[] {1.1600257624084178, 2.154434690031884}, 1e-14);
    Expect.close(
        "shapes",
        parts.shapes(),
        new double[][] {
          {2.079106437591265, 1.1070278818965134, 0.43447492567248464},
          {2.152517609502963, 1.1603972084031942, 0.4003562489840655}
        },
        1e-13);
    // mclust leaves the signs of axes to LAPACK.
    Expect.close(
        "orientation",
        parts.orientations()[0],
        new double[][] {
          {0.8407997220064173, -0.4344839346995531, -0.3229234243004463},
          {0.5346495339233212, 0.7600147662597722, 0.369496185288399},
          {0.0848864143989301, -0.48332314816807426, 0.8713168373762752}
        },
        1e-13);
  }

  @Test
  void covariances_areThoseOfMclust() {
    CovarianceDecomposition parts = new CovarianceDecomposition(
        new double[] {2, 3}, new double[][] {{4, 0.25}, {2, 0.5}}, new double[][][] {
          {{0.8, -0.6}, {0.6, 0.8}}, {{0, -1}, {1, 0}}
        });

    Expect.close(
        "first", parts.covariances().matrix(0), new double[][] {{5.3, 3.6}, {3.6, 3.2}}, 1e-15);
    Expect.close("second", parts.covariances().matrix(1), new double[][] {{1.5, 0}, {0, 6}}, 1e-15);
  }

  @Test
  void parts_makeTheCovariancesAgain() {
    Expect.close(
        "again",
        decompose(Covariances.full(MATRICES)).covariances().toArray(),
        Covariances.full(MATRICES).toArray(),
        1e-14);
  }

  /** The smallest of these variances is below the rounding of the largest. */
  @Test
  void axes_ofFeaturesOfAnyScale_areExact() {
    CovarianceDecomposition parts =
        decompose(Covariances.diagonal(new double[][] {{1e-12, 1e12, 1}, {9, 9, 9}}));

    Expect.close("volume", parts.volumes()[0], 1, 1e-14);
    assertThat(parts.shapes()[0]).hasSize(3);
    Expect.close("longest", parts.shapes()[0][0], 1e12, 1e-12);
    Expect.close("middle", parts.shapes()[0][1], 1, 1e-12);
    Expect.close("shortest", parts.shapes()[0][2], 1e-12, 1e-12);
    assertThat(parts.orientations()[0])
        .isDeepEqualTo(new double[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}});
    Expect.close("ball", parts.shapes()[1], new double[] {1, 1, 1}, 1e-15);
  }

  @Test
  void wrongParts_areRefused() {
    double[][][] turn = {{{0.8, -0.6}, {0.6, 0.8}}};
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new CovarianceDecomposition(new double[] {0}, new double[][] {{2, 0.5}}, turn))
        .withMessage("volumes[0] must be finite and > 0, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new CovarianceDecomposition(new double[] {1}, new double[][] {{2, 1}}, turn))
        .withMessage("shapes[0] must have a product of 1, but had 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CovarianceDecomposition(
            new double[] {1}, new double[][] {{2, 0.5}}, new double[][][] {{{1, 1}, {0, 1}}}))
        .withMessage(
            "orientations[0] must be orthogonal: the product of rows 0 and 0 must be 1.0, but was 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new CovarianceDecomposition(new double[] {1, 1}, new double[][] {{2, 0.5}}, turn))
        .withMessage("shapes must have length 2, but had 1");
  }

  private static CovarianceDecomposition decompose(Covariances covariances) {
    return CovarianceDecomposition.of(covariances, Backends.standard().automatic());
  }
}
