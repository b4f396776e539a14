package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.EmStep;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.testing.NaiveBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and settings in streams: the same after reading, and checked by the factories that users call. */
class SerializationTest {
  private static final double[][] MEANS = {{0, 0}, {5, 5}};
  private static final Covariances COVARIANCES =
      Covariances.full(new double[][][] {{{1, 0.3}, {0.3, 2}}, {{4, 0}, {0, 8}}});

  private static GaussianMixture model() {
    return GaussianMixture.of(new double[] {0.25, 0.75}, MEANS, COVARIANCES, new NaiveBackend());
  }

  @Test
  void models_areEqualAfterReading() throws Exception {
    GaussianMixture chosen = model().chosenAmong(CovarianceModel.VEV, MixingProportions.FREE);
    UniformNoise noise = new UniformNoise(
        0.5, NoiseRegion.of(new double[] {-9, -9}, new double[] {9, 9}, new double[][] {
          {0, 1}, {1, 0}
        }));
    GaussianMixture noisy = GaussianMixture.of(
        new double[] {0.25, 0.25},
        MEANS,
        Covariances.spherical(new double[] {1, 2}, 2),
        noise,
        new NaiveBackend());

    for (GaussianMixture model : List.of(model(), chosen, noisy)) {
      GaussianMixture read = read(written(model));
      assertThat(read).isEqualTo(model).hasSameHashCodeAs(model).isNotSameAs(model);
      assertThat(read.freeParameters()).isEqualTo(model.freeParameters());
      assertThat(read.logDensity(new double[] {1, 2}))
          .isEqualTo(model.logDensity(new double[] {1, 2}));
    }
    assertThat(chosen).isNotEqualTo(model());
    assertThat(noisy).isNotEqualTo(model());
    assertThat(model())
        .isNotEqualTo(
            GaussianMixture.of(new double[] {0.75, 0.25}, MEANS, COVARIANCES, new NaiveBackend()));
  }

  @Test
  void settings_areThoseThatWereWritten() throws Exception {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(2)
        .covariance(CovarianceModel.EEV)
        .proportions(MixingProportions.EQUAL)
        .initializations(List.of(
            Initialization.kMeans(),
            Initialization.kMeansPlusPlus(),
            Initialization.randomSamples(),
            Initialization.hierarchical(),
            Initialization.shortEm(),
            Initialization.concentration(),
            Initialization.splitting(),
            Initialization.quantiles(),
            Initialization.randomResponsibilities(),
            Initialization.parameters(model()),
            Initialization.responsibilities(new double[][] {{1, 0}, {0.5, 0.5}}),
            Initialization.labels(new int[] {0, 1})))
        .restarts(7)
        .maxIterations(11)
        .convergence(ConvergenceCriterion.meanChange(1e-4))
        .regularization(0.5)
        .prior(ConjugatePrior.defaults()
            .withMean(1, 2)
            .withDegreesOfFreedom(9)
            .withScale(new double[][] {{2, 1}, {1, 2}}))
        .maxEigenvalueRatio(12)
        .noise(InitialNoise.share(0.1)
            .withRegion(NoiseRegion.of(new double[] {0, 0}, new double[] {1, 1}))
            .withVolume(3))
        .degeneracy(DegeneracyPolicy.PRUNE)
        .seed(42)
        .threads(3)
        .backend("textbook")
        .listener(progress -> {})
        .build();

    GaussianMixtureEstimator read = read(written(estimator));

    assertThat(read).hasToString(estimator.toString());
    assertThat(read.initializations())
        .extracting(Initialization::identity)
        .isEqualTo(
            estimator.initializations().stream().map(Initialization::identity).toList());
    assertThat(read.listener()).isSameAs(FitListener.NONE);
  }

  /** Beside the others, as trimming cannot go with noise. */
  @Test
  void trimming_isWhatWasWritten() throws Exception {
    for (Trimming trimming : List.of(Trimming.mixture(0.05), Trimming.hard(0.25))) {
      GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
          .components(2)
          .trimming(trimming)
          .search(Search.MOVES)
          .build();
      GaussianMixtureEstimator read = read(written(estimator));
      assertThat(read.trimming()).isEqualTo(trimming);
      assertThat(read).hasToString(estimator.toString());
      assertThat(read.initializations())
          .extracting(Initialization::label)
          .containsExactly("concentration");
    }
  }

  @Test
  void defaultSettings_andACriterionOfTheCallers() throws Exception {
    GaussianMixtureEstimator defaults =
        GaussianMixtureEstimator.builder().components(3).build();
    GaussianMixtureEstimator own =
        defaults.toBuilder().convergence(step -> step.logLikelihood() > 5).build();

    GaussianMixtureEstimator read = read(written(defaults));
    assertThat(read).hasToString(defaults.toString());
    GaussianMixtureEstimator unset =
        read(written(GaussianMixtureEstimator.builder().build()));
    assertThat(unset.components()).isZero();
    ConvergenceCriterion criterion =
        SerializationTest.<GaussianMixtureEstimator>read(written(own)).convergence();
    assertThat(criterion.hasConverged(new EmStep(6, 1, 0.5, 1))).isTrue();
    assertThat(criterion.hasConverged(new EmStep(4, 1, 0.5, 1))).isFalse();
  }

  /** Numbers in the stream are exchanged: a weight, a mean, a covariance. */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 5, 0.3, 8})
  void invalidNumbers_areRefused(double number) throws Exception {
    byte[] stream = written(model());
    double bad = number == 0.25 ? 0.5 : number == 8 ? -1 : Double.NaN;
    replaceAll(stream, bytes(number), bytes(bad));

    assertThatExceptionOfType(InvalidObjectException.class)
        .isThrownBy(() -> read(stream))
        .withMessageMatching(
            number == 0.25
                ? "weights must sum to 1, but summed to 1.25"
                : number == 8
                    ? "covariance of component 1 must be positive definite.*"
                    : ".* must be finite, but was NaN");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        GaussianMixture.class,
        GaussianMixtureEstimator.class,
        Initialization.class,
        NoiseRegion.class,
        InitialNoise.class,
        ConjugatePrior.class
      })
  void streamsWithoutTheProxy_areRefused(Class<? extends Serializable> type) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      out.writeByte(ObjectStreamConstants.TC_OBJECT);
      out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF(type.getName());
      out.writeLong(1);
      out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
      out.writeShort(0);
      out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
      out.writeByte(ObjectStreamConstants.TC_NULL);
    }

    assertThatExceptionOfType(InvalidObjectException.class)
        .isThrownBy(() -> read(bytes.toByteArray()))
        .withMessageContaining("proxy");
  }

  private static byte[] written(Serializable object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T read(byte[] stream) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
      return (T) in.readObject();
    }
  }

  private static byte[] bytes(double number) {
    return ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
  }

  private static void replaceAll(byte[] stream, byte[] from, byte[] to) {
    int replaced = 0;
    for (int i = 0; i + from.length <= stream.length; i++) {
      if (ByteBuffer.wrap(stream, i, from.length).equals(ByteBuffer.wrap(from))) {
        System.arraycopy(to, 0, stream, i, to.length);
        replaced++;
      }
    }
    assertThat(replaced).isPositive();
  }
}
