package dev.gmm4j.internal.discovery;

import dev.gmm4j.BackendReport;
import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
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

  /** Creates the backend. */
  public LinearAlgebraBackend create(BackendOptions options) {
    if (provider == null) {
      throw new IllegalStateException(report.availability().detail());
    }
    return provider.create(options);
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
    reject(Discovery.describe(cause));
  }

  void reject(String reason) {
    report = new BackendReport(
        report.id(), report.priority(), report.provider(), Availability.unavailable(reason, ""));
  }
}
