package dev.gmm4j.backend.commonsmath;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.LinearAlgebraBackendTck;

class CommonsMathBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new CommonsMathBackendProvider();
  }
}
