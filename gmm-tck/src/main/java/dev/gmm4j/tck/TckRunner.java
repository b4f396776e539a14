package dev.gmm4j.tck;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.internal.rules.RuleBook;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.RuleResult;
import dev.gmm4j.tck.rule.TckContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs rules on a backend, without a test framework. */
public final class TckRunner {
  /** A services file that cannot be read fails for ever. */
  private static final int MAX_CONSECUTIVE_FAILURES = 32;

  private TckRunner() {}

  /** Returns all rules of the kit, in the order in which they run. */
  public static List<Rule> rules() {
    return RuleBook.RULES;
  }

  /**
   * Returns the provider of an id among those that a class loader finds.
   *
   * <p>Providers that cannot be loaded are passed over: {@link dev.gmm4j.backend.Backends#reports} tells what is wrong with them.
   *
   * @throws IllegalArgumentException if there is none; the message lists the ids that exist
   */
  public static LinearAlgebraBackendProvider provider(String id, ClassLoader loader) {
    Iterator<LinearAlgebraBackendProvider> providers =
        ServiceLoader.load(LinearAlgebraBackendProvider.class, loader).iterator();
    Set<String> ids = new TreeSet<>();
    int failures = 0;
    while (failures < MAX_CONSECUTIVE_FAILURES) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        LinearAlgebraBackendProvider provider = providers.next();
        if (provider.id().equals(id)) {
          return provider;
        }
        ids.add(provider.id());
        failures = 0;
      } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
        failures++;
      }
    }
    throw new IllegalArgumentException("backend must be one of " + ids + ", but was " + id);
  }

  /** Runs all rules on a provider's backend. */
  public static TckResult run(LinearAlgebraBackendProvider provider) {
    return run(provider, rules());
  }

  /** Runs some rules on a provider's backend. */
  public static TckResult run(LinearAlgebraBackendProvider provider, List<Rule> rules) {
    List<RuleResult> results = new ArrayList<>();
    for (Rule rule : rules) {
      results.add(check(provider, rule));
    }
    return result(provider, results);
  }

  /**
   * Checks one rule on a new backend of a provider.
   *
   * <p>Whatever the backend throws is a failure of the rule and part of the result.
   */
  public static RuleResult check(LinearAlgebraBackendProvider provider, Rule rule) {
    long began = System.nanoTime();
    Throwable thrown = null;
    TckContext context = new TckContext(provider, rule);
    try (context) {
      rule.body().check(context);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      thrown = e;
    }
    return context.result(rule, thrown, (System.nanoTime() - began) * 1e-9);
  }

  static TckResult result(LinearAlgebraBackendProvider provider, List<RuleResult> results) {
    return new TckResult(
        describe(provider::id), describe(() -> detail(provider)), List.copyOf(results));
  }

  private static @Nullable String detail(LinearAlgebraBackendProvider provider) {
    Availability availability = provider.availability();
    return availability == null ? null : availability.detail();
  }

  private interface Question {
    @Nullable
    String ask();
  }

  /** A broken provider must not keep the report from being written: PROV rules tell what is wrong with it. */
  private static String describe(Question question) {
    try {
      return String.valueOf(question.ask());
    } catch (RuntimeException | LinkageError e) {
      return e.toString();
    }
  }
}
