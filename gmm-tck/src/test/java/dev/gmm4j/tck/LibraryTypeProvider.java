package dev.gmm4j.tck;

import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import tools.jackson.databind.JsonNode;

/** A provider that cannot load where a library, here Jackson, is missing. */
public class LibraryTypeProvider extends TextbookProvider {
  private static final String ID = "library-type";

  /** Called by the service loader. */
  public LibraryTypeProvider() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return new TextbookBackend(ID);
  }

  /** Names a type of a library. */
  String describe(JsonNode node) {
    return node.toString();
  }
}
