package dev.gmm4j.tck;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.spi.MixtureKernel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A backend that is wrong in one way.
 *
 * @param rule the rule that is there to find it
 * @param error what is wrong
 * @param failing the ids of all rules that must fail, the rule itself among them
 * @param provider the broken backend's provider
 */
record BrokenBackend(
    String rule, String error, Set<String> failing, LinearAlgebraBackendProvider provider) {

  /** Returns a broken backend that also fails other rules, because what they check rests on what is broken. */
  static BrokenBackend of(
      String rule, String error, LinearAlgebraBackendProvider provider, String... others) {
    Set<String> failing = new TreeSet<>(List.of(others));
    failing.add(rule);
    return new BrokenBackend(rule, error, failing, provider);
  }

  /** Returns a backend with a broken operation. */
  static BrokenBackend operation(
      String rule, String error, UnaryOperator<LinearAlgebraBackend> breakage, String... others) {
    return of(
        rule, error, new TextbookProvider((backend, options) -> breakage.apply(backend)), others);
  }

  /** Returns a backend whose kernels have a fault; each kernel has a fault of its own. */
  static BrokenBackend kernel(
      String rule, String error, Supplier<KernelFault> faults, String... others) {
    return operation(
        rule,
        error,
        backend -> new DelegatingBackend(backend) {
          @Override
          public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
            KernelFault fault = faults.get();
            fault.dimension = dimension;
            return Optional.of(new FaultyKernel(correctKernel(dimension, maxComponents), fault));
          }
        },
        others);
  }

  /** Returns all broken backends. */
  static List<BrokenBackend> all() {
    List<BrokenBackend> all = new java.util.ArrayList<>();
    all.addAll(BrokenProviders.all());
    all.addAll(BrokenOperations.all());
    all.addAll(BrokenFactorizations.all());
    all.addAll(BrokenDensities.all());
    all.addAll(BrokenStatistics.all());
    all.addAll(BrokenFits.all());
    all.addAll(BrokenTails.all());
    all.addAll(BrokenFactors.all());
    all.addAll(BrokenScales.all());
    all.addAll(BrokenBehaviour.all());
    return all;
  }

  @Override
  public String toString() {
    return rule + ": " + error;
  }
}
