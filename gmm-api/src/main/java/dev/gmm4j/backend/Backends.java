package dev.gmm4j.backend;

import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The backends found at run time, and the choice among them.
 *
 * <p>A choice is made by the caller's explicit id, else the system property {@value #PROPERTY}, else the environment
 * variable {@value #ENVIRONMENT}, else the highest priority that is available. An explicit choice, of whichever kind,
 * never falls back to another backend. A provider that is broken or lacks its library is listed with the reason and
 * does not disturb the others.
 *
 * <p>Backends are created when first asked for and shared; instances are safe to use from several threads.
 */
public final class Backends {
  /** The system property that names a backend. */
  public static final String PROPERTY = "gmm4j.backend";

  /** The environment variable that names a backend. */
  public static final String ENVIRONMENT = "GMM4J_BACKEND";

  /**
   * The name that stands for whichever backend a fit is fastest with: {@code backend("fastest")}.
   *
   * <p>The fit then begins with a comparison of the available backends on a few of its own samples, which takes a small
   * share of its time, and which fits of the same shape in the same process do not repeat. Its
   * result is {@link dev.gmm4j.GaussianMixtureFit#backendComparison}. Because times vary, so may the choice; the fit is
   * that of the chosen backend to the bit.
   */
  public static final String FASTEST = "fastest";

  private static final String WHERE =
      "to the class path or module path; in a shaded jar, merge the META-INF/services files";

  private static final String IF_THE_NAME_IS_RIGHT =
      "\nif the name is right, add the backend's artifact " + WHERE;

  private static final Logger LOGGER = System.getLogger("dev.gmm4j");

  private final List<Candidate> candidates;
  private final LostServices lost;
  private final Map<String, LinearAlgebraBackend> created = new ConcurrentHashMap<>();

  private Backends(List<ClassLoader> loaders) {
    this.candidates = Discovery.of(loaders);
    this.lost = LostServices.of(loaders, candidates);
  }

  /** Finds the backends once, when first needed. */
  private static final class Standard {
    private static final Backends INSTANCE = new Backends(Discovery.loaders());
  }

  /**
   * Returns the backends that gmm4j's own class loader finds and, after those, the context class loader's; looked up
   * once in the life of the process.
   */
  public static Backends standard() {
    return Standard.INSTANCE;
  }

  /** Returns the backends that a class loader finds, looked up now. */
  public static Backends of(ClassLoader loader) {
    return new Backends(List.of(loader));
  }

  /** Returns what is known of each backend, highest priority first. */
  public List<BackendReport> reports() {
    return candidates.stream().map(Candidate::report).toList();
  }

  /**
   * Creates every backend that is listed as available, and returns what is known of each then.
   *
   * <p>This loads native libraries, and so shows what {@link #reports} cannot: whether they work. A backend that does
   * not is listed with the reason from then on.
   */
  public List<BackendReport> probe() {
    for (Candidate candidate : candidates) {
      if (candidate.report().availability().available()) {
        try {
          create(candidate);
        } catch (BackendUnavailableException e) {
          LOGGER.log(
              Level.DEBUG,
              "backend {0} does not work: {1}",
              candidate.report().id(),
              e.getMessage());
        }
      }
    }
    return reports();
  }

  /**
   * Returns the backend of an id.
   *
   * @throws BackendUnavailableException if there is none, or it cannot work
   */
  public LinearAlgebraBackend get(String id) {
    return get(id, "");
  }

  /**
   * Returns the backend of an id, or nothing if there is none or it is not available.
   *
   * @throws BackendUnavailableException if it is listed as available, but cannot be created
   */
  public Optional<LinearAlgebraBackend> find(String id) {
    return candidates.stream()
        .filter(candidate -> candidate.report().id().equals(id))
        .filter(candidate -> candidate.report().availability().available())
        .findFirst()
        .map(this::create);
  }

  /**
   * Returns the backend named by property or environment, or else the available one of highest priority.
   *
   * <p>Where the name is {@value #FASTEST} it is the one of highest priority too, because there is nothing to measure
   * with: estimators have their samples.
   *
   * @throws BackendUnavailableException if there is none, or the named one cannot work
   */
  public LinearAlgebraBackend automatic() {
    return automatic(System.getProperty(PROPERTY), System.getenv(ENVIRONMENT));
  }

  LinearAlgebraBackend automatic(@Nullable String property, @Nullable String environment) {
    String requested = requested(property, environment);
    if (!requested.isEmpty() && !requested.equals(FASTEST)) {
      String origin = requested.equals(property)
          ? "the system property " + PROPERTY
          : "the environment variable " + ENVIRONMENT;
      return get(requested, ", named by " + origin + ",");
    }
    return ofHighestPriority();
  }

  private static String requested(@Nullable String property, @Nullable String environment) {
    if (property != null && !property.isEmpty()) {
      return property;
    }
    return environment == null ? "" : environment;
  }

  /** Tells whether property or environment ask for a choice by measurement, {@value #FASTEST}. */
  public boolean isFastestRequested() {
    return requested(System.getProperty(PROPERTY), System.getenv(ENVIRONMENT)).equals(FASTEST);
  }

  /**
   * Returns the available backend of highest priority, whatever property and environment name. Those that would have
   * come before it, but do not work here, are told to the log, once in the life of the process.
   *
   * @throws BackendUnavailableException if there is none
   */
  public LinearAlgebraBackend ofHighestPriority() {
    for (Candidate candidate : candidates) {
      if (!candidate.report().availability().available()) {
        continue;
      }
      LinearAlgebraBackend backend;
      try {
        backend = create(candidate);
      } catch (BackendUnavailableException e) {
        // Listed with the reason from now on.
        continue;
      }
      PassedOver.log(reports(), candidate.report().id());
      if (!lost.isEmpty()) {
        PassedOver.tell(Level.WARNING, lost.explanation());
      }
      return backend;
    }
    throw new BackendUnavailableException(
        candidates.isEmpty() ? noBackend() : "no backend is available" + list(candidates), null);
  }

  private LinearAlgebraBackend get(String id, String origin) {
    List<Candidate> ofThatId = candidates.stream()
        .filter(candidate -> candidate.report().id().equals(id))
        .toList();
    for (Candidate candidate : ofThatId) {
      if (candidate.report().availability().available()) {
        return create(candidate);
      }
    }
    String which = "backend '" + id + "'" + origin;
    if (!ofThatId.isEmpty()) {
      List<Candidate> others = candidates.stream()
          .filter(candidate -> !candidate.report().id().equals(id))
          .toList();
      throw new BackendUnavailableException(
          which + " is not available: " + reason(ofThatId.get(0).report()) + list(others), null);
    }
    if (lost.has(id)) {
      throw new BackendUnavailableException(
          which + " is not registered: " + lost.explanation() + list(candidates), null);
    }
    throw new BackendUnavailableException(
        which + " does not exist"
            + (candidates.isEmpty() ? ": " + noBackend() : list(candidates) + IF_THE_NAME_IS_RIGHT),
        null);
  }

  private LinearAlgebraBackend create(Candidate candidate) {
    String id = candidate.report().id();
    return created.computeIfAbsent(id, key -> {
      try {
        LinearAlgebraBackend backend = candidate.create(BackendOptions.defaults());
        candidate.refresh();
        LOGGER.log(
            Level.DEBUG,
            "backend {0} created: {1}",
            id,
            candidate.report().availability().detail());
        return backend;
      } catch (RuntimeException | LinkageError e) {
        candidate.fail(e);
        throw new BackendUnavailableException(
            "backend '" + id + "' could not be created: " + reason(candidate.report()), e);
      }
    });
  }

  private String noBackend() {
    return "no backend was found: "
        + (lost.isEmpty()
            ? "add the artifact dev.gmm4j:gmm-backend-ejml (or another gmm-backend-*) " + WHERE
            : lost.explanation());
  }

  private static String list(List<Candidate> some) {
    return some.isEmpty()
        ? ""
        : some.stream()
            .map(Candidate::report)
            .map(report -> "\n  " + report.id() + ": "
                + (report.availability().available() ? "available, " : "unavailable, ")
                + reason(report))
            .collect(Collectors.joining("", "; backends are:", ""));
  }

  private static String reason(BackendReport report) {
    String remedy = report.availability().remedy();
    return report.availability().detail() + (remedy.isEmpty() ? "" : " (" + remedy + ")");
  }
}
