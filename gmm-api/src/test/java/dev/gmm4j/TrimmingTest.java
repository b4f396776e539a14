package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bootstrap.BootstrapMethod;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits that leave out the samples that fit worst. */
class TrimmingTest {

  private static GaussianMixtureEstimator.Builder fit(int components, Trimming trimming) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .trimming(trimming)
        .regularization(0);
  }

  /** Returns two clusters of 100 rows each, and 20 gross outliers behind them. */
  private static double[][] contaminated() {
    Random random = new Random(3);
    double[][] rows = new double[220][2];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        rows[i][j] =
            i < 200 ? (i < 100 ? 0 : 8) + random.nextGaussian() : 1e4 * (1 + random.nextDouble());
      }
    }
    return rows;
  }

  private static double score(GaussianMixture model, double[] row, Trimming.Form form) {
    double score = model.logDensity(row);
    return form == Trimming.Form.MIXTURE
        ? score
        : score + Math.log(Arrays.stream(model.responsibilities(row)).max().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void grossOutliers_areLeftOut(Trimming.Form form) {
    double[][] rows = contaminated();
    GaussianMixtureFit fit =
        fit(2, new Trimming(20 / 220.0, form)).maxEigenvalueRatio(10).build().fit(Samples.of(rows));

    TrimmedRows trimmed = fit.trimmed();
    assertThat(trimmed.rows()).containsExactly(IntStream.range(200, 220).toArray());
    assertThat(trimmed.contains(200)).isTrue();
    assertThat(trimmed.contains(199)).isFalse();
    assertThat(trimmed.keptWeight()).isEqualTo(200);
    int[] labels = trimmed.mark(fit.model().predict(Samples.of(rows)));
    assertThat(Arrays.stream(labels).filter(label -> label == -1)).hasSize(20);
    assertThat(LabelAgreement.between(
                IntStream.range(0, 200).map(i -> i / 100).toArray(), Arrays.copyOf(labels, 200))
            .adjustedRandIndex())
        .isGreaterThan(0.99);
    // What is small is told by the samples that are kept: outliers do not blur the components.
    assertThat(fit.regularizedFeatures()).isEmpty();
    double[] scores = Arrays.stream(rows)
        .mapToDouble(row -> score(fit.model(), row, form))
        .sorted()
        .toArray();
    assertThat(trimmed.threshold()).isCloseTo(scores[20], within(1e-9));
    double kept = Arrays.stream(scores).skip(20).sum();
    assertThat(fit.logLikelihood()).isCloseTo(kept, within(1e-9 * Math.abs(kept)));
    assertThat(fit.bic())
        .isCloseTo(
            -2 * kept + fit.model().freeParameters() * Math.log(200),
            within(1e-9 * Math.abs(kept)));
    assertThat(fit.meanLogLikelihood()).isCloseTo(kept / 200, within(1e-9));
  }

  @Test
  void defaultRegularization_isOfTheScaleOfTheKeptSamples() {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .trimming(Trimming.mixture(0.1))
        .build()
        .fit(Samples.of(contaminated()));
    assertThat(fit.model().covariances().get(0, 0, 0)).isBetween(0.5, 1.5);
    assertThat(fit.model().covariances().get(1, 1, 1)).isBetween(0.5, 1.5);
  }

  @ParameterizedTest
  @EnumSource
  void objective_neverFalls_underAnyModel(CovarianceModel model) {
    double[][] rows = TestData.blobs(120, 3, 3, 2, 5).rows();
    for (Trimming trimming : List.of(Trimming.mixture(0.1), Trimming.hard(0.1))) {
      for (Acceleration acceleration : Acceleration.values()) {
        GaussianMixtureFit fit = fit(3, trimming)
            .covariance(model)
            .acceleration(acceleration)
            .initialization(Initialization.kMeans())
            .build()
            .fit(Samples.of(rows));
        assertThat(fit.trimmed().count()).isEqualTo(12);
        assertThat(fit.bestRestart().largestDecrease())
            .as("%s, %s, %s", model, trimming, acceleration)
            .isLessThanOrEqualTo(1e-9 * Math.abs(fit.logLikelihood()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EII", "VII", "EEI", "VVI", "EEE", "EEV", "VVV"})
  void objective_neverFalls_underABound(CovarianceModel model) {
    double[][] rows = TestData.blobs(120, 3, 3, 2, 6).rows();
    for (Trimming trimming : List.of(Trimming.mixture(0.1), Trimming.hard(0.1))) {
      GaussianMixtureFit fit = fit(3, trimming)
          .covariance(model)
          .proportions(MixingProportions.EQUAL)
          .maxEigenvalueRatio(3)
          .tolerance(0)
          .maxIterations(30)
          .build()
          .fit(Samples.of(rows));
      assertThat(fit.bestRestart().largestDecrease())
          .as("%s, %s", model, trimming)
          .isLessThanOrEqualTo(1e-9 * Math.abs(fit.logLikelihood()));
    }
  }

  @Test
  void posteriorDensity_goesWithAPrior() {
    GaussianMixtureFit fit = fit(2, Trimming.mixture(0.1))
        .prior(ConjugatePrior.defaults().withScale(new double[][] {{1, 0}, {0, 1}}))
        .build()
        .fit(Samples.of(contaminated()));
    assertThat(fit.trimmed().rows()).contains(IntStream.range(200, 220).toArray());
    assertThat(fit.logPrior()).isNotZero();
  }

  @ParameterizedTest
  @EnumSource
  void wholeWeights_areRepeatedRows(Trimming.Form form) {
    double[][] rows = TestData.blobs(80, 2, 2, 3, 4).rows();
    double[] weights = new double[rows.length];
    List<double[]> repeated = new ArrayList<>();
    int[] initial = new int[rows.length];
    List<Integer> repeatedInitial = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      weights[i] = i % 4;
      initial[i] = i % 2;
      for (int times = 0; times < i % 4; times++) {
        repeated.add(rows[i]);
        repeatedInitial.add(i % 2);
      }
    }
    GaussianMixtureEstimator.Builder builder = fit(2, new Trimming(0.13, form)).tolerance(1e-10);
    GaussianMixtureFit weighted = builder
        .initialization(Initialization.labels(initial))
        .build()
        .fit(Samples.of(rows).weighted(weights));
    GaussianMixtureFit unweighted = builder
        .initialization(Initialization.labels(
            repeatedInitial.stream().mapToInt(Integer::intValue).toArray()))
        .build()
        .fit(Samples.of(repeated.toArray(new double[0][])));

    assertThat(weighted.trimmed().keptWeight()).isEqualTo(Math.floor(120 * 0.87));
    assertThat(unweighted.trimmed().keptWeight()).isEqualTo(weighted.trimmed().keptWeight());
    assertThat(weighted.logLikelihood()).isCloseTo(unweighted.logLikelihood(), within(1e-8 * 120));
    // Rows of weight 0 are no rows.
    assertThat(Arrays.stream(weighted.trimmed().rows()).map(row -> row % 4)).doesNotContain(0);
  }

  @Test
  void fractionalWeights_keepTheirShare() {
    double[][] rows = contaminated();
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 0.01);
    GaussianMixtureFit fit = fit(2, Trimming.mixture(0.1))
        .maxEigenvalueRatio(10)
        .build()
        .fit(Samples.of(rows).weighted(weights));
    assertThat(fit.trimmed().keptWeight()).isCloseTo(0.9 * 2.2, within(1e-12));
    assertThat(fit.totalWeight()).isCloseTo(2.2, within(1e-12));
    assertThat(fit.trimmed().rows()).contains(IntStream.range(200, 220).toArray());
  }

  @Test
  void equalSamples_areKeptInTheirOrder() {
    double[][] rows = new double[100][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i < 80 ? i % 5 : 9;
    }
    // The last twenty are the least likely, and as likely as each other.
    GaussianMixtureFit fit = fit(1, Trimming.mixture(0.1)).build().fit(Samples.of(rows));
    assertThat(fit.trimmed().rows()).containsExactly(90, 91, 92, 93, 94, 95, 96, 97, 98, 99);
  }

  @ParameterizedTest
  @EnumSource
  void bits_areTheSame_forAnyThreads_andSamplesNotInMemory(Trimming.Form form) {
    double[] values = TestData.flat(TestData.blobs(20_000, 3, 4, 2, 9).rows());
    RowSource source = new RowSource() {
      @Override
      public long rows() {
        return values.length / 3;
      }

      @Override
      public int columns() {
        return 3;
      }

      @Override
      public void read(long firstRow, int count, double[] destination) {
        System.arraycopy(values, (int) firstRow * 3, destination, 0, count * 3);
      }
    };
    GaussianMixtureEstimator.Builder builder = fit(4, new Trimming(0.07, form))
        .initialization(Initialization.kMeansPlusPlus())
        .maxEigenvalueRatio(20)
        .maxIterations(5);
    GaussianMixtureFit one = builder.threads(1).build().fit(Samples.of(values, 3));
    for (Samples samples : List.of(Samples.of(values, 3), Samples.of(source))) {
      GaussianMixtureFit many = builder.threads(5).build().fit(samples);
      assertThat(many.bestRestart().trace()).isEqualTo(one.bestRestart().trace());
      assertThat(many.trimmed().rows()).isEqualTo(one.trimmed().rows());
      assertThat(many.trimmed().threshold()).isEqualTo(one.trimmed().threshold());
    }
    assertThat(one.trimmed().count()).isEqualTo(20_000 - 18_600);
  }

  @Test
  void checkpoints_areOfTheSameTrimming() {
    Samples samples = Samples.of(contaminated());
    List<Checkpoint> taken = new ArrayList<>();
    GaussianMixtureEstimator.Builder builder = fit(2, Trimming.mixture(0.1)).maxEigenvalueRatio(10);
    GaussianMixtureFit whole = builder
        .listener(progress -> taken.add(progress.checkpoint().get()))
        .build()
        .fit(samples);
    Checkpoint middle = taken.get(taken.size() / 2);

    GaussianMixtureFit resumed = builder.listener(FitListener.NONE).build().resume(samples, middle);
    assertThat(resumed.bestRestart().trace()).isEqualTo(whole.bestRestart().trace());
    assertThat(resumed.trimmed().rows()).isEqualTo(whole.trimmed().rows());
    assertThatExceptionOfType(InvalidCheckpointException.class)
        .isThrownBy(() -> builder.trimming(Trimming.mixture(0.2)).build().resume(samples, middle))
        .withMessageContaining("trimming was Trimming.mixture(0.1), but is Trimming.mixture(0.2)");
  }

  @Test
  void preparedSamples_areTrimmedToo() {
    Samples samples = Samples.of(contaminated());
    GaussianMixtureEstimator estimator =
        fit(2, Trimming.mixture(0.1)).maxEigenvalueRatio(10).build();
    try (PreparedSamples prepared =
        PreparedSamples.of(samples, Backends.standard().automatic(), 2, 1)) {
      assertThat(estimator.fit(prepared).trimmed().rows())
          .isEqualTo(estimator.fit(samples).trimmed().rows());
    }
  }

  @Test
  void settings_areReadable() {
    assertThat(fit(2, Trimming.hard(0.05)).build().toString())
        .isEqualTo("GaussianMixtureEstimator.builder().components(2).regularization(0.0)"
            + ".trimming(Trimming.hard(0.05)).build()");
    assertThat(fit(2, Trimming.hard(0.05)).build().initializations())
        .extracting(Initialization::label)
        .containsExactly("concentration");
    assertThat(fit(2, Trimming.hard(0.05)).trimming(null).build().initializations())
        .extracting(Initialization::label)
        .containsExactly("k-means");
    assertThat(GaussianMixtureEstimator.builder()
            .components(2)
            .build()
            .fit(Samples.of(contaminated()))
            .trimmed())
        .isNull();
    assertThat(Trimming.Form.parse("Hard")).isSameAs(Trimming.Form.HARD);
    assertThat(Trimming.Form.MIXTURE.label()).isEqualTo("mixture");
  }

  @Test
  void shares_outOfRange_areRefused() {
    for (double share : new double[] {0, -0.1, 0.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trimming.mixture(share))
          .withMessage("share to trim must be in (0, 0.5), but was " + share);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trimming.Form.parse("soft"))
        .withMessage("form of trimming must be one of mixture, hard, but was soft");
  }

  @Test
  void whatDoesNotGoWithIt_isRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> fit(2, Trimming.hard(0.1)).noise(InitialNoise.share(0.1)).build())
        .withMessage("trimming cannot go with noise, but both were set");
    GaussianMixtureEstimator trimming = fit(2, Trimming.hard(0.1)).build();
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> trimming.fit(Samples.of(new double[][] {{1}, {2}})))
        .withMessageContaining("samples that are kept must be at least components = 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BayesianMixtureEstimator.builder(trimming))
        .withMessageContaining("a Bayesian mixture must not trim");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterBootstrap.builder(trimming)
            .method(BootstrapMethod.PARAMETRIC)
            .build())
        .withMessage("method parametric cannot go with trimming, as what a mixture draws has no"
            + " outliers, but trimming was Trimming.hard(0.1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LikelihoodRatioBootstrap.builder(trimming))
        .withMessageContaining("a likelihood-ratio test must not trim, as samples that are drawn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamingEstimator.builder(trimming))
        .withMessageContaining("a stream must not trim, as a share of all");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            MixtureClassifierEstimator.builder().estimator(e -> e.trimming(Trimming.hard(0.1))))
        .withMessageContaining("trimming cannot go with a classifier, as each class");
  }

  @Test
  void marks_needTheLabelsOfTheSamples() {
    TrimmedRows trimmed = fit(2, Trimming.mixture(0.1))
        .maxEigenvalueRatio(10)
        .build()
        .fit(Samples.of(contaminated()))
        .trimmed();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trimmed.mark(new int[3]))
        .withMessageContaining("but were 3");
    assertThat(trimmed.toString()).contains("count=22");
  }
}
