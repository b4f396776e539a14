package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.testing.Published;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Fits that trim against R's tclust 2.1-2, {@code equal.weights = FALSE}: the best objectives of its 500 to 1000 random starts, and
 * the rows that it left out. Where those are not the maximum, what is found here must not be below them.
 */
class TrimmingReferenceTest {
  private static final int[] IRIS_TRIMMED = {42, 118, 119, 132, 135};

  private static GaussianMixtureEstimator.Builder fit(
      int components, Trimming trimming, double ratio) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .trimming(trimming)
        .maxEigenvalueRatio(ratio)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .tolerance(1e-12);
  }

  /** Counts from 1, as R does. */
  private static int[] trimmed(GaussianMixtureFit fit) {
    return Arrays.stream(fit.trimmed().rows()).map(row -> row + 1).toArray();
  }

  @Test
  void faithful_underATightBound_isTheOptimumOfTclust() {
    GaussianMixtureFit fit =
        fit(2, Trimming.hard(0.05), 12).build().fit(Samples.of(Published.rows("faithful", 2)));

    assertThat(fit.logLikelihood()).isCloseTo(-1260.263435, within(1e-6));
    assertThat(fit.trimmed().count()).isEqualTo(272 - 258);
  }

  @Test
  void faithful_ofThreeComponents_isNotBelowTclust() {
    GaussianMixtureFit fit = fit(3, Trimming.hard(0.05), 50)
        .restarts(4)
        .build()
        .fit(Samples.of(Published.rows("faithful", 2)));

    assertThat(fit.logLikelihood()).isGreaterThan(-1099.69097);
    // Of tclust's 14 rows all but one or two.
    assertThat(trimmed(fit)).contains(24, 33, 47, 69, 84, 149, 153, 165, 174, 211, 215, 249);
  }

  @Test
  void iris_isNotBelowTclust() {
    Samples iris = Samples.of(Published.rows("iris", 4));
    GaussianMixtureFit hard = fit(3, Trimming.hard(0.03), 50).build().fit(iris);
    GaussianMixtureFit mixture = fit(3, Trimming.mixture(0.03), 50).build().fit(iris);

    assertThat(hard.logLikelihood()).isGreaterThan(-151.7232283);
    assertThat(mixture.logLikelihood()).isGreaterThan(hard.logLikelihood());
    assertThat(hard.trimmed().count()).isEqualTo(5);
    assertThat(mixture.trimmed().count()).isEqualTo(5);
  }

  /** Which rows tclust leaves out is a fixed point: a fit that starts from the others leaves out the same. */
  @Test
  void iris_rowsThatTclustTrims_areAFixedPoint() {
    double[][] rows = Published.rows("iris", 4);
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1);
    IntStream.of(IRIS_TRIMMED).forEach(row -> weights[row - 1] = 0);
    GaussianMixture others = GaussianMixtureEstimator.builder()
        .components(3)
        .maxEigenvalueRatio(50)
        .regularization(0)
        .search(Search.NONE)
        .initialization(Initialization.labels(
            IntStream.range(0, rows.length).map(i -> i / 50).toArray()))
        .build()
        .fit(Samples.of(rows).weighted(weights))
        .model();

    for (Trimming trimming : new Trimming[] {Trimming.hard(0.03), Trimming.mixture(0.03)}) {
      GaussianMixtureFit fit = fit(3, trimming, 50)
          .initialization(Initialization.parameters(others))
          .build()
          .fit(Samples.of(rows));
      assertThat(trimmed(fit)).as("%s", trimming).isEqualTo(IRIS_TRIMMED);
      assertThat(fit.logLikelihood()).isGreaterThan(-151.7232283);
    }
  }
}
