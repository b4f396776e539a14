package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log-likelihoods that a fit reports. */
class FitTraceTest {
  private static final int[][] SHAPES = {
    // n, d, K
    {13, 1, 2},
    {64, 1, 5},
    {97, 2, 3},
    {200, 3, 7},
    {257, 5, 2},
    {511, 7, 3},
    {1031, 2, 4},
    {400, 20, 2}
  };

  @ParameterizedTest
  @EnumSource
  void trace_neverFallsWithoutRegularization(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      for (int seed = 0; seed < 3; seed++) {
        double[][] rows = TestData.draw(
            TestData.mixture(shape[2], shape[1], CovarianceType.DIAGONAL, seed), shape[0], seed);
        List<FitProgress> progress = new ArrayList<>();
        GaussianMixtureFit fit = estimator(CovarianceType.FULL, shape[2])
            .covariance(model)
            .regularization(0)
            .seed(seed)
            .maxIterations(40)
            .tolerance(0)
            .listener(progress::add)
            .build()
            .fit(Samples.of(rows));

        // What was done about a degenerate component may lower the likelihood: only iterations
        // before count.
        int sound = fit.bestRestart().events().stream()
            .mapToInt(DegeneracyEvent::firstIteration)
            .min()
            .orElse(fit.iterations() + 1);
        List<Double> trace = fit.bestRestart().trace();
        for (int i = 1; i < Math.min(sound, trace.size()); i++) {
          // Rounding of a sum of n log-densities.
          assertThat(trace.get(i))
              .as("%s iteration %d of shape %s", model, i, List.of(shape[0], shape[1], shape[2]))
              .isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(i - 1)));
        }
        assertThat(progress).extracting(FitProgress::logLikelihood).isEqualTo(trace);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void traceOfCorrelatedSamples_neverFalls(CovarianceModel model) {
    for (int[] shape : SHAPES) {
      for (MixingProportions proportions : MixingProportions.values()) {
        double[][] rows = correlated(shape[0], shape[1], shape[2]);
        GaussianMixtureFit fit = estimator(CovarianceType.FULL, shape[2])
            .covariance(model)
            .proportions(proportions)
            .regularization(0)
            .maxIterations(30)
            .tolerance(0)
            .build()
            .fit(Samples.of(rows));
        int sound = fit.bestRestart().events().stream()
            .mapToInt(DegeneracyEvent::firstIteration)
            .min()
            .orElse(31);
        List<Double> trace = fit.bestRestart().trace();
        for (int i = 1; i < Math.min(sound, trace.size()); i++) {
          assertThat(trace.get(i))
              .as("%s iteration %d of shape %s", model, i, List.of(shape[0], shape[1], shape[2]))
              .isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(i - 1)));
        }
        assertThat(fit.model().covarianceModel()).isEqualTo(model);
        if (proportions == MixingProportions.EQUAL && fit.bestRestart().events().isEmpty()) {
          assertThat(fit.model().weights()).containsOnly(1.0 / shape[2]);
        }
      }
    }
  }

  /** Rows about {@code K} centres, spread along axes of their own that differ in length. */
  private static double[][] correlated(int n, int d, int components) {
    Random random = new Random(n);
    double[][][] factors = new double[components][d + 1][d];
    for (double[][] factor : factors) {
      for (double[] row : factor) {
        double length = Math.exp(random.nextGaussian());
        Arrays.setAll(row, j -> length * random.nextGaussian());
      }
    }
    double[][] rows = TestData.normal(n, d, n);
    for (int i = 0; i < n; i++) {
      double[][] factor = factors[i % components];
      double[] normal = rows[i];
      double[] row = factor[d].clone();
      for (int l = 0; l < d; l++) {
        for (int j = 0; j < d; j++) {
          row[j] += normal[l] * factor[l][j];
        }
      }
      rows[i] = row;
    }
    return rows;
  }

  @Test
  void trace_isLongEnoughToMeanSomething() {
    // The test above would pass if every fit degenerated at once.
    GaussianMixtureFit fit = estimator(CovarianceType.FULL, 3)
        .regularization(0)
        .maxIterations(40)
        .tolerance(0)
        .build()
        .fit(
            Samples.of(TestData.draw(TestData.mixture(3, 2, CovarianceType.DIAGONAL, 1), 1031, 1)));

    assertThat(fit.bestRestart().events()).isEmpty();
    assertThat(fit.bestRestart().trace()).hasSize(41);
    assertThat(fit.bestRestart().trace().get(40))
        .isGreaterThan(fit.bestRestart().trace().get(0));
  }

  @ParameterizedTest
  @EnumSource
  void lastEntry_isTheLogLikelihoodOfTheModel(CovarianceType type) {
    for (int n : new int[] {50, 1023, 1025, 5000}) {
      NaiveMixture truth = TestData.mixture(3, 3, CovarianceType.DIAGONAL, n);
      double[][] rows = TestData.draw(truth, n, n);
      for (double[] weights : new double[][] {null, TestData.weights(n, n)}) {
        Samples samples = weights == null ? Samples.of(rows) : Samples.of(rows).weighted(weights);
        GaussianMixtureFit fit =
            estimator(type, 3).maxIterations(7).tolerance(0).build().fit(samples);
        List<Double> trace = fit.bestRestart().trace();

        assertThat(trace).hasSize(8).allMatch(Double::isFinite);
        assertThat(fit.logLikelihood()).isEqualTo(trace.get(7));
        // The same sum; blocks and chunks are the same too.
        Expect.close("score", fit.model().logLikelihood(samples), fit.logLikelihood(), 1e-12);
        Expect.close(
            "oracle",
            NaiveMixture.of(fit.model()).logLikelihood(rows, weights),
            fit.logLikelihood(),
            1e-12,
            n);
      }
    }
  }

  @Test
  void toleranceZero_doesAllIterations() {
    Samples samples = Samples.of(TestData.blobs(120, 2, 2, 20, 4).rows());
    GaussianMixtureFit fit = estimator(CovarianceType.FULL, 2)
        .tolerance(0)
        .regularization(1e-6)
        .maxIterations(300)
        .build()
        .fit(samples);

    // Long past the fixed point, where the likelihood does not change at all.
    assertThat(fit.bestRestart().trace().get(300))
        .isEqualTo(fit.bestRestart().trace().get(299));
    assertThat(fit.iterations()).isEqualTo(300);
    assertThat(fit.converged()).isFalse();
    assertThat(fit.bestRestart().trace()).hasSize(301);
  }

  @ParameterizedTest
  @EnumSource
  void maxIterationsZero_givesTheInitialParameters(CovarianceType type) {
    NaiveMixture initial = TestData.mixture(3, 2, type, 6);
    double[][] rows = TestData.draw(initial, 90, 7);
    GaussianMixtureFit fit = estimator(type, 3)
        .initialization(Initialization.parameters(initial.model(type)))
        .maxIterations(0)
        .build()
        .fit(Samples.of(rows));

    assertThat(Expect.bits(fit.model())).isEqualTo(Expect.bits(initial.model(type)));
    assertThat(fit.iterations()).isZero();
    assertThat(fit.converged()).isFalse();
    assertThat(fit.bestRestart().trace()).hasSize(1);
    Expect.close("ℓ", fit.logLikelihood(), initial.logLikelihood(rows, null), 1e-12, 90);
  }

  @Test
  void listener_isToldOfEachEvaluationOnTheCallingThread() {
    List<FitProgress> progress = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    List<GaussianMixture> models = new ArrayList<>();
    Samples samples = Samples.of(TestData.blobs(300, 2, 3, 4, 4).rows());
    GaussianMixtureFit fit = estimator(CovarianceType.FULL, 3)
        .restarts(2)
        .maxIterations(6)
        .tolerance(0)
        .threads(2)
        .listener(p -> {
          progress.add(p);
          threads.add(Thread.currentThread());
          models.add(p.model().get());
        })
        .build()
        .fit(samples);

    assertThat(threads).containsOnly(Thread.currentThread());
    assertThat(progress).hasSize(14).allSatisfy(p -> {
      assertThat(p.restarts()).isEqualTo(2);
      assertThat(p.maxIterations()).isEqualTo(6);
    });
    for (int i = 0; i < 14; i++) {
      assertThat(progress.get(i).restart()).isEqualTo(i / 7);
      assertThat(progress.get(i).iteration()).isEqualTo(i % 7);
      assertThat(progress.get(i).logLikelihood())
          .isEqualTo(fit.restarts().get(i / 7).trace().get(i % 7));
      Expect.close(
          "model", models.get(i).logLikelihood(samples), progress.get(i).logLikelihood(), 1e-12);
    }
    int best = fit.bestRestart().index();
    assertThat(Expect.bits(models.get(7 * best + 6))).isEqualTo(Expect.bits(fit.model()));
  }

  @Test
  void listenerOfAnInterval_isToldOfTheBeginningAndOfEachSoManyIterations() {
    List<Integer> told = new ArrayList<>();
    estimator(CovarianceType.FULL, 2)
        .initialization(Initialization.randomSamples())
        .restarts(2)
        .maxIterations(7)
        .tolerance(0)
        .listener(FitListener.every(3, progress -> told.add(progress.iteration())))
        .build()
        .fit(Samples.of(TestData.blobs(200, 2, 2, 4, 1).rows()));

    assertThat(told).containsExactly(0, 3, 6, 0, 3, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FitListener.every(0, FitListener.NONE))
        .withMessage("iterations must be >= 1, but was 0");
  }

  private static GaussianMixtureEstimator.Builder estimator(CovarianceType type, int components) {
    return GaussianMixtureEstimator.builder().covarianceType(type).components(components);
  }
}
