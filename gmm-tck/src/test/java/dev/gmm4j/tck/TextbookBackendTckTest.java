package dev.gmm4j.tck;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;

/** The textbook's own backend passes everything. */
class TextbookBackendTckTest extends LinearAlgebraBackendTck {
  @Override
  protected LinearAlgebraBackendProvider provider() {
    return new TextbookProvider();
  }
}
