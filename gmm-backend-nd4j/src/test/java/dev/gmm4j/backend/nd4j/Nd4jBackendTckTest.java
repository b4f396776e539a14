package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.LinearAlgebraBackendTck;

class Nd4jBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new Nd4jBackendProvider();
  }
}
