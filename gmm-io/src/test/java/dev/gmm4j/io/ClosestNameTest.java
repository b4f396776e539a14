package dev.gmm4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosestNameTest {
  private static final List<String> NAMES = List.of(
      "alcohol",
      "malic_acid",
      "fit",
      "test",
      "k-means",
      "k-means++",
      "diagonal",
      "full",
      "--columns",
      "x",
      "y0");

  @ParameterizedTest
  @CsvSource({
    "alcohl, alcohol",
    "Alcohol, alcohol",
    "malic acid, malic_acid",
    "malic, malic_acid",
    "fti, fit",
    "kmeans, k-means",
    "kmeans++, k-means++",
    "diagnal, diagonal",
    "diag, diagonal",
    "ful, full",
    "--colums, --columns",
    "X, x",
    "y1, y0"
  })
  void of_findsWhatWasMeant(String wanted, String name) {
    assertThat(ClosestName.of(wanted, NAMES)).hasValue(name);
  }

  @ParameterizedTest
  @CsvSource({"z", "nosuch", "hue", "--output", "''", "a"})
  void of_findsNothingFarAway(String wanted) {
    assertThat(ClosestName.of(wanted, NAMES)).isEmpty();
  }
}
