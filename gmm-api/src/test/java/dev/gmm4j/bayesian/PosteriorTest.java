package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.distribution.Interval;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A posterior as a value: intervals against SciPy, draws against moments, order, occupancy, checks. */
class PosteriorTest {
  private static final double[] FREEDOMS = {12.5, 30};
  private static final double[] PRECISIONS = {9, 21};
  private static final double[][] MEANS = {{1.5, -2}, {4, 5}};

  private static Covariances covariances(CovarianceType type, int components) {
    double[][] matrix = {{0.8, 0.3}, {0.3, 1.1}};
    double[][][] matrices = new double[components][][];
    Arrays.fill(matrices, matrix);
    return switch (type) {
      case FULL -> Covariances.full(matrices);
      case TIED -> Covariances.tied(matrix, components);
      case DIAGONAL -> {
        double[][] variances = new double[components][];
        Arrays.fill(variances, new double[] {0.8, 1.1});
        yield Covariances.diagonal(variances);
      }
      case SPHERICAL -> {
        double[] variances = new double[components];
        Arrays.fill(variances, 0.8);
        yield Covariances.spherical(variances, 2);
      }
    };
  }

  private static MixturePosterior posterior(CovarianceType type, WeightPosterior weights) {
    NormalWishartPrior prior =
        new NormalWishartPrior(1, new double[] {2, 2}, 2, covariances(type, 1));
    double[] freedoms = type == CovarianceType.TIED ? new double[] {12.5} : FREEDOMS;
    return new MixturePosterior(prior, weights, PRECISIONS, MEANS, freedoms, covariances(type, 2));
  }

  private static MixturePosterior posterior(CovarianceType type) {
    return posterior(type, new DirichletWeights(0.5, 8.5, 20.5));
  }

  /** Quantiles of SciPy's t, invgamma and beta. */
  @ParameterizedTest
  @CsvSource({
    "FULL, 0.94398895, 2.05601105, 0.4913377, 2.0414519",
    "TIED, 0.94398895, 2.05601105, 0.4913377, 2.0414519",
    "DIAGONAL, 0.97038992, 2.02961008, 0.46091863, 1.79945667",
    "SPHERICAL, 0.99073082, 2.00926918, 0.53117345, 1.36879351"
  })
  void intervals(
      CovarianceType type, double meanLow, double meanHigh, double varLow, double varHigh) {
    PosteriorIntervals intervals = posterior(type).intervals(0.9);

    close(intervals.mean(0, 0), meanLow, meanHigh);
    close(intervals.variance(0, 0), varLow, varHigh);
    close(intervals.weight(0), 0.16484066, 0.43785346);
  }

  private static void close(Interval interval, double low, double high) {
    // The printed digits.
    assertThat(interval.low()).isCloseTo(low, Offset.offset(6e-8));
    assertThat(interval.high()).isCloseTo(high, Offset.offset(6e-8));
  }

  /**
   * Means and coverages of 20 000 draws, with tolerances of five standard deviations of what is estimated, one chance in two
   * million each: of a weight {@code √(p(1 - p)/(α + 1))} with {@code p = E π} and {@code α = Σα_k}, of an element of a
   * Wishart matrix {@code √((Λ_ij² + Λ_ii Λ_jj)/ν)} with {@code Λ} its mean, along the axes of a variance {@code √(2/ν)} of
   * its mean or less, and of a coverage {@code √(0.9 * 0.1)}, each divided by {@code √20 000}. Parameters are compared as they
   * are drawn: mixtures of them would take a hundred times as long.
   */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void draws_haveTheMomentsAndQuantilesOfThePosterior(CovarianceType type) {
    MixturePosterior posterior = posterior(type);
    PosteriorIntervals intervals = posterior.intervals(0.9);
    int count = 20_000;
    double[] sums = new double[6];
    PosteriorDraws.parameters(posterior, count, 7).forEach(draw -> {
      double a = draw.covariances().get(0, 0, 0);
      double b = draw.covariances().get(0, 0, 1);
      double c = draw.covariances().get(0, 1, 1);
      double determinant = a * c - b * b;
      sums[0] += draw.weights()[0] / count;
      sums[1] += c / determinant / count;
      sums[2] += -b / determinant / count;
      sums[3] += intervals.mean(0, 0).contains(draw.means()[0][0]) ? 1.0 / count : 0;
      sums[4] += intervals.variance(0, 0).contains(a) ? 1.0 / count : 0;
      sums[5] += intervals.weight(0).contains(draw.weights()[0]) ? 1.0 / count : 0;
    });
    double five = 5 / Math.sqrt(count);
    double weight = 8.5 / 29;
    assertThat(sums[0])
        .isCloseTo(weight, Offset.offset(five * Math.sqrt(weight * (1 - weight) / 30)));
    double[][] mean = posterior.toMixture(new NaiveBackend()).precision(0);
    assertThat(sums[1])
        .isCloseTo(mean[0][0], Offset.offset(five * Math.sqrt(2 / 12.5) * mean[0][0]));
    assertThat(sums[2])
        .isCloseTo(
            mean[0][1],
            Offset.offset(
                five * Math.sqrt((mean[0][1] * mean[0][1] + mean[0][0] * mean[1][1]) / 12.5)));
    for (int i = 3; i < 6; i++) {
      assertThat(sums[i]).isCloseTo(0.9, Offset.offset(five * 0.3));
    }
  }

