package dev.gmm4j.cli.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashSet64Test {
  @Test
  void values_areCountedAsBySetsOfTheJdk() {
    SplittableRandom random = new SplittableRandom(1);
    HashSet64 set = new HashSet64(1 << 20);
    Set<Long> expected = new HashSet<>();
    long repeats = 0;
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong(50_000) - 25_000;
      set.add(value);
      repeats += expected.add(value) ? 0 : 1;
    }

    // 0 and 1 are one: they stand for hashes, and one of them marks what is free.
    int merged = expected.contains(0L) && expected.contains(1L) ? 1 : 0;
    assertThat(set.size()).isEqualTo(expected.size() - merged);
    assertThat(set.repeats()).isEqualTo(repeats + merged);
    assertThat(set.isFull()).isFalse();
  }

  @Test
  void bound_isHeldAndTold() {
    HashSet64 set = new HashSet64(100);
    for (int i = 2; i < 102; i++) {
      set.add(i);
      set.add(i);
    }
    assertThat(set.isFull()).isFalse();
    set.add(1000);
    set.add(5);

    assertThat(set.isFull()).isTrue();
    assertThat(set.size()).isEqualTo(100);
    assertThat(set.repeats()).isEqualTo(100);
  }

  @Test
  void sequences_haveDifferentHashes() {
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        hashes.add(HashSet64.chain(HashSet64.chain(0, i), j));
      }
    }
    assertThat(hashes).hasSize(90_000);
    assertThat(HashSet64.of("ab")).isNotEqualTo(HashSet64.of("ba"));
    assertThat(HashSet64.of("a\0")).isNotEqualTo(HashSet64.of("a"));
  }
}
