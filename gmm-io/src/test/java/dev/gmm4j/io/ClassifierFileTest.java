package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.classification.ClassPriors;
import dev.gmm4j.classification.ClassifierType;
import dev.gmm4j.classification.Labels;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.classification.MixtureClassifierEstimator;
import dev.gmm4j.classification.MixtureClassifierFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.noise.InitialNoise;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierFileTest {
  static final String VALID = """
      {"format":"gmm4j-classifier","version":1,"type":"edda","dimension":2,"classes":["no","yes"],
       "priors":[0.25,0.75],"priorsAre":"given","covarianceModel":"VII","featureNames":["a","b"],
       "mixtures":[{"covarianceType":"spherical","weights":[1],"means":[[1,2]],"covariances":[2]},
                   {"covarianceType":"spherical","weights":[1],"means":[[3,4]],"covariances":[1]}]}
      """;

  private static final double[][] ROWS = {
    {0, 0.1}, {1, 0.4}, {0.3, 1}, {0.9, 1.4}, {5, 4.1}, {6, 4}, {5.5, 5.2}, {6.1, 5.4}
  };

  @TempDir
  private Path folder;

  private static ClassifierFile read(String json) {
    return ClassifierFile.fromJson(json, Backends.standard().automatic());
  }

  @Test
  void file_hasTheBitsThatWereWritten() {
    for (ClassifierType type : ClassifierType.values()) {
      MixtureClassifierFit fit = MixtureClassifierEstimator.builder()
          .type(type)
          .components(1, 1)
          .models(List.of(CovarianceModel.EEE, CovarianceModel.VVI))
          .featureNames(List.of("x", "\u00e4 \"q\""))
          .build()
          .fit(Samples.of(ROWS), Labels.of(List.of("a", "a", "a", "a", "b,", "b,", "b,", "b,")));
      ClassifierFile written =
          new ClassifierFile(fit.classifier(), ClassifierFile.Fit.of(fit.score()));
      Path file = folder.resolve("classifier.json");
      written.write(file);
      ClassifierFile again = ClassifierFile.read(file);

      assertThat(again).isEqualTo(written);
      assertThat(again.toJson()).isEqualTo(written.toJson());
      assertThat(again.classifier().freeParameters()).isEqualTo(fit.classifier().freeParameters());
      assertThat(again.classifier().probabilities(ROWS[1]))
          .containsExactly(fit.classifier().probabilities(ROWS[1]));
    }
  }

  @Test
  void noise_isWrittenAndRead() {
    MixtureClassifier classifier = MixtureClassifierEstimator.builder()
        .model(CovarianceModel.EEE)
        .noise(InitialNoise.share(0.05))
        .build()
        .classifier(Samples.of(ROWS), Labels.of(List.of("a", "a", "a", "a", "b", "b", "b", "b")));

    String json = new ClassifierFile(classifier, null).toJson();

    assertThat(json).contains("\"noise\": {\n    \"weight\": 0.05,");
    assertThat(read(json).classifier()).isEqualTo(classifier);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(json.replace("\"weight\": 0.05", "\"weight\": 1.5")))
        .withMessageContaining("noise: weight of the noise must be in [0, 1), but was 1.5");
  }

  @Test
  void validFile_isRead() {
    ClassifierFile file = read(VALID);
    MixtureClassifier classifier = file.classifier();

    assertThat(file.fit()).isNull();
    assertThat(classifier.classes()).containsExactly("no", "yes");
    assertThat(classifier.priorsAre()).isEqualTo(ClassPriors.GIVEN);
    assertThat(classifier.type()).isEqualTo(ClassifierType.EDDA);
    // Two means and two variances; the priors are given.
    assertThat(classifier.freeParameters()).isEqualTo(6);
    assertThat(classifier.predict(new double[] {3, 4})).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gmm4j-classifier | gmm4j-model | format must be gmm4j-classifier, but is 'gmm4j-model'",
        "\"version\":1 | \"version\":2 | version must be 1, but is 2",
        "\"edda\" | \"qda\" | type: type must be one of edda, mixture, but was \"qda\"",
        "\"edda\" | \"mixture\" | type mixture has no covarianceModel of all classes",
        "\"covarianceModel\":\"VII\", | `` | type edda needs covarianceModel",
        "\"dimension\":2 | \"dimension\":3 | dimension is 3, but means of mixtures[0] has rows of 2 numbers",
        "\"no\",\"yes\" | \"no\" | mixtures must be 1, as classes, but are 2",
        "\"no\",\"yes\" | \"no\",\"no\" | classes must differ, but 0 and 1 are both \"no\"",
        "0.25,0.75 | 0.25,0.5 | priors must sum to 1, but summed to 0.75",
        "0.25,0.75 | 1 | priors must be classes = 2, but were 1",
        "\"given\" | \"guessed\" | priorsAre must be estimated or given, but is 'guessed'",
        "\"a\",\"b\" | \"a\" | featureNames must be features = 2, but were 1",
        "\"covariances\":[1] | \"covariances\":[-1] | mixtures[1]: ",
        "\"weights\":[1],\"means\":[[3,4]] | \"means\":[[3,4]] | mixtures[1] has no property 'weights'",
        "\"means\":[[3,4]] | \"means\":[[3,4]],\"mean\":1 | unknown property 'mean'",
        "\"priorsAre\":\"given\", | `` | there is no property 'priorsAre'",
        "\"featureNames\" | \"bic\":1,\"featureNames\" | there is no property 'samples'",
        "\"mixtures\":[{ | \"mixtures\":{\"a\":[{ | mixtures must be an array of objects, but found an object",
      })
  void fault_isNamed(String valid, String faulty, String message) {
    String json = VALID.replace(valid, faulty == null ? "" : faulty);

    assertThat(json).isNotEqualTo(VALID);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining(message);
  }
}
