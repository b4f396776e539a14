package dev.gmm4j.spark;

import dev.gmm4j.Initialization;
import dev.gmm4j.em.DegeneracyPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The initializations that a cluster can have: those that do not know rows by their index. */
final class Initializations {
  private static final Map<String, Supplier<Initialization>> INITIALIZATIONS =
      new LinkedHashMap<>();

  static {
    for (Supplier<Initialization> initialization : List.<Supplier<Initialization>>of(
        Initialization::kMeans,
        Initialization::kMeansPlusPlus,
        Initialization::randomSamples,
        Initialization::randomResponsibilities,
        Initialization::hierarchical,
        Initialization::shortEm,
        Initialization::concentration,
        Initialization::quantiles)) {
      INITIALIZATIONS.put(initialization.get().label(), initialization);
    }
  }

  /** The names, for messages. */
  static final String NAMES = String.join(", ", INITIALIZATIONS.keySet());

  static final String DEFAULT = Initialization.kMeans().label();

  private Initializations() {}

  /**
   * Returns a name if there is an initialization of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String checked(String name) {
    return find(name).label();
  }

  private static Initialization find(String name) {
    Supplier<Initialization> initialization = INITIALIZATIONS.get(name.toLowerCase(Locale.ROOT));
    if (initialization == null) {
      throw new IllegalArgumentException("start must be one of " + NAMES + ", but was " + name);
    }
    return initialization.get();
  }

  /**
   * Returns the policy of a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static DegeneracyPolicy policy(String name) {
    for (DegeneracyPolicy policy : DegeneracyPolicy.values()) {
      if (policy.name().equalsIgnoreCase(name)) {
        return policy;
      }
    }
    throw new IllegalArgumentException(
        "degeneracy must be one of fail, regularize, prune, restart, but was " + name);
  }

  /**
   * Returns the initialization by a model if one is given, else of a name.
   *
   * @param model the text of a model file, or empty
   * @param file the path of a model file, or empty
   * @throws IllegalArgumentException if both are given, or there is no initialization of the name
   */
  static Initialization of(
      String name,
      String model,
      String file,
      @Nullable String backend,
      Configuration configuration) {
    if (!model.isEmpty() && !file.isEmpty()) {
      throw new IllegalArgumentException(
          "initialModel and initialModelFile must not both be set, but initialModelFile was "
              + file);
    }
    if (!model.isEmpty()) {
      return Initialization.parameters(StoredModels.fromJson(model, ExecutorBackend.get(backend)));
    }
    if (!file.isEmpty()) {
      return Initialization.parameters(
          StoredModels.read(file, configuration, ExecutorBackend.get(backend)).model());
    }
    return find(name);
  }
}
