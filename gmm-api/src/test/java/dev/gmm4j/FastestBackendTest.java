package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.internal.comparison.ComparisonRun.Contender;
import dev.gmm4j.internal.comparison.ComparisonTask;
import dev.gmm4j.internal.comparison.FastestBackend;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.testing.TestData;
import dev.gmm4j.testing.TickingBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The choice by measurement, on a clock of its own. */
@Isolated("sets the system property that names the backend")
class FastestBackendTest {
  private static final long MILLISECOND = 1_000_000;

  private static final int ROWS = 100_000;

  private static final Samples SAMPLES =
      Samples.of(TestData.blobs(ROWS, 2, 3, 9, 1).rows());

  private final AtomicLong clock = new AtomicLong();
  private final List<Contender> contenders = new ArrayList<>();
  private final List<String> created = new ArrayList<>();
  private final FastestBackend fastest = new FastestBackend(() -> contenders, clock::get);

  private void add(String id, LongUnaryOperator nanosOfCall) {
    add(id, () -> new TickingBackend(id, clock, nanosOfCall));
  }

  private void add(String id, Supplier<LinearAlgebraBackend> backend) {
    contenders.add(new Contender(id, () -> {
      created.add(id);
      return backend.get();
    }));
  }

  private static GaussianMixtureEstimator.Builder builder() {
    return GaussianMixtureEstimator.builder().components(3).restarts(20).threads(1);
  }

  private static ComparisonTask task(GaussianMixtureEstimator.Builder builder) {
    return FitComparison.task(builder.build(), 2);
  }

  /** Assigns samples to the nearest of three centres. */
  private static ComparisonTask kMeans(int threads) {
    MixtureParameters nearest =
        MixtureParameters.nearestCentre(new double[] {0, 0, 5, 5, 9, 0}, 2, 1);
    return new ComparisonTask(
        List.of("k-means", 3),
        3,
        threads,
        ComparisonTask.expectedIterations(1000, 100),
        (engine, backend) -> new ComparisonTask.Pass(nearest, Moments.DIAGONAL, Assignment.HARD));
  }

  private BackendComparison choose(GaussianMixtureEstimator.Builder builder) {
    return fastest.choose(SAMPLES, task(builder));
  }

  @Test
  void slowBackend_losesWhateverItsPriority() {
    add("slow", call -> 3 * MILLISECOND);
    add("fast", call -> MILLISECOND);
    add("middling", call -> 2 * MILLISECOND);

    BackendComparison probe = choose(builder());

    assertThat(probe.backend()).isEqualTo("fast");
    assertThat(probe.timings())
        .extracting(BackendComparison.Timing::id)
        .containsExactly("slow", "fast", "middling");
    double fast = probe.timings().get(1).seconds();
    assertThat(probe.timings().get(0).seconds()).isCloseTo(3 * fast, within(1e-9 * fast));
    assertThat(probe.timings().get(2).seconds()).isCloseTo(2 * fast, within(1e-9 * fast));
    assertThat(probe.rows()).isEqualTo(32_768);
    assertThat(probe.reason()).startsWith("fastest on 32768 rows: slow ").contains(" ms, fast ");
  }

  @Test
  void kMeans_isMeasuredByItself() {
    // Each look at the clock takes a millisecond: no product of matrices is made that could.
    FastestBackend choice =
        new FastestBackend(() -> contenders, () -> clock.addAndGet(MILLISECOND));
    add("first", call -> 0);
    add("second", call -> 0);

    BackendComparison probe = choice.choose(SAMPLES, kMeans(1));

    assertThat(created).containsExactly("first", "second");
    assertThat(probe.backend()).isEqualTo("first");
    assertThat(probe.reason()).startsWith("fastest on 32768 rows: first 1");
    assertThat(probe.timings())
        .extracting(BackendComparison.Timing::seconds)
        .containsExactly(0.001, 0.001);
    assertThat(choice.choose(SAMPLES, kMeans(2)).seconds()).isZero();
    assertThat(created).hasSize(2);
  }

  @Test
  void asFastWithinNoise_isTheOneOfHigherPriority() {
    add("first", call -> 1_030_000);
    add("second", call -> MILLISECOND);

    assertThat(choose(builder()).backend()).isEqualTo("first");
  }

  @Test
  void backendThatWarmsUpSlowly_winsOnceItIsWarm() {
    add("steady", call -> 2 * MILLISECOND);
    add("compiled", call -> call < 1000 ? 20 * MILLISECOND : MILLISECOND);

    assertThat(choose(builder().restarts(100)).backend()).isEqualTo("compiled");
  }

  @Test
  void measurement_takesSmallShareOfTheFit() {
    add("first", call -> 2 * MILLISECOND);
    add("second", call -> MILLISECOND);

    BackendComparison probe = choose(builder().restarts(2));

    double pass = probe.timings().get(0).seconds();
    double fit = 2 * 30 * (double) ROWS / probe.rows() * pass;
    assertThat(probe.seconds()).isPositive().isLessThan(0.05 * fit + 3 * pass);
    assertThat(probe.backend()).isEqualTo("first");
    assertThat(probe.reason()).startsWith("of highest priority, for the fit is too short");
  }

