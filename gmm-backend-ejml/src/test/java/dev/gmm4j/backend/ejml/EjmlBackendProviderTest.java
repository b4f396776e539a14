package dev.gmm4j.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import org.junit.jupiter.api.Test;

class EjmlBackendProviderTest {

  @Test
  void provider_isFoundByServiceLoading_andNamesItsLibrary() {
    assertThat(Backends.standard().reports()).anySatisfy(report -> {
      assertThat(report.id()).isEqualTo("ejml");
      assertThat(report.availability().available()).isTrue();
      assertThat(report.availability().detail()).startsWith("EJML 0.");
    });
    assertThat(Backends.standard().get("ejml").id()).isEqualTo("ejml");
  }
}
