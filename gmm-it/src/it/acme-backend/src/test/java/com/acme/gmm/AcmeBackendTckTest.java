package com.acme.gmm;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.LinearAlgebraBackendTck;

class AcmeBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new AcmeBackendProvider();
  }
}