  @Test
  void shortFit_isNotMeasured() {
    add("first", call -> 2 * MILLISECOND);
    add("second", call -> MILLISECOND);

    BackendComparison probe = choose(builder().restarts(1).maxIterations(5));

    assertThat(probe.backend()).isEmpty();
    assertThat(probe.reason()).startsWith("of highest priority, for so short a fit");
    assertThat(created).isEmpty();
  }

  @Test
  void choice_isRememberedForItsShape() {
    add("slow", call -> 3 * MILLISECOND);
    add("fast", call -> MILLISECOND);
    BackendComparison first = choose(builder());
    long measured = clock.get();

    BackendComparison again = choose(builder().seed(7));

    assertThat(clock.get()).isEqualTo(measured);
    assertThat(created).containsExactly("slow", "fast");
    assertThat(again.backend()).isEqualTo("fast");
    assertThat(again.seconds()).isZero();
    assertThat(again.timings()).isEqualTo(first.timings());
    assertThat(again.reason()).isEqualTo("as in an earlier fit, " + first.reason());

    choose(builder().components(2));
    assertThat(clock.get()).isGreaterThan(measured);
    measured = clock.get();
    choose(builder().covarianceType(CovarianceType.TIED));
    assertThat(clock.get()).isGreaterThan(measured);
    measured = clock.get();
    add("other", call -> MILLISECOND / 2);
    assertThat(choose(builder()).backend()).isEqualTo("other");
    assertThat(clock.get()).isGreaterThan(measured);
  }

  @Test
  void backendThatFails_isLeftOut() {
    add("broken", () -> {
      throw new BackendUnavailableException("no device", null);
    });
    add("failing", call -> {
      throw new UnsatisfiedLinkError("no blas");
    });
    add("sound", call -> MILLISECOND);

    BackendComparison probe = choose(builder());

    assertThat(probe.backend()).isEqualTo("sound");
    assertThat(probe.timings().get(0).toString()).isEqualTo("broken (no device)");
    assertThat(probe.timings().get(1).toString()).contains("failing (", "no blas");
  }

  @Test
  void onlyBackend_isNotMeasured() {
    add("only", call -> MILLISECOND);

    assertThat(choose(builder()))
        .isEqualTo(
            new BackendComparison("only", "the only one that is available", 0, List.of(), 0));
    assertThat(created).isEmpty();
  }

  @Test
  void samplesThatNoFitTakes_areLeftToTheFit() {
    add("first", call -> MILLISECOND);
    add("second", call -> MILLISECOND);
    double[] rows = new double[2 * ROWS];
    Arrays.fill(rows, Double.NaN);

    BackendComparison probe = fastest.choose(Samples.of(rows, 2), task(builder()));

    assertThat(probe.backend()).isEmpty();
    assertThat(probe.reason()).startsWith("of highest priority, for none could be measured");
  }

  @Test
  void interruption_endsTheMeasurement() {
    add("first", call -> MILLISECOND);
    add("second", call -> MILLISECOND);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(java.util.concurrent.CancellationException.class)
          .isThrownBy(() -> choose(builder()));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void weightedSamples_areMeasuredToo() {
    add("slow", call -> 3 * MILLISECOND);
    add("fast", call -> MILLISECOND);
    Samples weighted = SAMPLES.weighted(TestData.weights(ROWS, 3));

    assertThat(fastest.choose(weighted, task(builder())).backend()).isEqualTo("fast");
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @Test
  void fit_isThatOfTheChosenBackendToTheBit() {
    Samples samples = Samples.of(TestData.blobs(300, 2, 3, 9, 1).rows());
    GaussianMixtureFit named = builder().backend("naive").build().fit(samples);
    GaussianMixtureFit found = builder().backend("fastest").build().fit(samples);

    assertThat(named.backendComparison()).isNull();
    assertThat(found.backendComparison().backend()).isEqualTo("naive").isEqualTo(found.backend());
    assertThat(found.bestRestart().trace()).isEqualTo(named.bestRestart().trace());
    assertThat(found.model().mean(2)).isEqualTo(named.model().mean(2));

    KMeansFit clusters = KMeans.builder(3).backend("fastest").build().fit(samples);
    assertThat(clusters.inertia())
        .isEqualTo(KMeans.builder(3).build().fit(samples).inertia());
  }

  @Test
  void property_asksForMeasurementToo() {
    System.setProperty(Backends.PROPERTY, "fastest");
    Samples samples = Samples.of(TestData.blobs(300, 2, 3, 9, 1).rows());

    assertThat(builder().build().fit(samples).backendComparison()).isNotNull();
    // There is nothing to measure with.
    assertThat(Backends.standard().automatic().id()).isEqualTo("naive");
  }
}
