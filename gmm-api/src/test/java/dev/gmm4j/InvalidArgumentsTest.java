package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.AffineTransform;
import dev.gmm4j.distribution.DensityLevels;
import dev.gmm4j.distribution.MixtureDistance;
import dev.gmm4j.distribution.MixtureReduction;
import dev.gmm4j.distribution.MixtureRegression;
import dev.gmm4j.distribution.UnivariateMixture;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be used is refused where it is given, by the name of the argument. */
@SuppressWarnings({"NullAway", "DataFlowIssue"}) // Nulls are what is tested.
class InvalidArgumentsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Samples SAMPLES = Samples.of(new double[][] {{0, 1}, {2, 4}, {3, 3}});
  private static final Covariances UNIT = Covariances.spherical(new double[] {1}, 2);
  private static final GaussianMixture MODEL =
      GaussianMixture.of(new double[] {1}, new double[][] {{0, 0}}, UNIT);
  private static final GaussianMixtureEstimator ESTIMATOR =
      GaussianMixtureEstimator.builder().components(1).build();

  private static Arguments call(String name, ThrowingCallable call) {
    return arguments(name, call);
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
            samples(), mixtures(), covariances(), estimators(), searches(), distributions())
        .flatMap(each -> each);
  }

  private static Stream<Arguments> samples() {
    return Stream.of(
        call("rows", () -> Samples.of((double[][]) null)),
        call("rows[0]", () -> Samples.of(new double[][] {null})),
        call("rows[1]", () -> Samples.of(new double[][] {{1}, null})),
        call("rowMajor", () -> Samples.of((double[]) null, 1)),
        call("rowMajor", () -> Samples.of((float[]) null, 1)),
        call("rows", () -> Samples.of((RowSource) null)),
        call("weights", () -> SAMPLES.weighted((double[]) null)),
        call("weights", () -> SAMPLES.weighted((RowSource) null)));
  }

  private static Stream<Arguments> mixtures() {
    double[] one = {1};
    double[][] means = {{0, 0}};
    return Stream.of(
        call("samples", () -> GaussianMixture.fit(null, 1)),
        call("weights", () -> GaussianMixture.of(null, means, UNIT)),
        call("means", () -> GaussianMixture.of(one, null, UNIT)),
        call("means[0]", () -> GaussianMixture.of(one, new double[][] {null}, UNIT)),
        call("covariances", () -> GaussianMixture.of(one, means, null)),
        call("backend", () -> GaussianMixture.of(one, means, UNIT, null)),
        call("backend", () -> MODEL.using(null, 1)),
        call("covariance", () -> MODEL.chosenAmong(null, MixingProportions.FREE)),
        call("proportions", () -> MODEL.chosenAmong(CovarianceModel.EII, null)),
        call("samples", () -> MODEL.predict((Samples) null)),
        call("sample", () -> MODEL.predict((double[]) null)),
        call("samples", () -> MODEL.responsibilities((Samples) null)),
        call("sample", () -> MODEL.responsibilities((double[]) null)),
        call("samples", () -> MODEL.noiseProbabilities(null)),
        call("sample", () -> MODEL.noiseProbability(null)),
        call("samples", () -> MODEL.logDensities(null)),
        call("sample", () -> MODEL.logDensity(null)),
        call("samples", () -> MODEL.score(null)),
        call("samples", () -> MODEL.squaredMahalanobis((Samples) null)),
        call("sample", () -> MODEL.squaredMahalanobis((double[]) null)),
        call("sample", () -> MODEL.logDensityGradient(null)),
        call("samples", () -> MODEL.logDensityGradients(null)));
  }

  private static Stream<Arguments> covariances() {
    return Stream.of(
        call("covariances", () -> Covariances.full(null)),
        call("covariances[0]", () -> Covariances.full(new double[][][] {null})),
        call("covariances[1]", () -> Covariances.full(new double[][][] {{{1}}, null})),
        call("covariances[0][1]", () -> Covariances.full(new double[][][] {{{1, 0}, null}})),
        call("covariances", () -> Covariances.tied(null, 1)),
        call("covariances", () -> Covariances.diagonal(null)),
        call("covariances[0]", () -> Covariances.diagonal(new double[][] {null})),
        call("covariances[1]", () -> Covariances.diagonal(new double[][] {{1}, null})),
        call("covariances", () -> Covariances.spherical(null, 1)),
        call("type", () -> Covariances.of(null, 1, 1, new double[] {1})));
  }

  private static Stream<Arguments> estimators() {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder();
    return Stream.of(
        call("samples", () -> ESTIMATOR.fit((Samples) null)),
        call("samples", () -> ESTIMATOR.fit((PreparedSamples) null)),
        call("budget", () -> {
          LinearAlgebraBackend backend = new NaiveBackend();
          try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, backend, 1, 1)) {
            ESTIMATOR.attempt(prepared, null);
          }
        }),
        call("samples", () -> ESTIMATOR.resume(null, null)),
        call("checkpoint", () -> ESTIMATOR.resume(SAMPLES, null)),
        call("samples", () -> ESTIMATOR.chooseBackend(null)),
        call("samples", () -> PreparedSamples.of(null, new NaiveBackend(), 1, 1)),
        call("backend", () -> PreparedSamples.of(SAMPLES, null, 1, 1)),
        call("covariance", () -> builder.covariance(null)),
        call("initialization", () -> builder.initialization(null)),
        call("initializations", () -> builder.initializations(null)),
        call(
            "initializations", () -> builder.initializations(Arrays.asList((Initialization) null))),
        call("backend", () -> builder.backend((String) null)),
        call("listener", () -> builder.listener(null)),
        call("initial", () -> Initialization.parameters(null)),
        call("responsibilities", () -> Initialization.responsibilities(null)),
        call(
            "responsibilities[1]",
            () -> Initialization.responsibilities(new double[][] {{1}, null})),
        call("labels", () -> Initialization.labels(null)),
        call("mean", () -> ConjugatePrior.defaults().withMean((double[]) null)),
        call("scale", () -> ConjugatePrior.defaults().withScale(null)),
        call("scale[1]", () -> ConjugatePrior.defaults().withScale(new double[][] {{1, 0}, null})),
        call("scale", () -> ConjugatePrior.defaults().withDiagonalScale((double[]) null)));
  }

  private static Stream<Arguments> searches() {
    return Stream.of(
        call("estimator", () -> ModelSelection.builder(null)),
        call("change", () -> ModelSelection.builder().estimator(null)),
        call("components", () -> ModelSelection.builder().components(null)),
        call("models", () -> ModelSelection.builder().models(null)),
        call(
            "models", () -> ModelSelection.builder().models(Arrays.asList((CovarianceModel) null))),
        call("criterion", () -> ModelSelection.builder().criterion((SelectionCriterion) null)),
        call("timeBudget", () -> ModelSelection.builder().timeBudget(null)),
        call("listener", () -> ModelSelection.builder().listener(null)),
        call("samples", () -> ModelSelection.builder().build().select(null)),
        call("estimator", () -> LikelihoodRatioBootstrap.builder(null)),
        call("samples", () -> LikelihoodRatioBootstrap.builder().build().test(null)),
        call("estimator", () -> ParameterBootstrap.builder(null)),
        call("model", () -> ParameterBootstrap.builder().build().run(null, SAMPLES)),
        call("samples", () -> ParameterBootstrap.builder().build().run(MODEL, null)),
        call("mixture", () -> StreamingEstimator.builder(null)),
        call("stepSize", () -> StreamingEstimator.builder(ESTIMATOR).stepSize(null)),
        call("samples", () -> StreamingEstimator.builder(ESTIMATOR).build().fit(null)),
        call(
            "samples",
            () -> StreamingEstimator.builder(ESTIMATOR).build().begin().partialFit(null)),
        call("samples", () -> KMeans.builder(1).build().fit(null)),
        call("backend", () -> KMeans.builder(1).backend((String) null)));
  }

  private static Stream<Arguments> distributions() {
    return Stream.of(
        call("model", () -> ComponentMerging.of(null, SAMPLES)),
        call("samples", () -> ComponentMerging.of(MODEL, null)),
        call("matrix", () -> AffineTransform.of(null, new double[1])),
        call("matrix[0]", () -> AffineTransform.of(new double[][] {null}, new double[1])),
        call("shift", () -> AffineTransform.of(new double[][] {{1}}, null)),
        call("model", () -> MixtureRegression.of(null, 0)),
        call("inputs", () -> MixtureRegression.of(MODEL, (int[]) null)),
        call("model", () -> UnivariateMixture.of(null)),
        call("model", () -> DensityLevels.sampled(null, 10, 0)),
        call("model", () -> MixtureReduction.runnalls(null, 1)),
        call("q", () -> MixtureDistance.cauchySchwarz(MODEL, null)),
        call("p", () -> MixtureDistance.relativeSquaredDifference(null, MODEL)),
        call("predicted", () -> LabelAgreement.between(new int[] {0}, null)),
        call("lower", () -> NoiseRegion.of(null, new double[] {1})),
        call("upper", () -> NoiseRegion.of(new double[] {0}, null)),
        call(
            "axes[0]",
            () -> NoiseRegion.of(new double[] {0}, new double[] {1}, new double[][] {null})));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("nulls")
  void null_isRefusedByName(String name, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name + " must not be null");
  }

  static Stream<Arguments> numbers() {
    return Stream.of(NAN, INFINITY, -INFINITY).flatMap(value -> {
      double[] sample = {0, value};
      String refused = "sample must be finite, but column 1 was " + value;
      AffineTransform identity =
          AffineTransform.of(new double[][] {{1, 0}, {0, 1}}, new double[] {0, 0});
      return Stream.of(
          call(refused, () -> MODEL.predict(sample)),
          call(refused, () -> MODEL.responsibilities(sample)),
          call(refused, () -> MODEL.noiseProbability(sample)),
          call(refused, () -> MODEL.logDensity(sample)),
          call(refused, () -> MODEL.squaredMahalanobis(sample)),
          call(refused, () -> MODEL.logDensityGradient(sample)),
          call("point[1] must be finite, but was " + value, () -> identity.apply(sample)),
          call(
              "means[0][1] must be finite, but was " + value,
              () -> GaussianMixture.of(new double[] {1}, new double[][] {sample}, UNIT)),
          call(
              "weights[0] must be in [0, 1], but was " + value,
              () -> GaussianMixture.of(new double[] {value}, new double[][] {{0, 0}}, UNIT)),
          call(
              "covariances[0] must be finite, but was " + value,
              () -> Covariances.spherical(new double[] {value}, 1)),
          call(
              "mean[1] must be finite, but was " + value,
              () -> ConjugatePrior.defaults().withMean(sample)),
          call(
              "regularization must be finite and >= 0, but was " + value,
              () -> GaussianMixtureEstimator.builder().regularization(value)));
    });
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("numbers")
  void numberThatIsNotFinite_isRefusedByName(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  static Stream<Double> invalidWeights() {
    return Stream.of(NAN, INFINITY, -INFINITY, -1e-300);
  }

  @ParameterizedTest
  @MethodSource("invalidWeights")
  void invalidWeight_isRefusedWhereItIsGiven(double weight) {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> SAMPLES.weighted(new double[] {1, 0, weight}))
        .withMessage("weights must be finite and >= 0, but that of row 2 was " + weight)
        .satisfies(e -> assertThat(e.row()).hasValue(2));
  }

  @Test
  void logDensityThatIsNoNumber_isNeitherOutlierNorNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensityLevels.sampled(MODEL, 100, 0).outliers(0.1).isOutlier(NAN))
        .withMessage("logDensity must be a number, but was NaN");
  }
}
