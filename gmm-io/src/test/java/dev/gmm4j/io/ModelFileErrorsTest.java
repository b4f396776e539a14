package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileErrorsTest {
  private static final String MODEL = """
      {
        "format": "gmm4j-model",
        "version": 1,
        "components": 2,
        "dimension": 1,
        "covarianceType": "full",
        "weights": [0.5, 0.5],
        "means": [[0], [1]],
        "covariances": [[[1]], [[2]]]
      }
      """;

  @TempDir
  private Path folder;

  /** Returns the message without the file's name in front. */
  private String refusal(String json) throws IOException {
    return refusal(Files.writeString(folder.resolve("model.json"), json));
  }

  private static String refusal(Path file) {
    DataException refusal = assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.read(file))
        .actual();
    String message = refusal.getMessage();
    assertThat(message.lines()).hasSize(1);
    assertThat(message)
        .startsWith(file.toString())
        .doesNotContain("StreamRead", "tools.jackson", "Source:");
    return message.substring(file.toString().length());
  }

  private String refusalWith(String line, String replacement) throws IOException {
    assertThat(MODEL).contains(line);
    return refusal(MODEL.replace(line, replacement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format",
        "version",
        "components",
        "dimension",
        "covarianceType",
        "weights",
        "means"
      })
  void missingProperty_isNamed(String property) throws IOException {
    String without = MODEL.replaceFirst("  \"" + property + "\".*\n", "");
    assertThat(refusal(without)).isEqualTo(" has no property '" + property + "'");
  }

  @Test
  void severalMissingProperties_areNamed() throws IOException {
    assertThat(refusal("{\"format\": \"gmm4j-model\", \"version\": 1}"))
        .isEqualTo(
            " has no property 'components', 'dimension', 'covarianceType', 'weights', 'means', 'covariances'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"format\": \"gmm4j-model\" | \"format\": \"other\" | : format must be gmm4j-model, but is 'other'",
        "\"version\": 1 | \"version\": 2 | : version must be 1, but is 2",
        "\"version\": 1 | \"version\": \"1\" | , line 3, column 14: version must be a whole number from 0 to 2147483647, but found text",
        "\"version\": 1 | \"version\": 1.0 | , line 3, column 14: version must be a whole number from 0 to 2147483647, but found a number such as '1.0'",
        "\"components\": 2 | \"components\": 3 | : components is 3, but weights has 2 numbers",
        "\"components\": 2 | \"components\": 2000000000 | : components is 2000000000, but weights has 2 numbers",
        "\"components\": 2 | \"components\": 99999999999999999999 | , line 4, column 17: components must be a whole number from 1 to 2147483647, but is '99999999999999999999'",
        "\"components\": 2 | \"components\": 0 | , line 4, column 17: components must be a whole number from 1 to 2147483647, but is '0'",
        "\"dimension\": 1 | \"dimension\": 2147483647 | : dimension is 2147483647, but means has rows of 1 numbers",
        "\"full\" | \"round\" | : covarianceType must be one of full, tied, diagonal, spherical, but is 'round'",
        "\"full\" | null | , line 6, column 21: covarianceType must be text, but found null",
        "\"full\" | \"diagonal\" | : covariances must have shape [2, 1], but have [2, 1, 1]",
        "\"full\" | \"tied\" | : covariances must have shape [1, 1], but have [2, 1, 1]",
        "\"full\" | \"full\", \"covarianceModel\": \"VIV\" | : covarianceModel: covariance must be one of full, tied, diagonal, spherical, tied-diagonal, tied-spherical, EII, VII, EEI, VEI, EVI, VVI, EEE, VEE, EVE, VVE, EEV, VEV, EVV, VVV, but was VIV",
        "\"full\" | \"full\", \"covarianceModel\": \"VEI\" | : covarianceModel is VEI, whose covariances are diagonal, but covarianceType is full",
        "\"full\" | \"full\", \"mixingProportions\": \"fair\" | : mixingProportions: mixing proportions must be one of free, equal, but was fair",
        "[[0], [1]] | [[0], [1], [2]] | : means must have shape [2, 1], but have [3, 1]",
        "[[0], [1]] | [0, 1] | : dimension is 1, but means has rows of 2 numbers",
        "[[0], [1]] | [[0], [1, 2]] | , line 8, column 23: means must have arrays of equal length, but has 1 and 2",
        "[[0], [1]] | [[0], 1] | , line 8, column 18: means must not mix numbers and arrays",
        "[[0], [1]] | [0, [1]] | , line 8, column 16: means must not mix numbers and arrays",
        "[[0], [1]] | [[], []] | , line 8, column 14: means must not have empty arrays",
        "[[0], [1]] | [] | , line 8, column 13: means must not have empty arrays",
        "[[0], [1]] | [[[0]], [[1]]] | , line 8, column 14: means must be nested at most 2 deep",
        "[[0], [1]] | [[0], [null]] | , line 8, column 19: means must be numbers, but found null",
        "[[0], [1]] | [[0], [\"1\"]] | , line 8, column 19: means must be numbers, but found text",
        "[[0], [1]] | [[0], [1e999]] | , line 8, column 19: means must be finite, but has '1e999'",
        "[[0], [1]] | [[0], [NaN]] | , line 8, column 22: not valid JSON",
        "[[0], [1]] | {\"a\": 1} | , line 8, column 12: means must be an array of numbers, but found an object",
        "[0.5, 0.5] | [0.5, 0.4] | : weights must sum to 1, but summed to 0.9",
        "[0.5, 0.5] | [1.5, -0.5] | : weights[0] must be in [0, 1], but was 1.5",
        "[[[1]], [[2]]] | [[[1]], [[-2]]] | : covariance of component 1 must be positive definite, but pivot 0 of its Cholesky factorization was not positive",
        "\"version\": 1 | \"version\": 1, \"version\": 1 | , line 3, column 17: second property 'version'",
        "\"version\": 1 | \"version\": 1, \"colour\": \"red\" | , line 3, column 17: unknown property 'colour'",
        "\"version\": 1 | \"version\": 1, \"featureNames\": [\"a\", \"b\"] | : featureNames must be 1 texts, as dimension says, but has 2",
        "\"version\": 1 | \"version\": 1, \"featureNames\": [] | : featureNames must be 1 texts, as dimension says, but has 0",
        "\"version\": 1 | \"version\": 1, \"featureNames\": [7] | , line 3, column 34: featureNames must be an array of texts, but found a number such as '7'",
        "\"version\": 1 | \"version\": 1, \"fit\": 7 | , line 3, column 24: fit must be an object, but found a number such as '7'",
        "\"version\": 1 | \"version\": 1,, | , line 3, column 16: not valid JSON",
      })
  void wrongValue_isNamed(String part, String replacement, String message) throws IOException {
    assertThat(refusalWith(part, replacement)).isEqualTo(message);
  }

  @Test
  void asymmetricCovariance_isRefused() throws IOException {
    String json = MODEL
        .replace("[[0], [1]]", "[[0, 0], [1, 1]]")
        .replace("\"dimension\": 1", "\"dimension\": 2");
    assertThat(refusal(json.replace("[[[1]], [[2]]]", "[[[1, 0.5], [0.4, 1]], [[1, 0], [0, 1]]]")))
        .isEqualTo(": covariances[0] must be symmetric, but [1][0] was 0.4 and [0][1] was 0.5");
  }

  @Test
  void truncatedFile_isRefusedAnywhere() throws IOException {
    String json = new ModelFile(Models.of(CovarianceType.FULL), List.of("a", "b"), Models.FIT)
        .toJson()
        .strip();
    for (int length = 1; length < json.length(); length++) {
      String message = refusal(json.substring(0, length));
      assertThat(message).as("%d characters", length).startsWith(", line ");
    }
    assertThat(refusal(json.substring(0, 40)))
        .isEqualTo(", line 3, column 12: the file ends too early");
  }

  @Test
  void textAroundTheObject_isRefused() throws IOException {
    assertThat(refusal("")).isEqualTo(" is empty");
    assertThat(refusal("  \n")).isEqualTo(" is empty");
    assertThat(refusal("[]"))
        .isEqualTo(", line 1, column 1: the file must be an object, but found an array");
    assertThat(refusal(MODEL + "{}"))
        .isEqualTo(", line 11, column 1: there is text after the object");
    assertThat(refusal("x,y\n1,2\n")).isEqualTo(", line 1, column 1: not valid JSON");
  }

  @Test
  void fit_isChecked() throws IOException {
    String json = new ModelFile(Models.of(CovarianceType.FULL), List.of(), Models.FIT).toJson();
    assertThat(refusal(json.replaceFirst("    \"bic\".*\n", "")))
        .endsWith(": fit has no property 'bic'");
    assertThat(refusal(json.replaceFirst("\"bic\"", "\"bik\"")))
        .endsWith(": unknown property 'bik'");
    assertThat(refusal(json.replaceFirst("\"bic\": [^,]*", "\"bic\": \"NaN\"")))
        .endsWith(": bic must be a number, but found text");
    assertThat(refusal(json.replaceFirst("\"converged\": true", "\"converged\": 1")))
        .endsWith(": converged must be true or false, but found a number such as '1'");
    assertThat(refusal(json.replaceFirst("\"iterations\": 2", "\"iterations\": 3000000000")))
        .endsWith(": iterations must be a whole number from 0 to 2147483647, but is '3000000000'");
    assertThat(refusal(json.replaceFirst(",\n *\"em\".*\n", "\n")))
        .endsWith(": seconds has no property 'em'");
    assertThat(refusal(
            json.replaceFirst("\"logLikelihoodTrace\": [^\\]]*", "\"logLikelihoodTrace\": [")))
        .endsWith(": logLikelihoodTrace must not have empty arrays");
  }

  @Test
  void deepNesting_isRefused() throws IOException {
    assertThat(refusal("{\"fit\":" + "[".repeat(100_000)))
        .contains("fit must be an object, but found an array");
    assertThat(refusal("{\"weights\":" + "[".repeat(100_000)))
        .contains("weights must be nested at most 1 deep");
  }

  @Test
  void longTokens_areRefused() throws IOException {
    String message = "a number, a text or the nesting is beyond what a model file has";
    assertThat(refusal("{\"version\":" + "9".repeat(5000) + "}")).endsWith(message);
    assertThat(refusal("{\"" + "k".repeat(100_000) + "\": 1}")).endsWith(message);
  }

  @Test
  void notUtf8_isRefused() throws IOException {
    Path file = Files.write(
        folder.resolve("model.json"), new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
    assertThat(refusal(file)).isEqualTo(", line 1, column 5: not valid JSON");
  }

  @Test
  void missingFileAndFolder_areRefused() {
    Path missing = folder.resolve("none.json");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ModelFile.read(missing))
        .withMessage("cannot read " + missing + ": no such file or folder");
    assertThat(refusal(folder)).isEqualTo(" is a folder, not a file");
  }
}
