package dev.gmm4j.backend.vector.mixture.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  @Test
  void sort_putsRowsOfAComponentSideBySide_inTheirOrder() {
    MixtureParameters parameters = MixtureParameters.of(
        new double[] {0.25, 0.25, 0.5},
        new double[] {-5, 0, 5},
        Covariances.full(new double[][][] {{{1}}, {{1}}, {{1}}}),
        Backends.standard().get("ejml"));
    LinearDiscriminants discriminants = new LinearDiscriminants(1, 3);
    discriminants.use(parameters.kernelParameters());
    RowBlock block = new RowBlock(new double[] {9, 5, -6, 6, -4, 0, 7}, 1, 6, 1, null);
    RowOrder order = new RowOrder(8, 4);

    order.leave(8);
    assertThat(order.isSorted()).isFalse();
    assertThat(IntStream.range(0, 8).map(order::row)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);

    order.sort(block, discriminants);
    assertThat(order.isSorted()).isTrue();
    assertThat(IntStream.range(0, 6).map(order::row)).containsExactly(1, 3, 4, 0, 2, 5);
    assertThat(IntStream.range(0, 6).map(order::guess)).containsExactly(0, 0, 1, 2, 2, 2);
  }
}
