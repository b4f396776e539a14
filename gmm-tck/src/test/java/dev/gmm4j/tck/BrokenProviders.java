package dev.gmm4j.tck;

import dev.gmm4j.spi.Availability;
import java.util.List;

/** Providers that are wrong in one way. */
final class BrokenProviders {
  private BrokenProviders() {}

  static List<BrokenBackend> all() {
    return List.of(
        BrokenBackend.operation(
            "PROV-01",
            "the backend has another id than its provider",
            backend -> new DelegatingBackend(backend) {
              @Override
              public String id() {
                return "other";
              }
            }),
        BrokenBackend.of(
            "PROV-02",
            "availability() does not say which library it found",
            new TextbookProvider(() -> Availability.available(""), (backend, options) -> backend)),
        BrokenBackend.of("PROV-03", "the provider is not registered", new Unregistered()),
        BrokenBackend.of("PROV-04", "a method names a library's type", new LibraryTypeProvider()),
        BrokenBackend.of(
            "PROV-05",
            "create fails for more than 4 threads a call",
            new TextbookProvider((backend, options) -> {
              if (options.threadsPerCall() > 4) {
                throw new IllegalArgumentException("too many threads");
              }
              return backend;
            })));
  }

  /** Not named in META-INF/services. */
  static final class Unregistered extends TextbookProvider {}
}
