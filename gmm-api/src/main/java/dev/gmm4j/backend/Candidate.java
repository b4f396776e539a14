package dev.gmm4j.backend;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** A registered provider, working or not. */
public final class Candidate {
  private final @Nullable LinearAlgebraBackendProvider provider;
  private volatile BackendReport report;

  Candidate(@Nullable LinearAlgebraBackendProvider provider, BackendReport report) {
    this.provider = provider;
    this.report = report;
  }

  /** Returns what is known of the backend. */
  public BackendReport report() {
    return report;
  }

  /**
   * Creates the backend.
   *
   * @throws AbstractMethodError if the backend is of an older SPI and lacks an operation
   */
  public LinearAlgebraBackend create(BackendOptions options) {
    if (provider == null) {
      throw new IllegalStateException(report.availability().detail());
    }
    LinearAlgebraBackend backend = provider.create(options);
    requireAllOperations(backend.getClass());
    return backend;
  }

  /** Better here, where another backend can be taken, than in the middle of a fit. */
  private static void requireAllOperations(Class<?> type) {
    for (Method operation : LinearAlgebraBackend.class.getMethods()) {
      try {
        Method own = type.getMethod(operation.getName(), operation.getParameterTypes());
        if (Modifier.isAbstract(own.getModifiers())) {
          throw new AbstractMethodError(type.getName() + " does not implement " + own);
        }
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("a class has all methods of its interfaces", e);
      }
    }
  }

  /** Asks the provider again, which may know more now that the backend was created. */
  public void refresh() {
    if (provider != null) {
      report = new BackendReport(
          report.id(), report.priority(), report.provider(), provider.availability());
    }
  }

  /** Remembers that the backend could not be created. */
  public void fail(Throwable cause) {
    reject(Discovery.describe(cause), Discovery.remedy(cause));
  }

  void reject(String reason, String remedy) {
    report = new BackendReport(
        report.id(), report.priority(), report.provider(), Availability.broken(reason, remedy));
  }
}
