package dev.gmm4j.internal.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadOrderTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 8, 97, 1000, 4181, 65_536, 200_003, 300_000})
  void everyRow_comesOnce(long rows) {
    for (long seed = 0; seed < 3; seed++) {
      SpreadOrder order = new SpreadOrder(rows, new Randomness(seed));
      BitSet seen = new BitSet();
      while (order.hasNext()) {
        long first = order.nextFirst();
        for (int i = 0; i < order.runRows(first); i++) {
          int row = (int) first + i;
          assertThat(seen.get(row)).isFalse();
          seen.set(row);
        }
      }
      assertThat(seen.cardinality()).isEqualTo((int) rows);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {150, 10_000, 1_000_000})
  void everyStretch_isSpreadOverAllRows(long rows) {
    SpreadOrder order = new SpreadOrder(rows, new Randomness(7));
    List<Long> places = new ArrayList<>();
    while (order.hasNext()) {
      places.add(order.nextFirst());
    }
    int stretch = 60;
    for (int from = 0; from + stretch <= places.size(); from += stretch) {
      int[] tenths = new int[10];
      for (long place : places.subList(from, from + stretch)) {
        tenths[(int) (10 * place / rows)]++;
      }
      // Six each would be exact; at random there would be none in some.
      assertThat(tenths).satisfies(counts -> {
        for (int count : counts) {
          assertThat(count).isBetween(4, 8);
        }
      });
    }
  }
}
