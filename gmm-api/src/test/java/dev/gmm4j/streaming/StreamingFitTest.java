package dev.gmm4j.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingFitTest {
  private static final double[][] DATA = TestData.blobs(3000, 2, 3, 5, 1).rows();

  private static GaussianMixtureEstimator.Builder mixture() {
    return GaussianMixtureEstimator.builder().components(3);
  }

  private static StreamingEstimator.Builder stepwise(GaussianMixtureEstimator.Builder mixture) {
    return StreamingEstimator.builder(mixture.build()).batchSize(256).initializationRows(700);
  }

  @Test
  void settingsOutOfRange_areRefused() {
    StreamingEstimator.Builder builder = stepwise(mixture());

    refuse(() -> builder.batchSize(0), "batchSize must be >= 1, but was 0");
    refuse(() -> builder.initializationRows(0), "initializationRows must be >= 1, but was 0");
    refuse(() -> builder.passes(0), "passes must be >= 1, but was 0");
    refuse(() -> StepSize.decreasing(0.5, 1), "exponent must be in (0.5, 1], but was 0.5");
    refuse(() -> StepSize.decreasing(1.01, 1), "exponent must be in (0.5, 1], but was 1.01");
    refuse(() -> StepSize.decreasing(Double.NaN, 1), "exponent must be in (0.5, 1], but was NaN");
    refuse(() -> StepSize.decreasing(0.6, -1), "offset must be finite and >= 0, but was -1.0");
    refuse(() -> StepSize.constant(0), "size must be in (0, 1], but was 0.0");
    refuse(() -> StepSize.constant(1.5), "size must be in (0, 1], but was 1.5");
    refuse(
        () -> stepwise(mixture().initialization(Initialization.labels(new int[] {0, 1, 2}))),
        "initialization of a stream must be parameters or a search, but was labels");
    refuse(
        () -> builder.stepSize(step -> step < 3 ? 1 : 0).build().fit(Samples.of(DATA)),
        "stepSize must be in (0, 1], but was 0.0 in step 3");
  }

  @Test
  void decreasingSteps_arePowers() {
    assertThat(StepSize.decreasing(1, 2).of(6)).isEqualTo(0.125);
    assertThat(StepSize.decreasing(0.7, 0).of(1)).isEqualTo(1);
    assertThat(StepSize.decreasing(0.75, 0).of(16)).isEqualTo(0.125);
    assertThat(StepSize.constant(0.3).of(1L << 40)).isEqualTo(0.3);
  }

  @ParameterizedTest
  @EnumSource
  void bits_doNotDependOnThreads(CovarianceType type) {
    Samples samples = Samples.of(DATA).weighted(TestData.weights(DATA.length, 2));
    List<Long> one = null;
    for (int threads : new int[] {1, 2, 3, 8}) {
      List<Long> bits = Expect.bits(StreamingEstimator.builder(
              mixture().covarianceType(type).threads(threads).build())
          .batchSize(1500)
          .passes(3)
          .build()
          .fit(samples)
          .model());
      one = one == null ? bits : one;
      assertThat(bits).as("%d threads", threads).isEqualTo(one);
    }
  }

  @Test
  void bits_doNotDependOnHowRowsAreDividedAmongCalls() {
    StreamingFit whole = stepwise(mixture()).build().begin();
    whole.partialFit(Samples.of(DATA));
    StreamingFit divided = stepwise(mixture()).build().begin();
    for (int first = 0, size = 1; first < DATA.length; first += size, size += 7) {
      divided.partialFit(
          Samples.of(Arrays.copyOfRange(DATA, first, Math.min(DATA.length, first + size))));
    }

    assertThat(divided.steps()).isEqualTo(whole.steps()).isEqualTo(11);
    assertThat(divided.samplesPending()).isEqualTo(3000 - 11 * 256);
    assertThat(Expect.bits(divided.model())).isEqualTo(Expect.bits(whole.model()));
    assertThat(divided.meanLogLikelihood()).isEqualTo(whole.meanLogLikelihood());

    whole.flush();
    divided.flush();
    assertThat(divided.samplesPending()).isZero();
    assertThat(divided.steps()).isEqualTo(12);
    assertThat(Expect.bits(divided.model())).isEqualTo(Expect.bits(whole.model()));
    whole.flush();
    assertThat(whole.steps()).isEqualTo(12);
  }

  @Test
  void rowsOfWeightZero_areNoRows() {
    double[] weights = TestData.weights(DATA.length, 3);
    double[][] kept = new double[DATA.length - 1000][];
    double[] ofKept = new double[kept.length];
    for (int i = 0, j = 0; i < DATA.length; i++) {
      if (i % 3 == 1) {
        weights[i] = 0;
      } else {
        kept[j] = DATA[i];
        ofKept[j++] = weights[i];
      }
    }
    StreamingFit all = stepwise(mixture()).build().begin();
    all.partialFit(Samples.of(DATA).weighted(weights));
    StreamingFit some = stepwise(mixture()).build().begin();
    some.partialFit(Samples.of(kept).weighted(ofKept));

    assertThat(all.samplesSeen()).isEqualTo(3000);
    assertThat(some.samplesSeen()).isEqualTo(2000);
    assertThat(Expect.bits(all.model())).isEqualTo(Expect.bits(some.model()));
  }

  @Test
  void weightsAllAlike_areNoWeights() {
    double[] weights = new double[DATA.length];
    Arrays.fill(weights, 4);
    GaussianMixture weighted =
        stepwise(mixture()).build().fit(Samples.of(DATA).weighted(weights)).model();
    GaussianMixture plain = stepwise(mixture()).build().fit(Samples.of(DATA)).model();

    Expect.sameMixture(NaiveMixture.of(weighted), NaiveMixture.of(plain), 1e-10);
  }

  @Test
  void sortedSamples_areFittedAsMixedOnes() {
    // In their own order each mini-batch would be of one blob.
    TestData.Blobs blobs = TestData.blobs(3000, 2, 3, 5, 1);
    Integer[] order = new Integer[3000];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Integer.compare(blobs.labels()[i], blobs.labels()[j]));
    double[][] sorted = Arrays.stream(order).map(i -> blobs.rows()[i]).toArray(double[][]::new);
    StreamingEstimator estimator = stepwise(mixture()).build();
    double ofSorted = estimator.fit(Samples.of(sorted)).model().logLikelihood(Samples.of(DATA));
    double ofMixed = estimator.fit(Samples.of(DATA)).model().logLikelihood(Samples.of(DATA));

    assertThat(ofSorted).isCloseTo(ofMixed, org.assertj.core.data.Offset.offset(15.0));
  }

  @Test
  void progress_isScoredBeforeLearning() {
    List<StreamingProgress> steps = new ArrayList<>();
    StreamingFit[] stream = new StreamingFit[1];
    List<GaussianMixture> models = new ArrayList<>();
    stream[0] = stepwise(mixture())
        .listener(progress -> {
          steps.add(progress);
          models.add(stream[0].model());
        })
        .build()
        .begin();
    stream[0].partialFit(Samples.of(DATA));

    double recent = 0;
    for (int t = 1; t < steps.size(); t++) {
      Samples batch = Samples.of(Arrays.copyOfRange(DATA, t * 256, (t + 1) * 256));
      double expected = models.get(t - 1).meanLogLikelihood(batch);
      Expect.close("step " + t, steps.get(t).meanLogLikelihood(), expected, 1e-12);
      assertThat(steps.get(t).step()).isEqualTo(t + 1);
      assertThat(steps.get(t).rows()).isEqualTo(256);
      assertThat(steps.get(t).stepSize()).isEqualTo(StepSize.decreasing(0.6, 2).of(t + 1));
      recent += expected;
    }
    recent = (recent + steps.get(0).meanLogLikelihood()) / steps.size();
    Expect.close("recent", stream[0].meanLogLikelihood(), recent, 1e-12);
  }

  @Test
  void beforeTheInitialization_thereIsNoModel() {
    StreamingFit stream = stepwise(mixture()).build().begin();
    stream.partialFit(Samples.of(Arrays.copyOf(DATA, 699)));

    assertThat(stream.hasModel()).isFalse();
    assertThat(stream.steps()).isZero();
    assertThat(stream.meanLogLikelihood()).isNaN();
    assertThatIllegalStateException()
        .isThrownBy(stream::model)
        .withMessage(
            "there is no model before 700 rows of positive weight, or flush(); there were 699");
    stream.partialFit(Samples.of(new double[][] {{0, 0}}));
    assertThat(stream.hasModel()).isTrue();
    assertThat(stream.steps()).isEqualTo(2);
    assertThat(stream.samplesPending()).isEqualTo(700 - 512);
  }

  @Test
  void badRows_changeNothing() {
    StreamingFit stream = stepwise(mixture()).build().begin();
    stream.partialFit(Samples.of(DATA));
    List<Long> before = Expect.bits(stream.model());
    double[][] bad = Arrays.stream(DATA).map(double[]::clone).toArray(double[][]::new);
    bad[2500][1] = Double.NaN;

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> stream.partialFit(Samples.of(bad)))
        .withMessage("samples must be finite, but row 2500, column 1 was NaN;"
            + " Samples.withMissingValues() takes NaN for a missing value");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() ->
            stream.partialFit(Samples.of(new double[][] {{1, 2}}).weighted(new double[] {-1})))
        .withMessage("weights must be finite and >= 0, but that of row 0 was -1.0");
    refuse(
        () -> stream.partialFit(Samples.of(new double[] {1, 2, 3}, 3)),
        "samples must have 2 columns, as those before, but had 3");
    assertThat(stream.samplesSeen()).isEqualTo(3000);
    assertThat(stream.samplesPending()).isEqualTo(3000 - 11 * 256);
    assertThat(Expect.bits(stream.model())).isEqualTo(before);
  }

  @Test
  void tooFewRows_areRefused() {
    StreamingFit stream = stepwise(mixture()).build().begin();
    stream.flush();
    stream.partialFit(Samples.of(new double[] {1, 2}, 1));
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(stream::flush)
        .withMessage("samples of positive weight must be at least components = 3, but were 2");

    StreamingFit weightless = stepwise(mixture()).build().begin();
    weightless.partialFit(Samples.of(new double[] {1, 2}, 1).weighted(new double[2]));
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(weightless::flush)
        .withMessage("weights must not all be 0");
  }

  @Test
  void batchesThatNoArrayHolds_areRefused() {
    StreamingFit stream =
        stepwise(mixture()).batchSize(Integer.MAX_VALUE).build().begin();
    refuse(
        () -> stream.partialFit(Samples.of(DATA)),
        "mini-batches and initializations must be at most 1073741819 rows of 2 columns, but were 2147483647");
  }

  @Test
  void initialModelOfOtherSize_isRefused() {
    GaussianMixture two = TestData.mixture(2, 2, CovarianceType.FULL, 1).model(CovarianceType.FULL);
    refuse(
        () -> stepwise(mixture().initialization(Initialization.parameters(two)))
            .build()
            .fit(Samples.of(DATA)),
        "components of the initial model must be 3, but were 2");
  }

  @Test
  void interruptedThread_endsTheStep() {
    StreamingFit stream = stepwise(mixture()).build().begin();
    stream.partialFit(Samples.of(DATA));
    List<Long> before = Expect.bits(stream.model());
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> stream.partialFit(Samples.of(DATA)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Expect.bits(stream.model())).isEqualTo(before);
    stream.partialFit(Samples.of(DATA));
    assertThat(stream.steps()).isGreaterThan(11);
  }

  @Test
  void refinement_isEmFromTheModel() {
    GaussianMixtureEstimator.Builder settings = mixture().tolerance(1e-9);
    StreamingFit stream = stepwise(settings).build().fit(Samples.of(DATA));
    GaussianMixtureFit expected = settings
        .initialization(Initialization.parameters(stream.model()))
        .build()
        .fit(Samples.of(DATA));

    assertThat(Expect.bits(stream.refine(Samples.of(DATA)))).isEqualTo(Expect.bits(expected));
  }

  @Test
  void equalProportions_areKept() {
    StreamingFit stream =
        stepwise(mixture().proportions(MixingProportions.EQUAL)).build().fit(Samples.of(DATA));

    assertThat(stream.model().weights()).containsOnly(1 / 3.0);
    assertThat(stream.model().proportions()).isEqualTo(MixingProportions.EQUAL);
  }

  @Test
  void lostComponent_isDealtWithByThePolicy() {
    double[][] means = {{0, 0}, {1e6, 1e6}, {5, -5}};
    NaiveMixture initial = new NaiveMixture(
        new double[] {0.5, 0.2, 0.3},
        means,
        TestData.mixture(3, 2, CovarianceType.FULL, 4).covariances());
    GaussianMixtureEstimator.Builder lost =
        mixture().initialization(Initialization.parameters(initial.model(CovarianceType.FULL)));
    StreamingEstimator.Builder forgetful =
        stepwise(lost.degeneracy(DegeneracyPolicy.FAIL)).stepSize(StepSize.constant(1));

    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> forgetful.build().fit(Samples.of(DATA)))
        .withMessageStartingWith("component 1 degenerated in iteration 1: no sample is left to it");

    StreamingFit pruned = stepwise(lost.degeneracy(DegeneracyPolicy.PRUNE))
        .stepSize(StepSize.constant(1))
        .build()
        .fit(Samples.of(DATA));
    assertThat(pruned.model().components()).isEqualTo(2);
    assertThat(pruned.events())
        .containsExactly(
            new DegeneracyEvent(1, DegeneracyPolicy.PRUNE, "no sample is left to it", 1, 1, 1));
    assertThat(pruned.refine(Samples.of(DATA)).model().components()).isEqualTo(2);

    StreamingFit kept = stepwise(lost.degeneracy(DegeneracyPolicy.REGULARIZE))
        .stepSize(StepSize.constant(1))
        .build()
        .fit(Samples.of(DATA));
    assertThat(kept.model().weight(1)).isZero();
    assertThat(kept.model().mean(1)).containsExactly(1e6, 1e6);
    assertThat(kept.events()).hasSize(1);
    assertThat(kept.events().get(0).times()).isEqualTo((int) kept.steps());

    StreamingFit restarted = stepwise(lost.degeneracy(DegeneracyPolicy.RESTART))
        .stepSize(StepSize.constant(0.5))
        .passes(10)
        .build()
        .fit(Samples.of(DATA));
    assertThat(Arrays.stream(restarted.model().weights()).min().getAsDouble()).isGreaterThan(0.01);
  }

  @Test
  void singularRows_areRegularizedInEachStep() {
    double[][] rows = TestData.normal(2000, 2, 5);
    for (double[] row : rows) {
      row[1] = 3;
    }
    StreamingFit stream = stepwise(mixture().regularization(0)).build().fit(Samples.of(rows));
    GaussianMixture model = stream.model();

    assertThat(stream.events()).isNotEmpty();
    for (int k = 0; k < 3; k++) {
      assertThat(model.covariances().get(k, 1, 1)).isBetween(1e-12, 1e-5);
      assertThat(model.mean(k)[1]).isCloseTo(3, org.assertj.core.data.Offset.offset(1e-12));
    }
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
