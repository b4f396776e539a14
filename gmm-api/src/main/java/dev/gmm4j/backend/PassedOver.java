package dev.gmm4j.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells, once in the life of the process, which backends an automatic choice would have preferred: a slower one is never
 * used in silence.
 */
public final class PassedOver {
  private static final Logger LOGGER = System.getLogger("dev.gmm4j");

  private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

  private PassedOver() {}

  /**
   * Logs a line for each backend that is not available and of higher priority than the chosen one, or could not even be
   * loaded: at level WARNING where what was deployed is broken, at INFO where the machine or the JVM lacks something.
   *
   * @param reports what is known of the backends, highest priority first
   * @param chosen the id of the backend that is used
   */
  public static void log(List<BackendReport> reports, String chosen) {
    boolean higher = true;
    for (BackendReport report : reports) {
      higher &= !report.id().equals(chosen);
      boolean unloaded = report.priority() == Integer.MIN_VALUE;
      if ((higher || unloaded) && !report.availability().available()) {
        String remedy = report.availability().remedy();
        tell(
            report.availability().broken() ? Level.WARNING : Level.INFO,
            "backend " + report.id() + " is not available: "
                + report.availability().detail()
                + (remedy.isEmpty() ? "" : " (" + remedy + ")") + "; " + chosen
                + " is used");
      }
    }
  }

  static void tell(Level level, String line) {
    if (TOLD.add(line)) {
      LOGGER.log(level, line);
    }
  }
}
