package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowChoiceTest {

  @Test
  void fewRows_areAllChosen() {
    assertThat(RowChoice.of(new long[] {2, 0, 3}, 5, 1))
        .isDeepEqualTo(new int[][] {{0, 1}, {}, {0, 1, 2}});
    assertThat(RowChoice.of(new long[] {1}, 100, 1)).isDeepEqualTo(new int[][] {{0}});
  }

  @Test
  void manyRows_areChosenOneFromEachStretch() {
    long[] positive = {1000, 5, 0, 2995};
    int[][] chosen = RowChoice.of(positive, 400, 3);

    int[] all = new int[400];
    int next = 0;
    int first = 0;
    for (int p = 0; p < positive.length; p++) {
      for (int index : chosen[p]) {
        assertThat(index).isBetween(0, (int) positive[p] - 1);
        all[next++] = first + index;
      }
      first += (int) positive[p];
    }
    assertThat(next).isEqualTo(400);
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i]).isBetween(10 * i, 10 * i + 9);
    }
    assertThat(RowChoice.of(positive, 400, 3)).isDeepEqualTo(chosen);
    assertThat(Arrays.deepEquals(RowChoice.of(positive, 400, 4), chosen)).isFalse();
  }
}
