package dev.gmm4j.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stepwise EM where values are missing. */
class MissingValuesStreamTest {
  private static final double NAN = Double.NaN;
  private static final double[][] ROWS =
      Holes.in(TestData.blobs(3000, 3, 3, 2, 5).rows(), 0.2, 5);

  private static GaussianMixtureEstimator.Builder mixture() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .maxIterations(6)
        .tolerance(0)
        .seed(4)
        .backend(new NaiveBackend());
  }

  private static StreamingEstimator.Builder stream(GaussianMixtureEstimator mixture) {
    return StreamingEstimator.builder(mixture).batchSize(256).initializationRows(512);
  }

  /** The order of rows, and so the last digits, are others: a fit sorts them by what is missing. */
  @ParameterizedTest
  @EnumSource(names = {"VVV", "EEE", "VVI", "EII", "VEV"})
  void allSamplesAsOneBatchWithStepOne_areEm(CovarianceModel model) {
    Samples samples = Samples.of(Arrays.copyOf(ROWS, 700)).withMissingValues();
    GaussianMixtureEstimator em = mixture().covariance(model).build();
    StreamingFit stream = StreamingEstimator.builder(em)
        .batchSize(5000)
        .stepSize(StepSize.constant(1))
        .passes(6)
        .build()
        .fit(samples);

    Expect.sameMixture(
        NaiveMixture.of(stream.model()), NaiveMixture.of(em.fit(samples).model()), 1e-10);
  }

  @Test
  void sameBits_howeverRowsAreDividedAndForAnyNumberOfThreads() {
    StreamingFit whole = stream(mixture().threads(1).build()).build().begin();
    whole.partialFit(Samples.of(ROWS).withMissingValues());
    whole.flush();
    StreamingFit parts = stream(mixture().threads(3).build()).build().begin();
    for (int first = 0; first < ROWS.length; first += 130) {
      double[][] some = Arrays.copyOfRange(ROWS, first, Math.min(first + 130, ROWS.length));
      parts.partialFit(Samples.of(some).withMissingValues());
    }
    parts.flush();

    assertThat(parts.steps()).isEqualTo(whole.steps()).isGreaterThan(10);
    assertThat(Expect.bits(parts.model())).isEqualTo(Expect.bits(whole.model()));
  }

  @Test
  void rowsOfNothing_areLeftOut() {
    double[][] more = new double[2 * ROWS.length][];
    for (int i = 0; i < ROWS.length; i++) {
      more[2 * i] = new double[] {NAN, NAN, NAN};
      more[2 * i + 1] = ROWS[i];
    }
    StreamingFit plain = stream(mixture().build()).build().begin();
    plain.partialFit(Samples.of(ROWS).withMissingValues());
    StreamingFit sparse = stream(mixture().build()).build().begin();
    sparse.partialFit(Samples.of(more).withMissingValues());

    assertThat(Expect.bits(sparse.model())).isEqualTo(Expect.bits(plain.model()));
    assertThat(sparse.samplesSeen()).isEqualTo(2L * ROWS.length);
  }

  @Test
  void completeRows_giveTheBitsOfTheOrdinaryStream() {
    double[][] complete = TestData.blobs(3000, 3, 3, 2, 5).rows();
    StreamingFit plain = stream(mixture().build()).build().fit(Samples.of(complete));
    StreamingFit flagged =
        stream(mixture().build()).build().fit(Samples.of(complete).withMissingValues());

    assertThat(Expect.bits(flagged.model())).isEqualTo(Expect.bits(plain.model()));
  }

  @Test
  void completeAndIncompleteRows_mayAlternate() {
    double[][] complete = TestData.blobs(3000, 3, 3, 2, 5).rows();
    StreamingFit mixed = stream(mixture().build()).build().begin();
    StreamingFit flagged = stream(mixture().build()).build().begin();
    for (int first = 0; first < 3000; first += 300) {
      boolean holes = first / 300 % 2 == 0;
      double[][] some = Arrays.copyOfRange(holes ? ROWS : complete, first, first + 300);
      mixed.partialFit(holes ? Samples.of(some).withMissingValues() : Samples.of(some));
      flagged.partialFit(Samples.of(some).withMissingValues());
    }

    assertThat(Expect.bits(mixed.model())).isEqualTo(Expect.bits(flagged.model()));
    assertThat(mixed.meanLogLikelihood()).isFinite();
  }

  @Test
  void refine_endsAtTheLikelihoodOfWhatIsObserved() {
    Samples samples = Samples.of(ROWS).withMissingValues();
    GaussianMixtureEstimator em = mixture().maxIterations(500).tolerance(1e-9).build();
    double refined = stream(em).build().fit(samples).refine(samples).logLikelihood();

    Expect.close("log-likelihood", refined, em.fit(samples).logLikelihood(), 1e-6);
  }

  /** A component that has lost all samples is moved to a row, completed by what the mixture expects. */
  @Test
  void restartOfAComponent_takesACompletedRow() {
    double[][] means = {{0, 0, 0}, {1e6, 1e6, 1e6}, {2, -2, 2}};
    GaussianMixture far = GaussianMixture.of(
        new double[] {0.5, 0.2, 0.3}, means, Covariances.spherical(new double[] {4, 4, 4}, 3));
    GaussianMixtureEstimator em = mixture()
        .covarianceType(CovarianceType.FULL)
        .degeneracy(DegeneracyPolicy.RESTART)
        .initialization(Initialization.parameters(far))
        .build();
    double[][] holed =
        Arrays.stream(ROWS).map(row -> new double[] {row[0], NAN, row[2]}).toArray(double[][]::new);
    for (int i = 0; i < holed.length; i += 20) {
      holed[i] = new double[] {1, 1, 1};
    }
    StreamingFit fit = stream(em)
        .stepSize(StepSize.constant(1))
        .build()
        .fit(Samples.of(holed).withMissingValues());

    assertThat(fit.events()).isNotEmpty();
    for (double[] mean : fit.model().means()) {
      assertThat(Arrays.stream(mean).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void infinities_areRefused() {
    StreamingFit stream = stream(mixture().build()).build().begin();
    Samples samples =
        Samples.of(new double[][] {{1, NAN}, {Double.POSITIVE_INFINITY, 2}}).withMissingValues();

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> stream.partialFit(samples))
        .withMessageContaining("row 1, column 0 was Infinity");
  }
}
