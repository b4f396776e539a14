package dev.gmm4j.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixtureEstimator;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityOptionsTest {
  @Test
  void parse_ofNothing_measuresTheDefaultAtTenSeeds() {
    QualityOptions options = QualityOptions.parse(List.of());

    assertThat(options.starts()).isZero();
    assertThat(options.seeds()).isEqualTo(10);
    assertThat(options.variants()).containsExactly(Variant.DEFAULT);
    assertThat(options.sets()).hasSameSizeAs(Battery.all());
  }

  @Test
  void parse_takesSettingsOfTheEstimatorAndWhatTheyAreComparedWith() {
    QualityOptions options = QualityOptions.parse(
        List.of("--estimator", "restarts=5,init=short-em", "--against", "default", "--seeds", "2"));

    GaussianMixtureEstimator estimator = options
        .variants()
        .get(0)
        .change()
        .apply(GaussianMixtureEstimator.builder().components(2))
        .build();
    assertThat(estimator.restarts()).isEqualTo(5);
    assertThat(estimator.initializations().toString()).contains("short-em");
    assertThat(options.variants().get(1)).isEqualTo(Variant.DEFAULT);
    assertThat(options.seeds()).isEqualTo(2);
  }

  @Test
  void parse_ofBest_wantsTwoHundredStartsUnlessToldOtherwise() {
    assertThat(QualityOptions.parse(List.of("--best")).starts()).isEqualTo(200);
    assertThat(QualityOptions.parse(List.of("--best", "--starts", "20")).starts())
        .isEqualTo(20);
  }

  @Test
  void parse_refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> QualityOptions.parse(List.of("--seed", "1")))
        .hasMessageContaining("--seed");
    assertThatThrownBy(() -> QualityOptions.parse(List.of("--estimator", "restart=5")))
        .hasMessageContaining("restart");
    assertThatThrownBy(() -> QualityOptions.parse(List.of("--seeds")))
        .hasMessageContaining("--seeds");
  }
}
