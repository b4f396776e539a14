package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactorMixtureEstimatorTest {
  private static final int FEATURES = 8;
  private static final Samples SAMPLES = Samples.of(drawn(400, 7));

  /** Two groups of two factors each. */
  private static double[][] drawn(int count, long seed) {
    Random random = new Random(seed);
    double[][][] loadings = new double[2][FEATURES][2];
    for (double[][] own : loadings) {
      for (double[] row : own) {
        row[0] = random.nextGaussian();
        row[1] = random.nextGaussian();
      }
    }
    double[][] rows = new double[count][FEATURES];
    for (int i = 0; i < count; i++) {
      int group = i % 2;
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      for (int j = 0; j < FEATURES; j++) {
        double[] own = loadings[group][j];
        double noise = (0.2 + 0.1 * j) * (1 + group) * random.nextGaussian();
        rows[i][j] = 4 * group * (j % 3) + own[0] * a + own[1] * b + noise;
      }
    }
    return rows;
  }

  private static GaussianMixtureEstimator.Builder settings() {
    return GaussianMixtureEstimator.builder().components(2).seed(3).backend(new NaiveBackend());
  }

  private static FactorMixtureEstimator.Builder estimator(FactorModel model) {
    return FactorMixtureEstimator.builder(settings().build()).model(model).factors(2);
  }

  @ParameterizedTest
  @EnumSource(FactorModel.class)
  void logLikelihood_neverFalls_andIsThatOfTheMixture(FactorModel model) {
    FactorMixtureFit fit = estimator(model).build().fit(SAMPLES);

    List<Double> trace = fit.logLikelihoodTrace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(i)));
    }
    assertThat(fit.converged()).isTrue();
    Expect.close(
        "log-likelihood",
        fit.model().toMixture().logLikelihood(SAMPLES),
        fit.logLikelihood(),
        1e-12);
  }

  @ParameterizedTest
  @EnumSource(FactorModel.class)
  void covariances_haveWhatTheModelSays(FactorModel model) {
    FactorMixture mixture = estimator(model).build().fit(SAMPLES).model();

    if (model.hasCommonLoadings()) {
      assertThat(mixture.loadings(0)).isDeepEqualTo(mixture.loadings(1));
    } else {
      assertThat(mixture.loadings(0)[0][0]).isNotEqualTo(mixture.loadings(1)[0][0]);
    }
    double[] first = mixture.noiseVariances(0);
    double[] second = mixture.noiseVariances(1);
    switch (model.noise()) {
      case EII, EEI -> assertThat(first).isEqualTo(second);
      case VEI -> Expect.close("ratio", first[0] / second[0], first[7] / second[7], 1e-9);
      case EVI -> Expect.close("volume", product(first), product(second), 1e-9);
      default -> assertThat(first[0]).isNotEqualTo(second[0]);
    }
    if (model.isIsotropic()) {
      assertThat(first).containsOnly(first[0]);
    } else {
      assertThat(first[0]).isNotEqualTo(first[7]);
    }
  }

  private static double product(double[] numbers) {
    double product = 1;
    for (double number : numbers) {
      product *= number;
    }
    return product;
  }

  /** What contains another model is at least as likely from where the other one ended. */
  @Test
  void moreParameters_areMoreLikely() {
    double ccc = logLikelihood(FactorModel.CCC);
    double ccu = logLikelihood(FactorModel.CCU);
    double ucu = logLikelihood(FactorModel.UCU);
    double ucuu = logLikelihood(FactorModel.UCUU);
    double uuu = logLikelihood(FactorModel.UUU);
    double full = settings().build().fit(SAMPLES).logLikelihood();

    assertThat(new double[] {ccc, ccu, ucu, ucuu, uuu, full}).isSorted();
  }

  private static double logLikelihood(FactorModel model) {
    return estimator(model).build().fit(SAMPLES).logLikelihood();
  }

  /** A change of units changes the log-likelihood by its Jacobian, where each feature has noise of its own. */
  @ParameterizedTest
  @EnumSource(
      value = FactorModel.class,
      names = {"CCU", "CUU", "UCU", "UUU", "CCUU", "UCUU", "CUCU", "UUCU"})
  void units_doNotMatter(FactorModel model) {
    double[][] rows = drawn(400, 7);
    double jacobian = 0;
    for (int j = 0; j < FEATURES; j++) {
      double unit = Math.pow(10, j - 3);
      jacobian += rows.length * Math.log(unit);
      for (double[] row : rows) {
        row[j] *= unit;
      }
    }
    FactorMixtureEstimator estimator = estimator(model).build();

    FactorMixtureFit scaled = estimator.fit(Samples.of(rows));

    Expect.close(
        "log-likelihood",
        scaled.logLikelihood() + jacobian,
        estimator.fit(SAMPLES).logLikelihood(),
        1e-8);
  }

  @Test
  void loadings_areInTheDocumentedRotation() {
    FactorMixture mixture = estimator(FactorModel.UUU).build().fit(SAMPLES).model();

    double[][] loadings = mixture.loadings(0);
    double[] noise = mixture.noiseVariances(0);
    double first = 0;
    double cross = 0;
    double second = 0;
    double largest = 0;
    for (int j = 0; j < FEATURES; j++) {
      first += loadings[j][0] * loadings[j][0] / noise[j];
      cross += loadings[j][0] * loadings[j][1] / noise[j];
      second += loadings[j][1] * loadings[j][1] / noise[j];
      largest = Math.abs(loadings[j][0]) > Math.abs(largest) ? loadings[j][0] : largest;
    }
    assertThat(first).isGreaterThan(second);
    assertThat(Math.abs(cross)).isLessThan(1e-12 * first);
    assertThat(largest).isPositive();
  }

  /** The regression of the factors on the sample: {@code Λᵀ(ΛΛᵀ + Ψ)⁻¹(x - μ)}, the same as the formula with M. */
  @Test
  void factorScores_areTheRegressionOnTheSample() {
    FactorMixture mixture = estimator(FactorModel.UUU).build().fit(SAMPLES).model();
    GaussianMixture full = mixture.toMixture();
    double[] sample = drawn(400, 7)[0];

    double[] scores = mixture.factorScores(sample, 1);

    double[][] precision = full.precision(1);
    for (int f = 0; f < 2; f++) {
      double expected = 0;
      for (int i = 0; i < FEATURES; i++) {
        for (int j = 0; j < FEATURES; j++) {
          expected +=
              mixture.loadings(1)[i][f] * precision[i][j] * (sample[j] - mixture.mean(1)[j]);
        }
      }
      Expect.close("score", scores[f], expected, 1e-9);
    }
  }

  @Test
  void weights_areRepetitions() {
    double[][] rows = drawn(60, 5);
    double[][] twice = new double[90][];
    double[] weights = new double[60];
    for (int i = 0; i < 90; i++) {
      twice[i] = rows[i % 60];
      weights[i % 60]++;
    }
    FactorMixtureEstimator estimator = estimator(FactorModel.UCU)
        .estimator(e -> e.initialization(Initialization.means(new double[][] {rows[0], rows[1]}))
            .maxIterations(20)
            .tolerance(0))
        .build();

    FactorMixtureFit repeated = estimator.fit(Samples.of(twice));
    FactorMixtureFit weighted = estimator.fit(Samples.of(rows).weighted(weights));

    Expect.close("log-likelihood", weighted.logLikelihood(), repeated.logLikelihood(), 1e-10);
  }

  @Test
  void threads_doNotChangeBits() {
    FactorMixtureFit one =
        estimator(FactorModel.UUU).estimator(e -> e.threads(1)).build().fit(SAMPLES);
    FactorMixtureFit four =
        estimator(FactorModel.UUU).estimator(e -> e.threads(4)).build().fit(SAMPLES);

    assertThat(four.logLikelihoodTrace()).isEqualTo(one.logLikelihoodTrace());
    assertThat(four.model().loadings(0)).isDeepEqualTo(one.model().loadings(0));
  }

  /** Both kinds of statistics lead to the same maximum, in different numbers of passes. */
  @ParameterizedTest
  @EnumSource(FactorModel.class)
  void statisticsOfFactors_leadToTheSameMaximum(FactorModel model) {
    FactorMixtureEstimator.Builder builder = estimator(model)
        .estimator(e -> e.convergence(ConvergenceCriterion.aitken(1e-12))
            .search(Search.NONE)
            .maxIterations(20_000));

    FactorMixtureFit matrices =
        builder.statistics(FactorStatistics.MATRICES).build().fit(SAMPLES);
    FactorMixtureFit factors =
        builder.statistics(FactorStatistics.FACTORS).build().fit(SAMPLES);

    Expect.close("log-likelihood", factors.logLikelihood(), matrices.logLikelihood(), 1e-8);
    List<Double> trace = factors.logLikelihoodTrace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(i)));
    }
    Expect.close(
        "log-likelihood of the mixture",
        factors.model().toMixture().logLikelihood(SAMPLES),
        factors.logLikelihood(),
        1e-11);
  }

  /** Two copies of a feature, without noise of their own: a Heywood case. */
  @Test
  void featureWithoutNoise_keepsTheFloor() {
    double[][] rows = drawn(400, 7);
    for (double[] row : rows) {
      row[1] = row[0];
    }
    FactorMixture mixture = estimator(FactorModel.UUU)
        .estimator(e -> e.components(1))
        .build()
        .fit(Samples.of(rows))
        .model();

    double mean = 0;
    double square = 0;
    for (double[] row : rows) {
      mean += row[0] / rows.length;
      square += row[0] * row[0] / rows.length;
    }
    Expect.close("noise", mixture.noiseVariances(0)[0], 1e-3 * (square - mean * mean), 1e-9);
  }

  /** Fewer samples than features in a component. */
  @Test
  void fewerSamplesThanFeatures() {
    FactorMixtureFit fit = estimator(FactorModel.UCU).build().fit(Samples.of(drawn(12, 9)));

    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void wrongArguments() {
    FactorMixtureEstimator.Builder builder = estimator(FactorModel.UUU);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.factors(0))
        .withMessage("factors must be >= 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.noiseFloor(0))
        .withMessage("noiseFloor must be > 0 and < 1, but was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.factors(5).build().fit(SAMPLES))
        .withMessage(
            "factors must be <= 4 for model uuu and 8 features, which determine no more, but was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FactorMixtureEstimator.builder(
            settings().covariance(CovarianceModel.EEE).build()))
        .withMessage("the covariance model of a mixture of factor analysers is its own: "
            + "it must not be set, but was EEE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LowRankModel.parse("UUUUU"))
        .withMessage(
            "model of factors must be one of ccc, ccu, cuc, cuu, ucc, ucu, uuc, uuu, ccuu, "
                + "ucuu, cucu, uucu, hddc-akjbkqkdk, hddc-akbkqkdk, hddc-abkqkdk, hddc-akjbqkdk, "
                + "hddc-akbqkdk, hddc-abqkdk, hddc-akjbkqkd, hddc-akbkqkd, hddc-abkqkd, hddc-akjbqkd, "
                + "hddc-akbqkd, hddc-abqkd, hddc-ajbqd, hddc-abqd, but was UUUUU");
    assertThat(LowRankModel.parse("CuC")).isEqualTo(FactorModel.CUC);
    assertThat(LowRankModel.parse("hddc-AjBQD")).isEqualTo(SubspaceModel.AJBQD);
  }

  /** McNicholas and Murphy (2008, table 1; 2010, table 1), with d = 5, q = 2 and K = 3: l = 9. */
  @Test
  void freeParameters_areThoseOfTheTables() {
    Map<FactorModel, Integer> expected = new EnumMap<>(FactorModel.class);
    expected.put(FactorModel.CCC, 10);
    expected.put(FactorModel.CCU, 14);
    expected.put(FactorModel.CUC, 12);
    expected.put(FactorModel.CUU, 24);
    expected.put(FactorModel.UCC, 28);
    expected.put(FactorModel.UCU, 32);
    expected.put(FactorModel.UUC, 30);
    expected.put(FactorModel.UUU, 42);
    expected.put(FactorModel.CCUU, 16);
    expected.put(FactorModel.UCUU, 34);
    expected.put(FactorModel.CUCU, 22);
    expected.put(FactorModel.UUCU, 40);

    assertThat(FactorModel.values())
        .allSatisfy(model -> assertThat(model.covarianceParameters(5, 2, 2, 2))
            .isEqualTo((long) expected.get(model)));
  }
}
