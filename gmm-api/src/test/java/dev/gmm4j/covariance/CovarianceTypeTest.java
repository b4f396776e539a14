package dev.gmm4j.covariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.exception.MemoryLimitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CovarianceTypeTest {

  /** The table of Celeux and Govaert (1995) for VVV, EEE, VVI and VII, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    // type, K, d, of covariances + of means + of weights
    "FULL,1,1,2",
    "FULL,1,3,9",
    "FULL,3,2,17",
    "FULL,7,20,1616",
    "FULL,2,65,4421",
    "TIED,1,1,2",
    "TIED,1,3,9",
    "TIED,3,2,11",
    "TIED,7,20,356",
    "TIED,2,65,2276",
    "DIAGONAL,1,1,2",
    "DIAGONAL,1,3,6",
    "DIAGONAL,3,2,14",
    "DIAGONAL,7,20,286",
    "SPHERICAL,1,1,2",
    "SPHERICAL,1,3,4",
    "SPHERICAL,3,2,11",
    "SPHERICAL,7,20,153",
    "FULL,1000,50000,1250075000999"
  })
  void freeParameters_equalTheTable(
      CovarianceType type, int components, int dimension, long count) {
    assertThat(type.freeParameters(components, dimension)).isEqualTo(count);
  }

  @Test
  void size_isThatOfTheShape() {
    assertThat(CovarianceType.FULL.size(3, 4)).isEqualTo(48);
    assertThat(CovarianceType.TIED.size(3, 4)).isEqualTo(16);
    assertThat(CovarianceType.DIAGONAL.size(3, 4)).isEqualTo(12);
    assertThat(CovarianceType.SPHERICAL.size(3, 4)).isEqualTo(3);
  }

  @Test
  void sizesThatNoArrayHolds_areRefusedWithTheirMemory() {
    assertThat(CovarianceType.DIAGONAL.size(3, 100_000)).isEqualTo(300_000);
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> CovarianceType.FULL.size(3, 100_000))
        .withMessage("full covariances of 3 components and 100000 features are more numbers than an"
            + " array holds, 240.0 GB; use fewer components or a simpler type")
        .matches(e -> e.requiredBytes() == 240e9);
  }

  @Test
  void labels_areParsedInAnyCaseAndLocale() {
    for (CovarianceType type : CovarianceType.values()) {
      assertThat(CovarianceType.parse(type.label())).isEqualTo(type);
      assertThat(CovarianceType.parse(type.name())).isEqualTo(type);
    }
    assertThat(CovarianceType.values())
        .extracting(CovarianceType::label)
        .containsExactly("full", "tied", "diagonal", "spherical");
    assertThat(CovarianceType.parse("Diagonal")).isEqualTo(CovarianceType.DIAGONAL);
  }

  @Test
  void unknownLabel_isRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CovarianceType.parse("diag"))
        .withMessage(
            "covariance type must be one of full, tied, diagonal, spherical, but was diag");
  }
}
