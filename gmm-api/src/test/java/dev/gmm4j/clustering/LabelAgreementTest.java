package dev.gmm4j.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.testing.Expect;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Matching against all permutations, the Rand index against counting pairs. */
class LabelAgreementTest {

  @Test
  void permutedLabels_agreeFully() {
    LabelAgreement agreement =
        LabelAgreement.between(new int[] {0, 0, 1, 1, 2, 2, 2}, new int[] {2, 2, 0, 0, 1, 1, 1});

    assertThat(agreement.matching()).containsExactly(1, 2, 0);
    assertThat(agreement.accuracy()).isEqualTo(1);
    assertThat(agreement.misclassificationRate()).isEqualTo(0);
    assertThat(agreement.adjustedRandIndex()).isEqualTo(1);
    assertThat(agreement.rename(new int[] {0, 1, 2})).containsExactly(1, 2, 0);
  }

  @Test
  void greedyMatching_wouldBeWorse() {
    // Greedy takes the 6 first and is left with 0: 6. The best is 5 + 5.
    int[] truth = new int[16];
    int[] predicted = new int[16];
    fill(truth, predicted, 0, 6, 0, 0);
    fill(truth, predicted, 6, 11, 0, 1);
    fill(truth, predicted, 11, 16, 1, 0);
    LabelAgreement agreement = LabelAgreement.between(truth, predicted);

    assertThat(agreement.counts()).isDeepEqualTo(new long[][] {{6, 5}, {5, 0}});
    assertThat(agreement.agreeing()).isEqualTo(10);
    assertThat(agreement.matching()).containsExactly(1, 0);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,3", "5,5", "7,7", "3,6", "6,3", "1,4", "4,1"})
  void matching_isTheBestOfAll(int rows, int columns) {
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] truth = random.ints(60, 0, rows).toArray();
      int[] predicted = random.ints(60, 0, columns).toArray();
      truth[0] = rows - 1;
      predicted[0] = columns - 1;
      LabelAgreement agreement = LabelAgreement.between(truth, predicted);

      assertThat(agreement.agreeing())
          .isEqualTo(bestByTrying(agreement.counts(), 0, new boolean[rows]));
      assertThat(agreement.matching()).hasSize(columns);
      assertThat(Arrays.stream(agreement.matching()).filter(m -> m >= 0).toArray())
          .doesNotHaveDuplicates()
          .hasSize(Math.min(rows, columns));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 17, 64})
  void adjustedRandIndex_isThatOfCountedPairs(int n) {
    for (int seed = 0; seed < 10; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] first = random.ints(n, 0, 3).toArray();
      int[] second = random.ints(n, 0, 4).toArray();

      assertThat(LabelAgreement.between(first, second).adjustedRandIndex())
          .isCloseTo(byCountingPairs(first, second), within(1e-12));
    }
  }

  /** The example of scikit-learn's adjusted_rand_score: 4/7. */
  @Test
  void counts_areEnough() {
    long[][] counts = {{2, 0}, {0, 1}, {0, 1}};
    LabelAgreement agreement = LabelAgreement.ofCounts(counts);
    counts[0][0] = 99;
    LabelAgreement same = LabelAgreement.between(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1});

    assertThat(agreement.adjustedRandIndex())
        .isEqualTo(same.adjustedRandIndex())
        .isCloseTo(4 / 7.0, within(1e-15));
    assertThat(agreement.accuracy()).isEqualTo(0.75);
    assertThat(agreement.counts()).isDeepEqualTo(same.counts());
    assertThat(agreement.matching()).containsExactly(same.matching());
  }

  @Test
  void counts_areChecked() {
    assertThatThrownBy(() -> LabelAgreement.ofCounts(new long[0][0]))
        .hasMessage("counts must have at least 1 row, but had 0");
    assertThatThrownBy(() -> LabelAgreement.ofCounts(new long[][] {{}}))
        .hasMessage("counts[0] must have at least 1 number, but had 0");
    assertThatThrownBy(() -> LabelAgreement.ofCounts(new long[][] {{1, 2}, {3}}))
        .hasMessage("counts[1] must have 2 numbers, as counts[0] has, but had 1");
    assertThatThrownBy(() -> LabelAgreement.ofCounts(new long[][] {{1, -2}}))
        .hasMessage("counts[0][1] must be >= 0, but was -2");
    assertThatThrownBy(() -> LabelAgreement.ofCounts(new long[][] {{0, 0}}))
        .hasMessage("counts must not all be 0");
  }

  @Test
  void adjustedRandIndex_ofTheTextbookTable() {
    // Worked by hand, of 15 pairs: 3 together in both, 6 in the rows, 6 in the columns.
    LabelAgreement agreement =
        LabelAgreement.between(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 0, 0, 1, 2});

    assertThat(agreement.adjustedRandIndex())
        .isCloseTo((3 - 6 * 6 / 15.0) / (6 - 6 * 6 / 15.0), within(1e-15));
  }

  @Test
  void adjustedRandIndex_ofTrivialPartitions() {
    int[] one = {0, 0, 0};
    int[] each = {0, 1, 2};

    assertThat(LabelAgreement.between(one, one).adjustedRandIndex()).isEqualTo(1);
    assertThat(LabelAgreement.between(each, each).adjustedRandIndex()).isEqualTo(1);
    assertThat(LabelAgreement.between(one, each).adjustedRandIndex()).isEqualTo(0);
    assertThat(LabelAgreement.between(new int[1], new int[1]).adjustedRandIndex())
        .isEqualTo(1);
  }

  @Test
  void adjustedRandIndex_ofMillions_doesNotOverflow() {
    int n = 4_000_000;
    int[] halves = new int[n];
    for (int i = 0; i < n; i++) {
      halves[i] = i % 2;
    }

    assertThat(LabelAgreement.between(halves, halves).adjustedRandIndex())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void moreComponentsThanGroups_leavesSomeUnmatched() {
    LabelAgreement agreement =
        LabelAgreement.between(new int[] {0, 0, 0, 0, 0}, new int[] {0, 1, 1, 1, 2});

    assertThat(agreement.matching()).containsExactly(-1, 0, -1);
    assertThat(agreement.accuracy()).isEqualTo(0.6);
    assertThat(agreement.rename(new int[] {2, 1})).containsExactly(-1, 0);
  }

  @Test
  void wrongArguments_areNamed() {
    assertThatThrownBy(() -> LabelAgreement.between(new int[3], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("predicted must be as many labels as truth = 3, but were 2");
    assertThatThrownBy(() -> LabelAgreement.between(new int[0], new int[0]))
        .hasMessage("truth must have at least 1 label, but had 0");
    assertThatThrownBy(() -> LabelAgreement.between(new int[] {0, -1}, new int[2]))
        .hasMessage("truth[1] must be >= 0, but was -1");
    assertThatThrownBy(() -> LabelAgreement.between(new int[2], new int[2]).rename(new int[] {1}))
        .hasMessage("labels[0] must be in [0, 1), but was 1");
  }

  private static void fill(int[] truth, int[] predicted, int from, int to, int row, int column) {
    for (int i = from; i < to; i++) {
      truth[i] = row;
      predicted[i] = column;
    }
  }

  private static long bestByTrying(long[][] counts, int column, boolean[] used) {
    if (column == counts[0].length) {
      return 0;
    }
    long best = bestByTrying(counts, column + 1, used);
    for (int row = 0; row < counts.length; row++) {
      if (!used[row]) {
        used[row] = true;
        best = Math.max(best, counts[row][column] + bestByTrying(counts, column + 1, used));
        used[row] = false;
      }
    }
    return best;
  }

  private static double byCountingPairs(int[] first, int[] second) {
    double both = 0;
    double inFirst = 0;
    double inSecond = 0;
    double pairs = 0;
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean a = first[i] == first[j];
        boolean b = second[i] == second[j];
        both += a && b ? 1 : 0;
        inFirst += a ? 1 : 0;
        inSecond += b ? 1 : 0;
        pairs++;
      }
    }
    double expected = inFirst * inSecond / pairs;
    double largest = (inFirst + inSecond) / 2;
    return largest == expected ? 1 : (both - expected) / (largest - expected);
  }

  /** Expected: rand_score, fowlkes_mallows_score and pair_confusion_matrix of scikit-learn 1.9.1. */
  @Test
  void indicesOfPairs_areThoseOfScikitLearn() {
    LabelAgreement agreement = LabelAgreement.between(
        new int[] {0, 0, 0, 1, 1, 2, 2, 2, 2, 1}, new int[] {0, 0, 1, 1, 1, 2, 2, 0, 2, 2});

    Expect.close("Rand", agreement.randIndex(), 0.6888888888888889, 1e-15);
    Expect.close("Fowlkes-Mallows", agreement.fowlkesMallowsIndex(), 0.41666666666666663, 1e-15);
    Expect.close("Jaccard", agreement.jaccardIndex(), 0.2631578947368421, 1e-15);
  }

  @Test
  void indicesOfPairs_ofPartitionsWithoutPairs_areOneIfTheyAreEqual() {
    LabelAgreement apart = LabelAgreement.between(new int[] {0, 1, 2}, new int[] {2, 1, 0});
    LabelAgreement opposite = LabelAgreement.between(new int[] {0, 1, 2}, new int[] {0, 0, 0});
    LabelAgreement single = LabelAgreement.between(new int[] {0}, new int[] {0});

    assertThat(apart.randIndex()).isEqualTo(1);
    assertThat(apart.fowlkesMallowsIndex()).isEqualTo(1);
    assertThat(apart.jaccardIndex()).isEqualTo(1);
    assertThat(opposite.randIndex()).isZero();
    assertThat(opposite.fowlkesMallowsIndex()).isZero();
    assertThat(opposite.jaccardIndex()).isZero();
    assertThat(single.randIndex()).isEqualTo(1);
  }
}
