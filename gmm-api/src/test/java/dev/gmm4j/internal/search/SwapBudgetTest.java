package dev.gmm4j.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SwapBudgetTest {
  /** Twice the 30 iterations before, of 1e6 each; the last swap may go beyond. */
  @Test
  void manySamples_costsBound() {
    SwapBudget budget = new SwapBudget(30, 4, 1e6, 10);

    assertThat(swaps(budget, 25e6)).isEqualTo(3);
  }

  @Test
  void fewSamples_countBounds() {
    SwapBudget budget = new SwapBudget(30, 4, 100, 10);

    assertThat(swaps(budget, 100)).isEqualTo(32);
  }

  @Test
  void convergedAtOnce_hasNone() {
    assertThat(swaps(new SwapBudget(3, 4, 100, 10), 1)).isZero();
  }

  private static int swaps(SwapBudget budget, double cost) {
    int swaps = 0;
    while (budget.allowsAnother()) {
      budget.spend(cost);
      swaps++;
    }
    return swaps;
  }
}
