package dev.gmm4j.backend.vector;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.LinearAlgebraBackendTck;

class VectorBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new VectorBackendProvider();
  }
}
