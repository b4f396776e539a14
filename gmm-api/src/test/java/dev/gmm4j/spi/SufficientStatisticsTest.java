package dev.gmm4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SufficientStatisticsTest {
  private static final int COMPONENTS = 3;
  private static final int DIMENSION = 2;

  @ParameterizedTest
  @EnumSource
  void newStatistics_areEmptyAndOfTheRightSize(Moments moments) {
    double[] centres = TestData.flat(TestData.normal(COMPONENTS, DIMENSION, 1));
    SufficientStatistics statistics =
        new SufficientStatistics(centres, COMPONENTS, DIMENSION, moments);

    assertThat(statistics.components()).isEqualTo(COMPONENTS);
    assertThat(statistics.dimension()).isEqualTo(DIMENSION);
    assertThat(statistics.moments()).isEqualTo(moments);
    assertThat(statistics.centres()).isEqualTo(centres);
    assertThat(statistics.weights()).isEqualTo(new double[COMPONENTS]);
    assertThat(statistics.first()).isEqualTo(new double[COMPONENTS * DIMENSION]);
    int second = switch (moments) {
      case NONE -> 0;
      case DIAGONAL -> 6;
      case POOLED -> 4;
      case FULL -> 12;
    };
    assertThat(statistics.second()).isEqualTo(new double[second]);
    assertThat(statistics.totalWeight()).isZero();
    assertThat(statistics.logLikelihood()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void merge_addsAllSums(Moments moments) {
    double[] centres = new double[COMPONENTS * DIMENSION];
    SufficientStatistics left = filled(centres, moments, 1);
    SufficientStatistics right = filled(centres.clone(), moments, 2);
    SufficientStatistics before = filled(centres, moments, 1);
    left.merge(right);

    assertThat(left.weights()).isEqualTo(sum(before.weights(), right.weights()));
    assertThat(left.first()).isEqualTo(sum(before.first(), right.first()));
    assertThat(left.second()).isEqualTo(sum(before.second(), right.second()));
    assertThat(left.logLikelihood()).isEqualTo(before.logLikelihood() + right.logLikelihood());
    assertThat(left.totalWeight())
        .isEqualTo(left.weights()[0] + left.weights()[1] + left.weights()[2]);
    assertThat(right.weights()).isEqualTo(filled(centres, moments, 2).weights());
  }

  @ParameterizedTest
  @EnumSource
  void reset_emptiesAndMovesTheCentres(Moments moments) {
    SufficientStatistics statistics = filled(new double[6], moments, 3);
    double[] centres = {1, 2, 3, 4, 5, 6};
    statistics.reset(centres);

    assertThat(statistics.centres()).isEqualTo(centres);
    assertThat(statistics.weights()).containsOnly(0);
    assertThat(statistics.first()).containsOnly(0);
    assertThat(Arrays.stream(statistics.second())).allMatch(value -> value == 0);
    assertThat(statistics.logLikelihood()).isZero();
  }

  @Test
  void mergeOfOtherShape_isRefused() {
    SufficientStatistics statistics = new SufficientStatistics(new double[6], 3, 2, Moments.FULL);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> statistics.merge(new SufficientStatistics(new double[6], 3, 2, Moments.DIAGONAL)))
        .withMessage(
            "statistics of 3 components, 2 features and FULL moments cannot merge with 3, 2"
                + " and DIAGONAL");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> statistics.merge(new SufficientStatistics(new double[6], 2, 3, Moments.FULL)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> statistics.merge(new SufficientStatistics(new double[4], 2, 2, Moments.FULL)));
  }

  @Test
  void mergeAboutOtherCentres_isRefused() {
    SufficientStatistics statistics = new SufficientStatistics(new double[6], 3, 2, Moments.NONE);
    SufficientStatistics other =
        new SufficientStatistics(new double[] {0, 0, 0, 0, 0, 1e-300}, 3, 2, Moments.NONE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> statistics.merge(other))
        .withMessage("statistics about different centres cannot merge");
  }

  @Test
  void centresOfWrongSize_areRefused() {
    SufficientStatistics statistics = new SufficientStatistics(new double[6], 3, 2, Moments.NONE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SufficientStatistics(new double[5], 3, 2, Moments.NONE))
        .withMessage("centres must be 6 numbers, but were 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> statistics.reset(new double[7]))
        .withMessage("centres must be 6 numbers, but were 7");
  }

  private static SufficientStatistics filled(double[] centres, Moments moments, long seed) {
    Random random = new Random(seed);
    SufficientStatistics statistics =
        new SufficientStatistics(centres, COMPONENTS, DIMENSION, moments);
    Arrays.setAll(statistics.weights(), i -> random.nextDouble());
    Arrays.setAll(statistics.first(), i -> random.nextGaussian());
    Arrays.setAll(statistics.second(), i -> random.nextGaussian());
    statistics.addLogLikelihood(random.nextGaussian());
    return statistics;
  }

  private static double[] sum(double[] left, double[] right) {
    double[] sum = left.clone();
    Arrays.setAll(sum, i -> left[i] + right[i]);
    return sum;
  }
}
