package dev.gmm4j.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SwapBudgetTest {
  /** As much as the 30 iterations before, of 1e8 samples times components each; the last swap may go beyond. */
  @Test
  void manySamples_costOfEmBounds() {
    assertThat(swaps(new SwapBudget(30, 1e8, 36), 1e9)).isEqualTo(3);
    assertThat(swaps(new SwapBudget(30, 1e8, 36), 1.1e9)).isEqualTo(3);
  }

  /** Some hundredths of a second, whatever EM took: 3e8 numbers, 100 of them for each sample and component. */
  @Test
  void fewerSamples_haveAFixedAmount() {
    assertThat(swaps(new SwapBudget(4, 1e4, 36), 3e5)).isEqualTo(10);
    assertThat(swaps(new SwapBudget(99, 1e4, 36), 3e5)).isEqualTo(10);
  }

  @Test
  void fewestSamples_countOfPassesBounds() {
    assertThat(swaps(new SwapBudget(4, 100, 36), 1000)).isEqualTo(60);
  }

  @Test
  void convergedAtOnce_hasNone() {
    assertThat(swaps(new SwapBudget(2, 100, 36), 1)).isZero();
  }

  /** Of eight swaps that all lead back, 7 / 5 optima are expected in all, and of seven 6 / 4. */
  @Test
  void leadingBack_endsIt() {
    SwapBudget budget = new SwapBudget(30, 1e6, 36);
    for (int swap = 0; swap < 8; swap++) {
      assertThat(budget.allowsAnother()).isTrue();
      budget.spend(1, true);
    }
    assertThat(budget.allowsAnother()).isFalse();

    budget.found(1);
    assertThat(budget.allowsAnother()).isTrue();
  }

  private static int swaps(SwapBudget budget, double cost) {
    int swaps = 0;
    while (budget.allowsAnother()) {
      budget.spend(cost, false);
      swaps++;
    }
    return swaps;
  }
}
