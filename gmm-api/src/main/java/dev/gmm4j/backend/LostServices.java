package dev.gmm4j.backend;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Our own backends whose classes are there, but registered nowhere: what becomes of jars that are put into one without
 * merging their service files.
 */
final class LostServices {
  /** The providers of our own backends, by id. */
  static final Map<String, String> PROVIDERS = Map.of(
      "ejml", "dev.gmm4j.backend.ejml.EjmlBackendProvider",
      "commonsmath", "dev.gmm4j.backend.commonsmath.CommonsMathBackendProvider",
      "nd4j", "dev.gmm4j.backend.nd4j.Nd4jBackendProvider",
      "vector", "dev.gmm4j.backend.vector.VectorBackendProvider");

  private final Set<String> ids = new TreeSet<>();

  private LostServices() {}

  /** Looks for classes of backends that are not among the candidates, without initializing them. */
  static LostServices of(List<ClassLoader> loaders, List<Candidate> candidates) {
    LostServices lost = new LostServices();
    for (Map.Entry<String, String> provider : PROVIDERS.entrySet()) {
      // One that is registered but broken is among the candidates without an id, with its name in
      // the reason.
      boolean registered = candidates.stream()
          .map(Candidate::report)
          .anyMatch(report -> report.provider().equals(provider.getValue())
              || report.availability().detail().contains(provider.getValue()));
      if (!registered
          && loaders.stream().anyMatch(loader -> isThere(provider.getValue(), loader))) {
        lost.ids.add(provider.getKey());
      }
    }
    return lost;
  }

  private static boolean isThere(String className, ClassLoader loader) {
    try {
      Class.forName(className, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  boolean has(String id) {
    return ids.contains(id);
  }

  /** Returns what is wrong and what to do about it. */
  String explanation() {
    return (ids.size() == 1 ? "the classes of the backend " : "the classes of the backends ")
        + String.join(", ", ids) + " are there, but no file META-INF/services/"
        + LinearAlgebraBackendProvider.class.getName() + " names "
        + (ids.size() == 1 ? "it" : "them")
        + "; such files are lost where jars are shaded into one without merging them:"
        + " use the ServicesResourceTransformer of Maven's shade plugin, or mergeServiceFiles()"
        + " of Gradle's Shadow plugin";
  }
}
