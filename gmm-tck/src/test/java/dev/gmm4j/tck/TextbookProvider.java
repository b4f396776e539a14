package dev.gmm4j.tck;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Offers the textbook's operations, correct unless told otherwise. */
public class TextbookProvider implements LinearAlgebraBackendProvider {
  private static final String ID = "textbook";

  private final Supplier<Availability> availability;
  private final BiFunction<LinearAlgebraBackend, BackendOptions, LinearAlgebraBackend> create;

  /** Called by the service loader: the correct backend. */
  public TextbookProvider() {
    this((backend, options) -> backend);
  }

  /** Offers what a function makes of the correct backend. */
  TextbookProvider(BiFunction<LinearAlgebraBackend, BackendOptions, LinearAlgebraBackend> create) {
    this(() -> Availability.available("the textbook"), create);
  }

  TextbookProvider(
      Supplier<Availability> availability,
      BiFunction<LinearAlgebraBackend, BackendOptions, LinearAlgebraBackend> create) {
    this.availability = availability;
    this.create = create;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability availability() {
    return availability.get();
  }

  @Override
  public LinearAlgebraBackend create(BackendOptions options) {
    return create.apply(new TextbookBackend(ID), options);
  }
}
