package dev.gmm4j.cli.option;

import dev.gmm4j.covariance.MixingProportions;

/** Understands the values of {@code --proportions}. */
final class ProportionsConverter extends LabelConverter<MixingProportions> {
  ProportionsConverter() {
    for (MixingProportions proportions : MixingProportions.values()) {
      add(proportions.label(), proportions);
    }
  }
}