  @Test
  void draws_areMixturesOfTheParametersDrawn() {
    MixturePosterior posterior = posterior(CovarianceType.FULL);
    GaussianMixture[] mixtures = posterior.draw(3, 7);
    List<PosteriorDraws.Draw> draws = PosteriorDraws.parameters(posterior, 3, 7).toList();

    for (int i = 0; i < 3; i++) {
      assertThat(mixtures[i].weights()).isEqualTo(draws.get(i).weights());
      assertThat(mixtures[i].means()).isDeepEqualTo(draws.get(i).means());
      assertThat(mixtures[i].covariances()).isEqualTo(draws.get(i).covariances());
    }
  }

  @Test
  void draws_ofTied_shareTheCovariance_andAreTheSameForTheSameSeed() {
    MixturePosterior posterior = posterior(CovarianceType.TIED);

    assertThat(posterior.draw(2, 5)).isEqualTo(posterior.draw(2, 5));
    assertThat(posterior.draw(2, 5)[1]).isNotEqualTo(posterior.draw(2, 5)[0]);
    assertThat(posterior.draw(1, 5)[0].covarianceType()).isEqualTo(CovarianceType.TIED);
  }

  @Test
  void sticks_weightsOfDraws_haveTheirExpectation_andIntervals() {
    StickWeights sticks =
        new StickWeights(0.5, new double[] {21, 9}, new double[] {8.5, 0.5}, new int[] {0, 1});
    double first = 0;
    for (int i = 0; i < 20_000; i++) {
      first += sticks.draw(i)[0] / 20_000;
    }
    // Before they are divided by their sum, weights are 21/29.5 and 8.5/29.5 * 9/9.5.
    double second = 8.5 / 29.5 * (9 / 9.5);
    assertThat(first).isCloseTo(21 / 29.5 / (21 / 29.5 + second), Offset.offset(0.01));
    assertThat(sticks.unusedWeight()).isCloseTo(8.5 / 29.5 * 0.5 / 9.5, Offset.offset(1e-15));
    Interval interval = sticks.weightInterval(0, 0.9);
    assertThat(interval.low()).isBetween(0.5, sticks.expectedWeights()[0]);
    assertThat(interval.high()).isBetween(sticks.expectedWeights()[0], 0.95);
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void canonical_putsLargerWeightsFirst_andKeepsAllElse(CovarianceType type) {
    StickWeights sticks =
        new StickWeights(0.5, new double[] {9, 21}, new double[] {0.5, 8.5}, new int[] {1, 0});
    MixturePosterior posterior = posterior(type, sticks);
    MixturePosterior canonical = posterior.canonical();

    assertThat(canonical.means()).isDeepEqualTo(new double[][] {{4, 5}, {1.5, -2}});
    assertThat(((StickWeights) canonical.weights()).order()).containsExactly(0, 1);
    assertThat(canonical.canonical()).isEqualTo(canonical);
    double[] x = {2, 3};
    Expect.close(
        "density",
        canonical.predictive().logDensity(x),
        posterior.predictive().logDensity(x),
        1e-13);
    Expect.close("divergence", canonical.weights().divergence(), sticks.divergence(), 1e-13, 1);
  }

  @Test
  void occupancy_countsComponentsOfASampleAtLeast() {
    Occupancy occupancy = Occupancy.of(new double[] {50, 1, 0.5, 0});

    assertThat(occupancy.count()).isEqualTo(2);
    assertThat(occupancy.isFull()).isFalse();
    assertThat(occupancy.probability(3)).isEqualTo(0);
    assertThat(occupancy.mean())
        .isCloseTo(1 + (1 - Math.exp(-1)) + (1 - Math.exp(-0.5)), Offset.offset(1e-14));
    assertThat(occupancy.standardDeviation())
        .isCloseTo(
            Math.sqrt(Math.exp(-1) * (1 - Math.exp(-1)) + Math.exp(-0.5) * (1 - Math.exp(-0.5))),
            Offset.offset(1e-14));
    assertThat(Occupancy.of(new double[] {2, 3}).isFull()).isTrue();
  }

  @Test
  void numbersOutOfRange_areRefused() {
    refuse(() -> new DirichletWeights(0.5, 1, 0), "concentrations[1] must be finite and > 0");
    refuse(
        () -> new StickWeights(1, new double[] {1, 1}, new double[] {1, 1}, new int[] {0, 0}),
        "order must have each component from 0 to 1 once");
    refuse(
        () -> new NormalWishartPrior(1, new double[2], 1, covariances(CovarianceType.FULL, 1)),
        "degreesOfFreedom must be finite and > 1.0, but was 1.0");
    refuse(
        () -> new NormalWishartPrior(1, new double[3], 4, covariances(CovarianceType.FULL, 1)),
        "mean must have 2 numbers, but had 3");
    refuse(
        () -> new MixturePosterior(
            new NormalWishartPrior(10, new double[2], 2, covariances(CovarianceType.FULL, 1)),
            new DirichletWeights(0.5, 8.5, 20.5),
            PRECISIONS,
            MEANS,
            FREEDOMS,
            covariances(CovarianceType.FULL, 2)),
        "meanPrecisions[0] must be at least 10.0, but was 9.0");
    refuse(() -> posterior(CovarianceType.FULL).intervals(1), "probability must be in (0, 1)");
    refuse(
        () -> WeightPrior.dirichlet().withConcentration(0),
        "concentration must be finite and > 0, but was 0.0");
    refuse(() -> StickOrder.parse("size"), "by-size, as-given, but was size");
    refuse(() -> WeightPrior.Kind.parse("dp"), "dirichlet, dirichlet-process, but was dp");
  }

  private static void refuse(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }
}
