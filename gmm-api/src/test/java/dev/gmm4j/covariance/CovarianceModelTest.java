package dev.gmm4j.covariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CovarianceModelTest {

  /** The table of Celeux and Govaert (1995), worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    // model, K = 3 and d = 4, K = 2 and d = 2, d = 1 and K = 5, K = 1 and d = 3
    "EII,1,1,1,1",
    "VII,3,2,5,1",
    "EEI,4,2,1,3",
    "VEI,6,3,5,3",
    "EVI,10,3,1,3",
    "VVI,12,4,5,3",
    "EEE,10,3,1,6",
    "VEE,12,4,5,6",
    "EVE,16,4,1,6",
    "VVE,18,5,5,6",
    "EEV,22,4,1,6",
    "VEV,24,5,5,6",
    "EVV,28,5,1,6",
    "VVV,30,6,5,6"
  })
  void freeParameters_equalTheTable(
      CovarianceModel model, long threeByFour, long twoByTwo, long univariate, long alone) {
    assertThat(model.freeParameters(3, 4)).isEqualTo(threeByFour);
    assertThat(model.freeParameters(2, 2)).isEqualTo(twoByTwo);
    assertThat(model.freeParameters(5, 1)).isEqualTo(univariate);
    assertThat(model.freeParameters(1, 3)).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource({
    "EII, SPHERICAL, true, tied-spherical",
    "VII, SPHERICAL, false, spherical",
    "EEI, DIAGONAL, true, tied-diagonal",
    "VEI, DIAGONAL, false, VEI",
    "EVI, DIAGONAL, false, EVI",
    "VVI, DIAGONAL, false, diagonal",
    "EEE, TIED, true, tied",
    "VEE, FULL, false, VEE",
    "EVE, FULL, false, EVE",
    "VVE, FULL, false, VVE",
    "EEV, FULL, false, EEV",
    "VEV, FULL, false, VEV",
    "EVV, FULL, false, EVV",
    "VVV, FULL, false, full"
  })
  void model_isHeldByTheSmallestType(
      CovarianceModel model, CovarianceType type, boolean shared, String label) {
    assertThat(model.type()).isEqualTo(type);
    assertThat(model.isShared()).isEqualTo(shared);
    assertThat(model.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @EnumSource
  void labels_areParsedInAnyCase(CovarianceModel model) {
    assertThat(CovarianceModel.parse(model.label())).isEqualTo(model);
    assertThat(CovarianceModel.parse(model.name())).isEqualTo(model);
    assertThat(CovarianceModel.parse(model.name().toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(model);
  }

  @ParameterizedTest
  @EnumSource
  void structures_areModelsToo(CovarianceType type) {
    assertThat(type.model().type()).isEqualTo(type);
    assertThat(type.model().label()).isEqualTo(type.label());
    assertThat(type.freeParameters(3, 4)).isEqualTo(type.model().freeParameters(3, 4) + 12 + 2);
  }

  @Test
  void unknownLabel_isRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CovarianceModel.parse("VIV"))
        .withMessage("covariance must be one of full, tied, diagonal, spherical, tied-diagonal,"
            + " tied-spherical, EII, VII, EEI, VEI, EVI, VVI, EEE, VEE, EVE, VVE, EEV, VEV, EVV,"
            + " VVV, but was VIV");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixingProportions.parse("fair"))
        .withMessage("mixing proportions must be one of free, equal, but was fair");
  }

  @Test
  void mixtureOfKnownParameters_countsAsTheFamilyItWasChosenAmong() {
    GaussianMixture model =
        TestData.mixture(3, 4, CovarianceType.FULL, 1).model(CovarianceType.FULL);

    assertThat(model.covarianceModel()).isEqualTo(CovarianceModel.VVV);
    assertThat(model.proportions()).isEqualTo(MixingProportions.FREE);
    assertThat(model.freeParameters()).isEqualTo(44);
    GaussianMixture stated = model.chosenAmong(CovarianceModel.VEV, MixingProportions.EQUAL);
    assertThat(stated.freeParameters()).isEqualTo(36);
    assertThat(stated.covarianceModel()).isEqualTo(CovarianceModel.VEV);
    assertThat(stated.proportions()).isEqualTo(MixingProportions.EQUAL);
    assertThat(stated.using(new dev.gmm4j.testing.NaiveBackend(), 1).freeParameters())
        .isEqualTo(36);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.chosenAmong(CovarianceModel.VEI, MixingProportions.FREE))
        .withMessage("covariance VEI must have diagonal covariances, but had full");
  }
}
