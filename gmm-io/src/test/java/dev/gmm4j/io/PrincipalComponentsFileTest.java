package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.data.Samples;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalComponentsFileTest {
  private static final String VALID =
      "{\"format\":\"gmm4j-pca\",\"version\":1,\"components\":1,\"dimension\":2,\"whitened\":false,"
          + "\"mean\":[1,2],\"axes\":[[0.6,0.8]],\"variances\":[8],\"totalVariance\":10,"
          + "\"featureNames\":[\"a\",\"b\"]}";

  @TempDir
  private Path folder;

  private PrincipalComponentsFile read(String json) throws IOException {
    return PrincipalComponentsFile.read(Files.writeString(folder.resolve("pca.json"), json));
  }

  @Test
  void file_hasTheBitsThatWereWritten() {
    double[][] rows = {{1, 0.1, 3}, {0.7, 2, 1}, {5, 1 / 3.0, 2}, {2, 2, 9}};
    for (PrincipalComponents.Builder builder : List.of(
        PrincipalComponents.builder().components(2),
        PrincipalComponents.builder().whitened())) {
      PrincipalComponents fitted = builder.fit(Samples.of(rows));
      PrincipalComponentsFile written =
          new PrincipalComponentsFile(fitted, List.of("x", "\u00e4 \"q\"", "z"));
      Path file = folder.resolve("pca.json");
      written.write(file);
      PrincipalComponentsFile again = PrincipalComponentsFile.read(file);

      assertThat(again.featureNames()).isEqualTo(written.featureNames());
      PrincipalComponents found = again.components();
      assertThat(found.mean()).containsExactly(fitted.mean());
      assertThat(found.axes()).isDeepEqualTo(fitted.axes());
      assertThat(found.variances()).containsExactly(fitted.variances());
      assertThat(found.varianceShares()).containsExactly(fitted.varianceShares());
      assertThat(found.totalVariance()).isEqualTo(fitted.totalVariance());
      assertThat(found.whitening()).isEqualTo(fitted.whitening());
      assertThat(found.transform(rows[1])).containsExactly(fitted.transform(rows[1]));
      assertThat(again.toJson()).isEqualTo(written.toJson());
    }
  }

  @Test
  void validFile_isRead() throws IOException {
    PrincipalComponents found = read(VALID).components();

    assertThat(found.transform(new double[] {1.6, 2.8})).hasSize(1);
    assertThat(read(VALID.replace(",\"featureNames\":[\"a\",\"b\"]", "")).featureNames())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"gmm4j-pca\" | \"other\" | format must be gmm4j-pca, but is 'other'",
        "\"version\":1 | \"version\":2 | version must be 1, but is 2",
        "\"components\":1 | \"components\":2 | components is 2, but axes has 1 rows",
        "\"dimension\":2 | \"dimension\":3 | dimension is 3, but mean has 2 numbers",
        "\"variances\":[8], | `` | there is no property 'variances'",
        "\"variances\":[8] | \"variances\":[-1] | variances[0] must be in [0, ",
        "\"variances\":[8] | \"variances\":[8,1] | variances must have 1 numbers, as axes have rows, but had 2",
        "\"totalVariance\":10 | \"totalVariance\":7 | totalVariance must be finite, > 0 and >= the sum",
        "[[0.6,0.8]] | [[0.6,0.7]] | axes must be orthogonal unit vectors",
        "[[0.6,0.8]] | [[0.6,0.8,0]] | axes[0] must have 2 numbers, but had 3",
        "[[0.6,0.8]] | [0.6,0.8] | axes must be an array of arrays of numbers",
        "[\"a\",\"b\"] | [\"a\"] | featureNames must be 2 texts, as dimension says, but has 1",
        "\"mean\" | \"meen\" | unknown property 'meen'",
        "\"whitened\":false | \"whitened\":0 | whitened must be true or false",
      })
  void invalidFiles_areRefused(String part, String replacement, String message) {
    assertThat(VALID).contains(part);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(VALID.replace(part, replacement)))
        .withMessageStartingWith(folder.resolve("pca.json").toString())
        .withMessageContaining(message);
  }

  @Test
  void whitening_needsVariance() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() ->
            read(VALID.replace("false", "true").replace("\"variances\":[8]", "\"variances\":[0]")))
        .withMessageContaining("variances[0] must be > 0 to be whitened, but was 0.0");
  }

  @Test
  void names_mustBeAsManyAsFeatures() throws IOException {
    PrincipalComponents found = read(VALID).components();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrincipalComponentsFile(found, List.of("a")))
        .withMessage("featureNames must be 2 texts, but were 1");
    assertThat(PrincipalComponentsFile.coordinateNames(3)).containsExactly("PC1", "PC2", "PC3");
  }
}
