package dev.gmm4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.MixtureKernel;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalEngineTest {
  private final List<String> calls = new ArrayList<>();

  /** Returns a kernel that cannot tell how long its blocks are. */
  private MixtureKernel brokenKernel() {
    Class<?>[] types = {MixtureKernel.class};
    return (MixtureKernel) Proxy.newProxyInstance(
        MixtureKernel.class.getClassLoader(), types, (proxy, method, arguments) -> {
          calls.add(method.getName());
          if (method.getName().equals("blockRows")) {
            throw new IllegalStateException("no block length");
          }
          return null;
        });
  }

  @Test
  void kernel_isClosed_whereTheEngineCannotBeMade() {
    Samples samples = Samples.of(new double[] {1, 2}, 1);

    assertThatIllegalStateException()
        .isThrownBy(() -> new LocalEngine(samples, this::brokenKernel, 1, 1))
        .withMessage("no block length");

    assertThat(calls).containsExactly("blockRows", "close");
  }
}
