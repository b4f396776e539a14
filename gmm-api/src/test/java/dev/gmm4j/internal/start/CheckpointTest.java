package dev.gmm4j.internal.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.Backends;
import dev.gmm4j.CovarianceModel;
import dev.gmm4j.DegeneracyPolicy;
import dev.gmm4j.GmmException;
import dev.gmm4j.MixingProportions;
import dev.gmm4j.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import dev.gmm4j.internal.SampleSummary;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.TestData;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts that take long can be ended before they are done, as a time budget does. */
class CheckpointTest {
  private static final Samples SAMPLES = Samples.of(TestData.normal(60, 2, 1));

  static Stream<StartStrategy> longStarts() {
    return Stream.of(
        new HierarchicalStart(),
        new HierarchicalStart().shared(),
        new ShortEmStart(10, 10, 1e-9),
        new CentreStart(CentreStart.Method.K_MEANS));
  }

  @ParameterizedTest
  @MethodSource("longStarts")
  void start_endsAtACheckpoint(StartStrategy start) {
    AtomicInteger passed = new AtomicInteger();
    run(start, passed::incrementAndGet);
    assertThat(passed).hasValueGreaterThan(3);

    passed.set(0);
    GmmException enough = new GmmException("enough");
    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> run(fresh(start), () -> {
          if (passed.incrementAndGet() >= 3) {
            throw enough;
          }
        }))
        .isSameAs(enough);
    // Short runs see to it once more, at the next run.
    assertThat(passed).hasValueLessThanOrEqualTo(4);
  }

  /** What is shared is found once. */
  private static StartStrategy fresh(StartStrategy start) {
    return start.isRandom() ? start : new HierarchicalStart().shared();
  }

  private static void run(StartStrategy start, Runnable checkpoint) {
    LinearAlgebraBackend backend = Backends.standard().automatic();
    try (LocalEngine engine = new LocalEngine(SAMPLES, backend, 3, 1)) {
      SampleScale scale = SampleSummary.of(engine);
      Maximization maximization =
          new Maximization(CovarianceModel.VVI, MixingProportions.FREE, 1e-6, backend);
      DegeneracyGuard guard = new DegeneracyGuard(
          DegeneracyPolicy.REGULARIZE, CovarianceModel.VVI, scale, backend, () -> new double[2]);
      start.parameters(
          new StartContext(engine, backend, 3, maximization, guard, scale, 1, Randomness.of(1, 1))
              .checkedBy(checkpoint));
    }
  }
}
