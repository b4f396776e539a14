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
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.TestData;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Initializations that take long can be ended before they are done, as a time budget does. */
class CheckpointTest {
  private static final Samples SAMPLES = Samples.of(TestData.normal(60, 2, 1));

  static Stream<InitializationStrategy> longInitializations() {
    return Stream.of(
        new HierarchicalInitialization(),
        new HierarchicalInitialization().shared(),
        new ShortEmInitialization(10, 10, 1e-9),
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

  /** What is shared is found once. */
  private static InitializationStrategy fresh(InitializationStrategy initialization) {
    return initialization.isRandom() ? initialization : new HierarchicalInitialization().shared();
  }

  private static void run(InitializationStrategy initialization, Runnable checkpoint) {
    LinearAlgebraBackend backend = Backends.standard().automatic();
    try (LocalEngine engine = new LocalEngine(SAMPLES, backend, 3, 1)) {
      SampleScale scale = SampleSummary.of(engine);
      Maximization maximization =
          new Maximization(CovarianceModel.VVI, MixingProportions.FREE, 1e-6, backend);
      DegeneracyGuard guard = new DegeneracyGuard(
          DegeneracyPolicy.REGULARIZE, CovarianceModel.VVI, scale, backend, () -> new double[2]);
      initialization.parameters(new InitializationContext(
              engine, backend, 3, maximization, guard, scale, 1, Randomness.of(1, 1))
          .checkedBy(checkpoint));
    }
  }
}
