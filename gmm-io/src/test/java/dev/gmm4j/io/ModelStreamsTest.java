package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.noise.InitialNoise;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models as text, in readers and in streams; a user's metadata; models of single precision. */
class ModelStreamsTest {
  private static final ModelFile MODEL =
      new ModelFile(Models.of(CovarianceType.FULL), List.of("\u00e9", "b"), Models.FIT);

  @Test
  void textReadersAndStreams_holdWhatAFileHolds() {
    StringWriter writer = new StringWriter();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    MODEL.write(writer);
    MODEL.write(stream);

    String json = MODEL.toJson();
    assertThat(writer).hasToString(json);
    assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo(json);
    assertThat(ModelFile.fromJson(json)).isEqualTo(MODEL);
    assertThat(ModelFile.read(new StringReader(json))).isEqualTo(MODEL);
    assertThat(ModelFile.read(new ByteArrayInputStream(stream.toByteArray()))).isEqualTo(MODEL);
  }

  @Test
  void whatIsGiven_isLeftOpen() {
    class Closing extends ByteArrayInputStream {
      private boolean isClosed;

      Closing(byte[] bytes) {
        super(bytes);
      }

      @Override
      public void close() {
        isClosed = true;
      }
    }
    Closing in = new Closing(MODEL.toJson().getBytes(StandardCharsets.UTF_8));

    ModelFile.read(in);

    assertThat(in.isClosed).isFalse();
  }

  @Test
  void problems_areOfTheModel_withLineAndColumn() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.fromJson("{\"format\": 1}"))
        .withMessage(
            "the model, line 1, column 12: format must be text, but found a number such as '1'");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.fromJson(""))
        .withMessage("the model is empty");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.read(new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken pipe");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("broken pipe");
          }
        }))
        .withMessage("cannot read the model: broken pipe");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> MODEL.write(new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        }))
        .withMessageContaining("disk full");
  }

  @Test
  void metadata_isKept() {
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("nothing", null);
    nested.put("list", List.of(1, "two", 3.5, Map.of("four", List.of()), List.of(5L)));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("source", "census \"2020\"");
    metadata.put("rows", 12);
    metadata.put("share", 0.1);
    metadata.put("large", 1e300);
    metadata.put("checked", true);
    metadata.put("nested", nested);

    ModelFile written = MODEL.withMetadata(metadata);
    ModelFile read = ModelFile.fromJson(written.toJson());

    assertThat(read).isEqualTo(written);
    assertThat(read.toJson()).isEqualTo(written.toJson());
    assertThat(read.metadata())
        .containsEntry("rows", 12L)
        .containsEntry("share", 0.1)
        .containsEntry("checked", true);
    assertThat(read.metadata().keySet())
        .containsExactly("source", "rows", "share", "large", "checked", "nested");
    metadata.clear();
    assertThat(written.metadata()).hasSize(6);
    assertThat(MODEL.toJson()).doesNotContain("metadata");
  }

  @Test
  void metadataThatJsonHasNot_isRefusedByName() {
    refuse(Map.of("a", Double.NaN), "metadata.a must be finite, but was NaN");
    refuse(
        Map.of("a", List.of(1, Thread.State.NEW)),
        "metadata.a[1] must be text, a number, true or false, null, a list or a map, but was"
            + " java.lang.Thread$State");
    refuse(
        Map.of("a", Map.of(1, 2)), "names of properties of metadata.a must be text, but one was 1");
    Map<String, Object> endless = new HashMap<>();
    endless.put("a", endless);
    refuse(
        endless,
        "metadata must be nested by at most 6 levels, but metadata.a.a.a.a.a.a was deeper");
  }

  private static void refuse(Map<String, ?> metadata, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MODEL.withMetadata(metadata))
        .withMessage(message);
  }

  @Test
  void metadataAsDeepAsAllowed_isReadBack() {
    ModelFile deep =
        MODEL.withMetadata(Map.of("a", List.of(List.of(List.of(List.of(List.of(1)))))));

    assertThat(ModelFile.fromJson(deep.toJson())).isEqualTo(deep);
  }

  /** Fits with priors and noise too have the same bits after they were saved and loaded. */
  @ParameterizedTest
  @EnumSource
  void savedModels_areLoadedToTheSameBits(CovarianceModel covariance) {
    Random random = new Random(5);
    double[][] rows = new double[80][3];
    for (int i = 0; i < rows.length; i++) {
      double common = random.nextGaussian();
      for (int j = 0; j < 3; j++) {
        rows[i][j] = 1000 * (common + i % 2 * 4) + 300 * random.nextGaussian();
      }
    }
    Samples samples = Samples.of(rows);
    GaussianMixtureEstimator plain =
        GaussianMixtureEstimator.builder().components(2).covariance(covariance).build();
    List<GaussianMixtureEstimator> estimators = List.of(
        plain,
        plain.toBuilder().prior(ConjugatePrior.defaults()).regularization(0).build(),
        plain.toBuilder().noise(InitialNoise.share(0.05)).build());
    for (GaussianMixtureEstimator estimator : estimators) {
      GaussianMixtureFit fit = estimator.fit(samples);
      GaussianMixture loaded =
          ModelFile.fromJson(ModelFile.of(fit.model()).toJson()).model();

      assertThat(loaded).isEqualTo(fit.model());
      assertThat(loaded.logLikelihood(samples)).isEqualTo(fit.model().logLikelihood(samples));
    }
  }

  @Test
  void modelsOfSinglePrecision_areAcceptedWithNotes() throws IOException {
    ModelFile read =
        ScikitLearnModel.read(JsonInput.of("""
            {"covariance_type": "full",
             "weights_": [0.09999998658895493, 0.19999997317790985, 0.6999999284744263],
             "means_": [[0.0, 0.0], [5.0, 5.0], [9.0, 1.0]],
             "covariances_": [
               [[2.0, 0.30000004172325134], [0.30000001192092896, 1.0]],
               [[2.0, 0.3], [0.3, 1.0]],
               [[2.0, 0.3], [0.3, 1.0]]]}
            """), Models.of(CovarianceType.FULL).backend());

    assertThat(read.notes())
        .containsExactly(
            "weights_ summed to 0.999999888241291 and were divided by that",
            "covariances_ were symmetrized: entries across the diagonal differed by up to 2e-08 of"
                + " the variances");
    assertThat(Arrays.stream(read.model().weights()).sum()).isCloseTo(1, within(2e-16));
  }

  @Test
  void asymmetryByRounding_isAcceptedWithoutANote() {
    // As scikit-learn 1.2.1 writes a model of two features that are all but uncorrelated.
    ModelFile read =
        ScikitLearnModel.read(JsonInput.of("""
            {"covariance_type": "full", "weights_": [0.525093068697998, 0.47490693130200207],
             "means_": [[1.4, -1.7e-17], [-1.5, 1.4e-17]],
             "covariances_": [
               [[0.9901244724874045, 5.58316772619014e-18],
                [9.910948626373028e-19, 0.23864425957503685]],
               [[0.9676856714395217, -7.670806761156104e-19],
                [4.237207544257658e-18, 0.6534148060231446]]]}
            """), Models.of(CovarianceType.FULL).backend());

    assertThat(read.notes()).isEmpty();
    assertThat(read.model().covariances().get(0, 0, 1))
        .isEqualTo(read.model().covariances().get(0, 1, 0))
        .isEqualTo((5.58316772619014e-18 + 9.910948626373028e-19) / 2);
  }
}
