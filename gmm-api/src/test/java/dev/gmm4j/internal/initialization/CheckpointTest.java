package dev.gmm4j.internal.initialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.TestData;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Initializations that take long can be ended before they are done, as a time budget does. */
class CheckpointTest {
  private static final Samples SAMPLES = Samples.of(TestData.normal(60, 2, 1));

  static Stream<InitializationStrategy> longInitializations() {
    return Stream.of(
        new HierarchicalInitialization(),
        new HierarchicalInitialization().shared(),
        ShortEmInitialization.standard(),
        new CentreInitialization(CentreInitialization.Method.K_MEANS));
  }

  @ParameterizedTest
  @MethodSource("longInitializations")
  void initialization_endsAtACheckpoint(InitializationStrategy initialization) {
    AtomicInteger passed = new AtomicInteger();
    run(initialization, passed::incrementAndGet);
    assertThat(passed).hasValueGreaterThan(3);

    passed.set(0);
    GmmException enough = new GmmException("enough");
    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> run(fresh(initialization), () -> {
          if (passed.incrementAndGet() >= 3) {
            throw enough;
          }
        }))
        .isSameAs(enough);
    // Short runs see to it once more, at the next run.
    assertThat(passed).hasValueLessThanOrEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("longInitializations")
  void interruptedThread_passesNoCheckpoint(InitializationStrategy initialization) {
    AtomicInteger passed = new AtomicInteger();
    // The engine, which asks for interruptions in its passes, is ready before.
    try (Prepared prepared = new Prepared(passed::incrementAndGet)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> fresh(initialization).parameters(prepared.context()));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(passed).hasValue(0);
    }
  }

  /** One for each row and each merger, and of wide rows more. */
  @Test
  void mergers_passMoreCheckpoints_whereTheyAreLong() {
    int rows = 150;
    Samples wide = Samples.of(TestData.normal(rows, 100, 1));
    AtomicInteger passed = new AtomicInteger();
    DecorrelatedRows turned =
        DecorrelatedRows.of(wide, Backends.standard().automatic(), Interruption::check);

    GaussianAgglomeration.run(
        turned, GaussianAgglomeration.Criterion.ELLIPSOIDS, passed::incrementAndGet);

    assertThat(passed).hasValueGreaterThan(2 * rows + 50);
  }

  @Test
  void seeding_endsAtACheckpoint() {
    GmmException enough = new GmmException("enough");
    Randomness random = new Randomness(1);
    Seeding seeding = Seeding.among(SAMPLES, 3, Metric.ofRanges(SAMPLES), random);

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> seeding.plusPlus(3, random, () -> {
          throw enough;
        }))
        .isSameAs(enough);
  }

  /** What is shared is found once. */
  private static InitializationStrategy fresh(InitializationStrategy initialization) {
    return initialization.isRandom() ? initialization : new HierarchicalInitialization().shared();
  }

  private static void run(InitializationStrategy initialization, Runnable checkpoint) {
    try (Prepared prepared = new Prepared(checkpoint)) {
      initialization.parameters(prepared.context());
    }
  }

  /** What an initialization works with. */
  private record Prepared(LocalEngine engine, InitializationContext context)
      implements AutoCloseable {
    Prepared(Runnable checkpoint) {
      this(new LocalEngine(SAMPLES, Backends.standard().automatic(), 3, 1), checkpoint);
    }

    private Prepared(LocalEngine engine, Runnable checkpoint) {
      this(engine, context(engine, checkpoint));
    }

    private static InitializationContext context(LocalEngine engine, Runnable checkpoint) {
      LinearAlgebraBackend backend = Backends.standard().automatic();
      SampleScale scale = SampleSummary.of(engine);
      Maximization maximization =
          new Maximization(CovarianceModel.VVI, MixingProportions.FREE, 1e-6, backend);
      DegeneracyGuard guard = new DegeneracyGuard(
          DegeneracyPolicy.REGULARIZE, CovarianceModel.VVI, scale, backend, () -> new double[2]);
      return new InitializationContext(
              engine, backend, 3, maximization, guard, scale, 1, Randomness.of(1, 1))
          .checkedBy(checkpoint);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
