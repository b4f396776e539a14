package dev.gmm4j.internal.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.Randomness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestartLoopTest {
  private record Report(
      int restart, double reached, @Nullable GmmException failure) {}

  private static final class Reports implements RestartLoop.Reports<Report> {
    @Override
    public Report failed(int restart, GmmException failure) {
      return new Report(restart, Double.NaN, failure);
    }

    @Override
    public @Nullable GmmException failure(Report report) {
      return report.failure();
    }

    @Override
    public double objective(Report report) {
      if (report.failure() != null) {
        throw new IllegalStateException("a failed restart has no objective");
      }
      return report.reached();
    }
  }

  private static RestartLoop<Report, String> loop(TimeBudget budget) {
    return new RestartLoop<>(new Reports(), budget);
  }

  private static RestartLoop.Done<Report, String> done(int restart, double reached) {
    return new RestartLoop.Done<>(new Report(restart, reached, null), "result " + restart);
  }

  @Test
  void theBestIsKept_ofEqualsTheFirst_andFailuresAreReported() {
    RestartLoop<Report, String> loop = loop(TimeBudget.UNLIMITED);
    double[] reached = {Double.NaN, -3, -2, -2, -5};
    GmmException failure = new GmmException("singular");

    String best = loop.run(reached.length, restart -> {
      if (restart == 0) {
        throw failure;
      }
      return done(restart, reached[restart]);
    });

    assertThat(best).isEqualTo("result 2").isEqualTo(loop.best());
    assertThat(loop.bestRestart()).isEqualTo(2);
    assertThat(loop.reports()).extracting(Report::restart).containsExactly(0, 1, 2, 3, 4);
    assertThat(loop.reports().get(0).failure()).isSameAs(failure);
  }

  @Test
  void whereAllFail_theFirstFailureIsThrown() {
    RestartLoop<Report, String> loop = loop(TimeBudget.UNLIMITED);

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> loop.run(2, restart -> {
          throw new GmmException("restart " + restart);
        }))
        .withMessage("restart 0");
    assertThat(loop.best()).isNull();
  }

  @Test
  void whatAListenerThrows_endsTheFit() {
    for (RuntimeException thrown : List.of(
        new GmmException("of the listener"), new IllegalStateException("of the listener"))) {
      RestartLoop<Report, String> loop = loop(TimeBudget.UNLIMITED);

      assertThatThrownBy(() -> loop.run(3, restart -> {
            loop.tell(() -> {
              throw thrown;
            });
            return done(restart, 0);
          }))
          .isSameAs(thrown);
      assertThat(loop.reports()).isEmpty();
    }
  }

  @Test
  void restoredRestarts_areNotDoneAgain_andCompeteWithTheOthers() {
    List<Report> before = List.of(new Report(0, -4, null), new Report(1, -1, null));
    RestartLoop<Report, String> better = loop(TimeBudget.UNLIMITED);
    better.restore(before, "restored", 1);
    RestartLoop<Report, String> worse = loop(TimeBudget.UNLIMITED);
    worse.restore(before, "restored", 1);

    assertThat(better.run(3, restart -> done(restart, -0.5))).isEqualTo("result 2");
    assertThat(worse.run(3, restart -> done(restart, -1))).isEqualTo("restored");
    assertThat(worse.bestRestart()).isEqualTo(1);
  }

  @Test
  void aSpentBudget_failsTheRestartsThatAreLeft() {
    RestartLoop<Report, String> spent = loop(TimeBudget.of(Duration.ofNanos(1)));
    RestartLoop<Report, String> left = loop(TimeBudget.of(Duration.ofDays(1)));

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> spent.run(2, restart -> done(restart, 0)))
        .withMessageMatching(
            "the time budget of .* s was spent before initial parameters were found");
    assertThat(spent.reports()).hasSize(2);
    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> spent.check(7))
        .withMessageEndingWith("in iteration 7");
    left.check(7);
    assertThat(left.run(1, restart -> done(restart, 0))).isEqualTo("result 0");
  }

  @Test
  void anInterruptedThread_startsNoRestart() {
    RestartLoop<Report, String> loop = loop(TimeBudget.UNLIMITED);
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> loop.run(1, restart -> done(restart, 0)));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void starts_haveStreamsOfTheirInitialization() {
    Initialization given = Initialization.means(new double[][] {{0}, {1}});
    Initialization random = Initialization.kMeans();
    GaussianMixtureEstimator settings = GaussianMixtureEstimator.builder()
        .components(2)
        .initializations(List.of(given, random))
        .restarts(2)
        .seed(7)
        .search(Search.AUTOMATIC)
        .build();

    List<RestartStart> starts = RestartStart.of(settings);

    assertThat(starts)
        .containsExactly(
            new RestartStart(given, 0), new RestartStart(random, 0), new RestartStart(random, 1));
    assertThat(starts)
        .extracting(start -> start.searches(settings))
        .containsExactly(false, true, true);
    assertThat(starts.get(1).seed(settings)).isEqualTo(7);
    assertThat(starts.get(2).seed(settings)).isEqualTo(Randomness.of(7, 1).nextLong());
    GaussianMixtureEstimator initial = starts.get(2).initial(settings).build();
    assertThat(initial.restarts()).isEqualTo(1);
    assertThat(initial.maxIterations()).isZero();
    assertThat(RestartStart.canSearch(settings.toBuilder().search(Search.NONE).build()))
        .isFalse();
  }
}
