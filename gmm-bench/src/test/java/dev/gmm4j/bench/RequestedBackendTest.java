package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.BackendUnavailableException;
import org.junit.jupiter.api.Test;

class RequestedBackendTest {

  @Test
  void available_areTheBackendsOfThisModule_theFastestFirst() {
    assertThat(RequestedBackend.available())
        .containsSubsequence("vector", "ejml", "commonsmath", "nd4j");
  }

  @Test
  void fit_byAnotherBackend_isRefused() {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(1)
        .backend(RequestedBackend.get("commonsmath"))
        .build()
        .fit(Samples.of(new double[] {1, 2, 4}, 1));

    assertThat(RequestedBackend.check("commonsmath", fit)).isSameAs(fit);
    assertThatThrownBy(() -> RequestedBackend.check("ejml", fit))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("backend ejml was asked for, but commonsmath ran");
  }

  @Test
  void backend_thatIsNotThere_isRefused() {
    assertThatThrownBy(() -> RequestedBackend.get("none"))
        .isInstanceOf(BackendUnavailableException.class);
  }
}
