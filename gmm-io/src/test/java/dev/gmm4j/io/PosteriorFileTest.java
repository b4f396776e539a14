package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.StickOrder;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Blobs;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Model files with a posterior. */
class PosteriorFileTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().automatic();
  private static final Samples SAMPLES =
      Samples.of(Blobs.random(200, 2, 2, 1, 1).rows());

  private static BayesianMixtureFit fit(CovarianceType type, WeightPrior prior) {
    return BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(3)
            .covarianceType(type)
            .maxIterations(5)
            .threads(1)
            .build())
        .weightPrior(prior)
        .build()
        .fit(SAMPLES);
  }

  static ModelFile file(CovarianceType type, WeightPrior prior) {
    BayesianMixtureFit fit = fit(type, prior);
    FitRecord record = FitRecord.of(
        fit,
        fit.model().logLikelihood(SAMPLES),
        new FitRecord.Settings(0, "aitken", 1e-6, Regularization.NONE, null),
        new FitRecord.Seconds(0, 0, 0));
    return ModelFile.of(fit.posterior(), List.of("x", "y"), record, BACKEND);
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void posterior_isReadAsItWasWritten(CovarianceType type) {
    for (WeightPrior prior : List.of(
        WeightPrior.dirichlet(),
        WeightPrior.dirichletProcess().withStickOrder(StickOrder.AS_GIVEN))) {
      ModelFile written = file(type, prior);
      ModelFile read = ModelFile.fromJson(written.toJson(), BACKEND);

      assertThat(read.posterior()).isEqualTo(written.posterior());
      assertThat(read.fit()).isEqualTo(written.fit());
      assertThat(read.model()).isEqualTo(written.model());
      assertThat(read.toJson()).isEqualTo(written.toJson());
      assertThat(read.posterior()).isEqualTo(read.posterior().canonical());
    }
  }

  @Test
  void modelOfOtherParameters_isRefused() {
    ModelFile file = file(CovarianceType.FULL, WeightPrior.dirichlet());
    ModelFile other = ModelFile.of(Models.of(CovarianceType.FULL));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFile(
            other.model(), List.of(), null, file.metadata(), List.of(), file.posterior()))
        .withMessageContaining("must be those of the posterior");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"weightPrior\": \"dirichlet-process\" | \"weightPrior\": \"dp\" | weight prior must be one of",
        "\"concentration\": 0.5 | \"concentration\": 0 | priorConcentration must be finite and > 0",
        "\"sticks\": [0, 1, 2] | \"sticks\": [0, 0, 2] | order must have each component",
        "\"sticks\": [0, 1, 2] | \"sticks\": [0.5, 1, 2] | sticks must be whole numbers",
        "\"meanPrecision\": 1.0 | \"meanPrecision\": 1e9 | meanPrecisions[0] must be at least",
        "\"degreesOfFreedom\": 2.0 | \"degreesOfFreedom\": 0.5 | degreesOfFreedom must be finite and > 1.0",
        "\"elbo\": - | \"elbo\": -1 | elbo must be the last number of elboTrace",
        "\"occupiedComponents\": | \"occupiedComponents\": -1, \"x\": | occupiedComponents must be"
      })
  void damagedFiles_areRefused(String found, String replacement, String message) {
    String json = file(CovarianceType.FULL, WeightPrior.dirichletProcess().withConcentration(0.5))
        .toJson();
    assertThat(json).contains(found);
    String damaged = json.replace(found, replacement);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.fromJson(damaged, BACKEND))
        .withMessageContaining(message);
  }
}
