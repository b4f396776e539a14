package dev.gmm4j.internal.trimming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cut of samples in parts against that of all of them. */
class PartedCutTest {
  /** How scores and weights are drawn. */
  private enum Kind {
    DIFFERENT,
    TIED,
    ALL_EQUAL
  }

  private static double score(Kind kind, Random random) {
    return switch (kind) {
      case DIFFERENT -> -50 * random.nextDouble();
      case TIED -> -random.nextInt(12);
      case ALL_EQUAL -> 3;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void cut_isThatOfAllSamples(int partitions) {
    Random random = new Random(partitions);
    for (Kind kind : Kind.values()) {
      for (int count : new int[] {1, 30, 5000}) {
        double[] scores =
            IntStream.range(0, count).mapToDouble(i -> score(kind, random)).toArray();
        double[] whole =
            IntStream.range(0, count).mapToDouble(i -> random.nextInt(4)).toArray();
        whole[0] = 2;
        assertSameCut(scores, null, Math.ceil(0.83 * count), partitions);
        assertSameCut(scores, null, count, partitions);
        assertSameCut(scores, whole, Math.ceil(0.9 * Arrays.stream(whole).sum()), partitions);
      }
    }
  }

  /** Multiples of 1/64, whose sums have no rounding; the last sample may be kept in part. */
  @Test
  void samples_areKeptInPart() {
    Random random = new Random(5);
    double[] scores =
        IntStream.range(0, 900).mapToDouble(i -> -random.nextInt(40)).toArray();
    double[] weights =
        IntStream.range(0, 900).mapToDouble(i -> random.nextInt(90) / 64.0).toArray();
    double total = Arrays.stream(weights).sum();
    for (int i = 1; i < 60; i++) {
      assertSameCut(scores, weights, Math.floor(1024 * total * i / 60) / 1024, 5);
    }
  }

  /** Few of many scores are brought together. */
  @Test
  void candidates_areFew() {
    Random random = new Random(6);
    List<ScoredPart> parts = parts(random.doubles(200_000).map(Math::log).toArray(), null, 8);
    ScoreBounds bounds = ScoreBounds.of(parts.stream().map(ScoredPart::summary).toList(), 190_000);
    Map<Double, Double> all = new TreeMap<>();
    parts.forEach(part -> part.candidates(bounds).addTo(all));
    assertThat(all.size()).isBetween(1, 200_000 / 100);
  }

  @Test
  void scores_thatAreNoNumbers_areFound() {
    assertThat(new ScoredPart(0, new double[] {1, Double.NaN}, null).summary().notANumber())
        .isEqualTo(1);
    assertThat(new ScoredPart(0, new double[] {1, 2}, null).summary().notANumber())
        .isEqualTo(-1);
  }

  @Test
  void infinities_areScores() {
    double[] scores = {Double.POSITIVE_INFINITY, -1, Double.NEGATIVE_INFINITY, 4, -1, 7};
    for (int kept = 1; kept <= scores.length; kept++) {
      assertSameCut(scores, null, kept, 2);
    }
  }

  private static List<ScoredPart> parts(double[] scores, double[] weights, int count) {
    List<ScoredPart> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      int from = (int) ((long) p * scores.length / count);
      int to = (int) ((p + 1L) * scores.length / count);
      parts.add(new ScoredPart(
          p,
          Arrays.copyOfRange(scores, from, to),
          weights == null ? null : Arrays.copyOfRange(weights, from, to)));
    }
    return parts;
  }

  private static void assertSameCut(
      double[] scores, double[] weights, double kept, int partitions) {
    TrimmingCut one = TrimmingCut.of(scores, weights, kept);
    List<ScoredPart> parts = parts(scores, weights, partitions);
    ScoreBounds bounds = ScoreBounds.of(parts.stream().map(ScoredPart::summary).toList(), kept);
    PartedCut cut =
        PartedCut.of(parts.stream().map(part -> part.candidates(bounds)).toList(), kept);

    assertThat(cut.threshold()).isEqualTo(one.threshold());
    int row = 0;
    double total = 0;
    for (ScoredPart part : parts) {
      TrimmingCut own = part.cut(cut);
      for (int i = 0; i < part.rows(); i++, row++) {
        double weight = weights == null ? 1 : weights[row];
        assertThat(own.kept(i, weight)).as("row %d", row).isEqualTo(one.kept(row, weight));
        total += own.kept(i, weight);
      }
    }
    assertThat(total).isCloseTo(kept, within(1e-12 * kept));
  }
}
