package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.backend.BackendReport;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Providers and their discovery. */
final class ProviderRules {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

  static final List<Rule> RULES = List.of(
      new Rule(
          "PROV-01",
          "the id is a short lower-case name, the same each time and that of the backend",
          "exact",
          "id() of provider and backend",
          ProviderRules::ids),
      new Rule(
          "PROV-02",
          "availability() says without throwing that the backend can work here, and with which library",
          "exact",
          "the reason in this message; the backend cannot be tested where it cannot work",
          ProviderRules::availability),
      new Rule(
          "PROV-03",
          "the provider is found by service loading, under its id and available",
          "exact",
          "META-INF/services/dev.gmm4j.spi.LinearAlgebraBackendProvider (or provides in module-info), a public"
              + " constructor without arguments, and ids that others have claimed",
          ProviderRules::discovery),
      new Rule(
          "PROV-04",
          "the provider's class names no type of a library in supertypes, fields or signatures",
          "exact",
          "what must load without the library: move what touches it to classes that only create and the probe use",
          ProviderRules::types),
      new Rule(
          "PROV-05",
          "create makes a working backend for any number of threads a call",
          "exact",
          "how the number of threads reaches the library",
          ProviderRules::creation));

  private ProviderRules() {}

  private static void ids(TckContext tck) {
    String id = tck.provider().id();
    tck.that(id != null && ID.matcher(id).matches(), "the provider's id is '" + id + "'");
    tck.that(String.valueOf(id).equals(tck.provider().id()), "the provider's id changes");
    tck.that(
        String.valueOf(id).equals(tck.backend().id()),
        "the backend's id is '" + tck.backend().id() + "', the provider's '" + id + "'");
  }

  private static void availability(TckContext tck) {
    for (int i = 0; i < 2; i++) {
      Availability availability = tck.provider().availability();
      tck.that(
          availability.available(),
          "unavailable: " + availability.detail() + " " + availability.remedy());
      tck.that(!availability.detail().isBlank(), "the detail is empty");
    }
  }

  private static void discovery(TckContext tck) {
    Class<?> type = tck.provider().getClass();
    List<BackendReport> reports = Backends.of(type.getClassLoader()).reports();
    List<BackendReport> own = reports.stream()
        .filter(report -> report.provider().equals(type.getName()))
        .toList();
    tck.that(!own.isEmpty(), type.getName() + " is not among " + reports);
    for (BackendReport report : own) {
      tck.that(report.id().equals(tck.provider().id()), "it is found as " + report.id());
      tck.that(
          report.availability().available(),
          "it is unavailable: " + report.availability().detail());
    }
  }

  private static void types(TckContext tck) {
    Class<?> type = tck.provider().getClass();
    List<Class<?>> named = new ArrayList<>(List.of(type.getInterfaces()));
    named.add(type.getSuperclass());
    for (Field field : type.getDeclaredFields()) {
      named.add(field.getType());
    }
    for (Method method : type.getDeclaredMethods()) {
      named.add(method.getReturnType());
      named.addAll(List.of(method.getParameterTypes()));
      named.addAll(List.of(method.getExceptionTypes()));
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      named.addAll(List.of(constructor.getParameterTypes()));
    }
    for (Class<?> name : named) {
      tck.that(isHarmless(name, type), "it names " + name.getName());
    }
  }

  /** Tells whether a type belongs to the JDK, to gmm4j's API, or to the provider's own package. */
  private static boolean isHarmless(Class<?> name, Class<?> provider) {
    if (name.isArray()) {
      return isHarmless(name.getComponentType(), provider);
    }
    ClassLoader loader = name.getClassLoader();
    boolean platform = loader == null || loader == ClassLoader.getPlatformClassLoader();
    boolean api = name.getPackage() == LinearAlgebraBackendProvider.class.getPackage();
    return platform || api || name.getPackageName().equals(provider.getPackageName());
  }

  private static void creation(TckContext tck) {
    for (int threads : new int[] {1, 2, 8}) {
      tck.at("threadsPerCall=%d", threads);
      try (LinearAlgebraBackend backend = tck.provider().create(new BackendOptions(threads))) {
        double[] factor = new double[4];
        int failed = backend.cholesky(2, new double[] {4, 2, 2, 5}, factor);
        tck.that(failed == -1, "cholesky returned " + failed);
        tck.equal("factor", factor, new double[] {2, 0, 1, 2});
      }
    }
  }
}
