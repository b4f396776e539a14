package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.tck.rule.Rule;
import java.util.List;
import java.util.stream.Stream;

/** All rules, the simplest first: what a later one finds is often explained by an earlier one. */
public final class RuleBook {
  /** All rules, in order. */
  public static final List<Rule> RULES = Stream.of(
          ProviderRules.RULES,
          ProductRules.RULES,
          GramRules.RULES,
          CholeskyRules.RULES,
          TriangularRules.RULES,
          EigenRules.RULES,
          ArrayRules.RULES,
          DensityRules.RULES,
          KernelRules.RULES,
          StatisticsRules.RULES,
          FitRules.RULES,
          GoldRules.RULES,
          MissingRules.RULES,
          VariationalRules.RULES,
          TailRules.RULES,
          FactorRules.RULES,
          ScaleRules.RULES,
          PublishedRules.RULES,
          DegeneracyRules.RULES,
          FailureRules.RULES,
          ReproducibilityRules.RULES,
          ConcurrencyRules.RULES,
          ResourceRules.RULES)
      .flatMap(List::stream)
      .toList();

  private RuleBook() {}
}
