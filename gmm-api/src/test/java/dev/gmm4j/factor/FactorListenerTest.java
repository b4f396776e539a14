package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.testing.NaiveBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told of a fit of factor analysers, and how it ends before its time. */
class FactorListenerTest {
  private static final Samples SAMPLES =
      Samples.of(Blobs.random(120, 6, 2, 1, 1).rows());

  private static FactorMixtureEstimator.Builder estimator(Search search) {
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(2)
            .initialization(Initialization.kMeansPlusPlus())
            .restarts(2)
            .search(search)
            .backend(new NaiveBackend())
            .build())
        .model(FactorModel.UCU);
  }

  @ParameterizedTest
  @EnumSource(
      value = FactorStatistics.class,
      names = {"MATRICES", "FACTORS"})
  void listener_isToldOfAllIterations(FactorStatistics statistics) {
    List<FactorProgress> told = new ArrayList<>();
    List<FactorMixture> models = new ArrayList<>();
    FactorMixtureFit fit = estimator(Search.NONE)
        .statistics(statistics)
        .listener(progress -> {
          told.add(progress);
          models.add(progress.model().get());
        })
        .build()
        .fit(SAMPLES);

    List<Double> traces = new ArrayList<>();
    fit.restarts().forEach(restart -> traces.addAll(restart.logLikelihoodTrace()));
    assertThat(told.stream().map(FactorProgress::logLikelihood)).isEqualTo(traces);
    assertThat(told.get(0).iteration()).isZero();
    assertThat(told.get(0).restarts()).isEqualTo(2);
    int last = told.size() - 1;
    assertThat(told.get(last).restart()).isEqualTo(1);
    assertThat(told.get(last).iteration()).isEqualTo(fit.restarts().get(1).iterations());
    assertThat(models).contains(fit.model());
  }

  @Test
  void listener_ofASearch_isToldOfTheEnd() {
    List<FactorProgress> told = new ArrayList<>();
    FactorMixtureFit fit = estimator(Search.MOVES).listener(told::add).build().fit(SAMPLES);

    FactorProgress last = told.get(told.size() - 1);
    assertThat(last.logLikelihood()).isEqualTo(fit.restarts().get(1).logLikelihood());
    assertThat(last.iteration()).isEqualTo(fit.restarts().get(1).iterations());
  }

  @Test
  void every_tellsOfSome() {
    List<Integer> told = new ArrayList<>();
    FactorListener listener = FactorListener.every(3, progress -> told.add(progress.iteration()));

    for (int iteration = 0; iteration < 8; iteration++) {
      listener.onProgress(new FactorProgress(0, 1, iteration, 9, -1, () -> {
        throw new AssertionError("nobody asked for the model");
      }));
    }

    assertThat(told).containsExactly(0, 3, 6);
  }

  @Test
  void whatListenersThrow_endsTheFit() {
    GmmException thrown = new GmmException("enough");

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> estimator(Search.NONE)
            .listener(progress -> {
              throw thrown;
            })
            .build()
            .fit(SAMPLES))
        .isSameAs(thrown);
  }

  @ParameterizedTest
  @EnumSource(
      value = FactorStatistics.class,
      names = {"MATRICES", "FACTORS"})
  void interruption_endsTheFit(FactorStatistics statistics) {
    FactorMixtureEstimator estimator = estimator(Search.NONE)
        .statistics(statistics)
        .listener(progress -> Thread.currentThread().interrupt())
        .build();

    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> estimator.fit(SAMPLES));
    assertThat(Thread.interrupted()).isTrue();
  }
}
