package dev.gmm4j.cli.option;

import dev.gmm4j.em.DegeneracyPolicy;

/** Understands the values of {@code --degeneracy}. */
public final class DegeneracyConverter extends LabelConverter<DegeneracyPolicy> {
  DegeneracyConverter() {
    for (DegeneracyPolicy policy : DegeneracyPolicy.values()) {
      add(policy.label(), policy);
    }
  }
}
