package dev.gmm4j.backend.ejml;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.LinearAlgebraBackendTck;

class EjmlBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new EjmlBackendProvider();
  }
}
