package dev.gmm4j.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SwapBudgetTest {
  /** As much as the 30 iterations before, of 1e8 samples times components each; the last swap may go beyond. */
  @Test
  void manySamples_costOfEmBounds() {
    assertThat(swaps(budget(30, 1e8), 1e9)).isEqualTo(3);
    assertThat(swaps(budget(30, 1e8), 1.1e9)).isEqualTo(3);
  }

  /** A tenth of a second, whatever EM took: 2.5e9 numbers, 100 of them for each sample and component. */
  @Test
  void fewerSamples_haveAFixedAmount() {
    assertThat(swaps(budget(4, 1e4), 2.5e6)).isEqualTo(10);
    assertThat(swaps(budget(99, 1e4), 2.5e6)).isEqualTo(10);
    assertThat(swaps(new SwapBudget(4, 1e4, 36, 0.1), 2.5e6)).isEqualTo(1);
  }

  @Test
  void fewestSamples_countOfPassesBounds() {
    assertThat(swaps(budget(4, 100), 10_000)).isEqualTo(60);
    assertThat(swaps(new SwapBudget(4, 100, 36, 0.1), 10_000)).isEqualTo(6);
  }

  @Test
  void convergedAtOnce_hasNone() {
    assertThat(swaps(budget(2, 100), 1)).isZero();
  }

  /** What is found has more looked for, but all swaps cost twice what may be spent in vain. */
  @Test
  void successes_allowTwiceAsMuch() {
    SwapBudget budget = budget(4, 100);
    budget.spend(590_000, false);
    budget.found(5000);
    assertThat(swaps(budget, 1000)).isEqualTo(600);
    budget.found(5000);
    assertThat(budget.allowsAnother()).isFalse();
  }

  /** Of eight swaps that all lead back, 7 / 5 optima are expected in all, and of seven 6 / 4. */
  @Test
  void leadingBack_endsIt() {
    SwapBudget budget = budget(30, 1e6);
    for (int swap = 0; swap < 8; swap++) {
      assertThat(budget.allowsAnother()).isTrue();
      budget.spend(1, true);
    }
    assertThat(budget.allowsAnother()).isFalse();

    budget.found(1);
    assertThat(budget.allowsAnother()).isTrue();
  }

  /** Of components of 36 parameters, without another limit than the usual one. */
  private static SwapBudget budget(int iterations, double pass) {
    return new SwapBudget(iterations, pass, 36, 1);
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
