package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.junit.jupiter.api.Test;

/** What the compatibility kit leaves to the backend. */
class Nd4jBackendTest {
  private static final double EPSILON = Math.ulp(1.0);

  private final LinearAlgebraBackend backend =
      new Nd4jBackendProvider().create(BackendOptions.defaults());

  @Test
  void cholesky_judgesPivotsBySignOnly_andReadsTheLowerTriangle() {
    double[] tiny = {4e-40, Double.NaN, 2e-40, 5e-40};
    double[] factor = new double[4];
    assertThat(backend.cholesky(2, tiny, factor)).isEqualTo(-1);
    assertThat(factor).containsExactly(new double[] {2e-20, 0, 1e-20, 2e-20}, within(1e-35));

    double[] illConditioned = {1, 1, 1, 1 + 4 * EPSILON};
    assertThat(backend.cholesky(2, illConditioned, factor)).isEqualTo(-1);
    assertThat(factor[3]).isEqualTo(Math.sqrt(4 * EPSILON));
  }

  @Test
  void provider_isFoundByServiceLoading() {
    assertThat(Backends.standard().reports()).anySatisfy(report -> {
      assertThat(report.id()).isEqualTo("nd4j");
      assertThat(report.availability().available()).isTrue();
      assertThat(report.availability().detail()).startsWith("ND4J 1.");
    });
    assertThat(Backends.standard().get("nd4j").id()).isEqualTo("nd4j");
  }
}
