package dev.gmm4j.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.backend.vector.simd.Simd;
import dev.gmm4j.backend.vector.simd.VectorWidth;
import dev.gmm4j.spi.Availability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets system properties of the backend")
class VectorBackendProviderTest {

  @AfterEach
  void clearProperty() {
    System.clearProperty(VectorWidth.PROPERTY);
  }

  @Test
  void provider_isFoundByServiceLoading_andNamesItsVectors() {
    assertThat(Backends.standard().reports()).anySatisfy(report -> {
      assertThat(report.id()).isEqualTo("vector");
      assertThat(report.availability().available()).isTrue();
      assertThat(report.availability().detail())
          .isEqualTo("jdk.incubator.vector, " + Simd.LANES * Double.SIZE
              + (Simd.FMA ? " bits, fused multiply-add" : " bits, no fused multiply-add"));
    });
    assertThat(Backends.standard().get("vector").id()).isEqualTo("vector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "0", "-128", "96", "512.0", "4096"})
  void widthThatThereIsNot_isRefusedWithAReason(String bits) {
    System.setProperty(VectorWidth.PROPERTY, bits);

    Availability availability = new VectorBackendProvider().availability();

    assertThat(availability.available()).isFalse();
    assertThat(availability.detail())
        .startsWith("the property gmm4j.vector.bits must be a power of 2, from 64 to the ")
        .endsWith(" bits of this processor's vectors, but was " + bits);
    assertThat(availability.remedy()).isEqualTo("correct or remove the property");
  }

  @Test
  void width_mayBeNarrower() {
    System.setProperty(VectorWidth.PROPERTY, "64");

    assertThat(VectorWidth.species().length()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'mixed mode, sharing', true",
    "compiled mode, true",
    "'interpreted mode, sharing', false",
    "'mixed mode, emulated-client, sharing', false"
  })
  void vectorsAreCompiled_whereTheJvmHasTheCompilerForThem(String vmInfo, boolean compiled) {
    assertThat(VectorBackendProvider.compilesVectors(vmInfo)).isEqualTo(compiled);
  }
}
