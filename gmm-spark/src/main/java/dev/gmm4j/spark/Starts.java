package dev.gmm4j.spark;

import dev.gmm4j.DegeneracyPolicy;
import dev.gmm4j.Start;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** The starts that a cluster can have: those that do not know rows by their index. */
final class Starts {
  private static final Map<String, Supplier<Start>> STARTS = new LinkedHashMap<>();

  static {
    for (Supplier<Start> start : List.<Supplier<Start>>of(
        Start::kMeans,
        Start::kMeansPlusPlus,
        Start::randomSamples,
        Start::randomResponsibilities,
        Start::hierarchical,
        Start::shortEm)) {
      STARTS.put(start.get().label(), start);
    }
  }

  /** The names, for messages. */
  static final String NAMES = String.join(", ", STARTS.keySet());

  static final String DEFAULT = Start.kMeans().label();

  private Starts() {}

  /**
   * Returns a name if there is a start of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String checked(String name) {
    return find(name).label();
  }

  private static Start find(String name) {
    Supplier<Start> start = STARTS.get(name.toLowerCase(Locale.ROOT));
    if (start == null) {
      throw new IllegalArgumentException("start must be one of " + NAMES + ", but was " + name);
    }
    return start.get();
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
   * Returns the start from a model if one is given, else of a name.
   *
   * @param model the text of a model file, or empty
   * @param file the path of a model file, or empty
   * @throws IllegalArgumentException if both are given, or there is no start of the name
   */
  static Start of(
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
      return Start.parameters(StoredModels.fromJson(model, ExecutorBackend.get(backend)));
    }
    if (!file.isEmpty()) {
      return Start.parameters(
          StoredModels.read(file, configuration, ExecutorBackend.get(backend)).model());
    }
    return find(name);
  }
}
