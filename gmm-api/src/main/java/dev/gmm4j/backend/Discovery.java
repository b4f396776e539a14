package dev.gmm4j.backend;

import dev.gmm4j.internal.util.MissingClass;
import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Finds providers of backends.
 *
 * <p>A service loader's iterator is used by hand: a provider whose supertype is missing throws out of {@code hasNext},
 * and only asking again gets past it (JDK-8196182).
 */
public final class Discovery {
  /** A service file that cannot be read fails for ever; real files do not name as many broken providers in a row. */
  private static final int MAX_CONSECUTIVE_FAILURES = 32;

  /** Ids of our own backends, which nobody else may claim. */
  private static final Set<String> RESERVED = LostServices.PROVIDERS.keySet();

  /** Names by which users leave the choice to gmm4j; a backend of that name could never be asked for. */
  private static final Set<String> CHOICES = Set.of("auto", "fastest");

  private static final String SPI = LinearAlgebraBackend.class.getPackageName() + ".";

  private static final String OWN_PACKAGES = "dev.gmm4j.";

  private Discovery() {}

  /** Returns the providers that gmm4j's own class loader finds, and after those the context class loader's. */
  public static List<Candidate> standard() {
    return of(loaders());
  }

  /** Returns gmm4j's own class loader and, where it is another one, the context class loader. */
  static List<ClassLoader> loaders() {
    List<ClassLoader> loaders = new ArrayList<>();
    ClassLoader own = Discovery.class.getClassLoader();
    loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null && context != own) {
      loaders.add(context);
    }
    return loaders;
  }

  /** Returns the providers that class loaders find, highest priority first, ties by id. */
  public static List<Candidate> of(List<ClassLoader> loaders) {
    List<Candidate> candidates = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ClassLoader loader : loaders) {
      collect(loader, seen, candidates);
    }
    rejectClaimedTwice(candidates);
    candidates.sort(
        Comparator.comparing((Candidate candidate) -> -(long) candidate.report().priority())
            .thenComparing(candidate -> candidate.report().id()));
    return List.copyOf(candidates);
  }

  private static void collect(ClassLoader loader, Set<String> seen, List<Candidate> candidates) {
    Iterator<LinearAlgebraBackendProvider> providers =
        ServiceLoader.load(LinearAlgebraBackendProvider.class, loader).iterator();
    int failures = 0;
    while (failures < MAX_CONSECUTIVE_FAILURES) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        LinearAlgebraBackendProvider provider = providers.next();
        failures = 0;
        if (seen.add(provider.getClass().getName())) {
          candidates.add(candidate(provider));
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        String reason = describe(e);
        if (seen.add(reason)) {
          candidates.add(broken(reason));
        }
      }
    }
  }

  private static Candidate candidate(LinearAlgebraBackendProvider provider) {
    String className = provider.getClass().getName();
    try {
      String id = provider.id();
      int priority = provider.priority();
      Availability availability = provider.availability();
      if (CHOICES.contains(id)) {
        availability =
            Availability.broken("the id " + id + " stands for a choice among backends", "");
      } else if (RESERVED.contains(id) && !className.startsWith(OWN_PACKAGES)) {
        availability =
            Availability.broken("the id " + id + " is reserved for gmm4j's own backend", "");
      }
      return new Candidate(provider, new BackendReport(id, priority, className, availability));
    } catch (RuntimeException | LinkageError e) {
      return new Candidate(
          null,
          new BackendReport(
              className,
              Integer.MIN_VALUE,
              className,
              Availability.broken(describe(e), remedy(e))));
    }
  }

  private static Candidate broken(String reason) {
    Availability availability =
        Availability.broken(reason, "repair or remove the jar that registers the provider");
    return new Candidate(
        null, new BackendReport("(broken provider)", Integer.MIN_VALUE, "", availability));
  }

  private static void rejectClaimedTwice(List<Candidate> candidates) {
    Map<String, List<Candidate>> byId = new HashMap<>();
    for (Candidate candidate : candidates) {
      if (!candidate.report().provider().isEmpty()) {
        byId.computeIfAbsent(candidate.report().id(), id -> new ArrayList<>()).add(candidate);
      }
    }
    for (List<Candidate> claimants : byId.values()) {
      // A claim that is refused already, as that of a reserved id, does not count against the
      // rightful one.
      claimants.removeIf(candidate -> !candidate.report().availability().available());
      if (claimants.size() > 1) {
        List<String> classes =
            claimants.stream().map(candidate -> candidate.report().provider()).toList();
        claimants.forEach(candidate ->
            candidate.reject("the id is claimed by more than one provider: " + classes, ""));
      }
    }
  }

  /** Returns a failure's chain of messages in one line, and what to do where versions are mixed. */
  public static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    boolean mixed = false;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = t.getMessage();
      String missing = MissingClass.sentence(t);
      String part = missing != null
          ? missing
          : message == null || t instanceof LinkageError ? t.toString() : message;
      if (text.indexOf(part) < 0) {
        text.append(text.length() == 0 ? "" : ": ").append(part);
      }
      mixed |= isOfOtherVersion(t);
    }
    String line = text.toString().strip().replaceAll("\\s*\\R\\s*", " ");
    return mixed
        ? line + "; it was built for another version of gmm4j than " + version()
            + ": use one version of all dev.gmm4j artifacts"
        : line;
  }

  /** Returns what to do about a failure: the jar of a class that is missing can be added. */
  static String remedy(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (MissingClass.sentence(t) != null && !isOfOtherVersion(t)) {
        return "add the jar that has this class to the class path or module path";
      }
    }
    return "";
  }

  /** Tells whether a part of the SPI is not what a provider was compiled with. */
  private static boolean isOfOtherVersion(Throwable failure) {
    return (failure instanceof IncompatibleClassChangeError
            || failure instanceof NoClassDefFoundError)
        && String.valueOf(failure.getMessage()).replace('/', '.').contains(SPI);
  }

  /** The version that the jar's manifest or, on the module path, the module states. */
  private static String version() {
    String version = Discovery.class.getPackage().getImplementationVersion();
    if (version == null) {
      version = Optional.ofNullable(Discovery.class.getModule().getDescriptor())
          .flatMap(ModuleDescriptor::rawVersion)
          .orElse("this one");
    }
    return version;
  }
}
