package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairwiseSumTest {

  @Test
  void tree_mergesNeighboursLevelByLevel() {
    assertThat(tree(List.of("a"))).isEqualTo("a");
    assertThat(tree(List.of("a", "b", "c"))).isEqualTo("((ab)c)");
    assertThat(tree(List.of("a", "b", "c", "d", "e", "f", "g"))).isEqualTo("(((ab)(cd))((ef)g))");
    assertThat(new PairwiseSum<String>((left, right) -> left).total()).isNull();
  }

  /** What the cluster does where parts are large: groups of a power of two are added up elsewhere. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 9, 31, 100, 257})
  void groupsOfAPowerOfTwo_areBranches(int count) {
    List<String> leaves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      leaves.add(Integer.toString(i));
    }
    for (int group : new int[] {2, 4, 16}) {
      List<String> sums = new ArrayList<>();
      for (int from = 0; from < count; from += group) {
        sums.add(tree(leaves.subList(from, Math.min(count, from + group))));
      }
      assertThat(tree(sums)).isEqualTo(tree(leaves));
    }
  }

  private static String tree(List<String> leaves) {
    PairwiseSum<String> sum = new PairwiseSum<>((left, right) -> "(" + left + right + ")");
    leaves.forEach(sum::add);
    return sum.total();
  }
}
