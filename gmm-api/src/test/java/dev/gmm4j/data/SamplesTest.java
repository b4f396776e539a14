package dev.gmm4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
  private static final double[][] ROWS = {{1, 2}, {3, 4}, {5, 6}};

  /** Rows that are computed, never stored; writes only what it is asked for. */
  private record Computed(long rows, int columns, AtomicLong reads) implements RowSource {
    @Override
    public void read(long first, int count, double[] destination) {
      reads.incrementAndGet();
      for (int i = 0; i < count * columns; i++) {
        destination[i] = value(first * columns + i);
      }
    }

    static double value(long index) {
      return Math.sin((double) index) + (index / 2 % 3) * 10;
    }
  }

  @Test
  void factories_giveTheSameRows() {
    Samples nested = Samples.of(ROWS);
    Samples flat = Samples.of(new double[] {1, 2, 3, 4, 5, 6}, 2);
    Samples single = Samples.of(new float[] {1, 2, 3, 4, 5, 6}, 2);
    for (Samples samples : new Samples[] {nested, flat, single}) {
      assertThat(samples.count()).isEqualTo(3);
      assertThat(samples.dimension()).isEqualTo(2);
      assertThat(samples.isWeighted()).isFalse();
      assertThat(contents(samples.block(0, 3))).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(contents(samples.block(1, 1))).containsExactly(3, 4);
      assertThat(contents(samples.block(1, 2))).containsExactly(3, 4, 5, 6);
      assertThat(samples.block(1, 2).weight(1)).isEqualTo(1);
    }
    assertThat(flat.isInMemory()).isTrue();
    assertThat(nested.isInMemory()).isTrue();
    assertThat(single.isInMemory()).isTrue();
    assertThat(Samples.of(new Computed(3, 2, new AtomicLong())).isInMemory()).isFalse();
  }

  @Test
  void flatSamples_areViews() {
    double[] values = {1, 2, 3, 4};
    RowBlock block = Samples.of(values, 2).block(1, 1);

    assertThat(block.values()).isSameAs(values);
    assertThat(block.offset()).isEqualTo(2);
    assertThat(block.rowOffset(0)).isEqualTo(2);
  }

  @Test
  void weights_goWithTheirRows() {
    Samples samples = Samples.of(ROWS).weighted(new double[] {0.5, 2, 0});
    RowBlock block = samples.block(1, 2);

    assertThat(samples.isWeighted()).isTrue();
    assertThat(block.weight(0)).isEqualTo(2);
    assertThat(block.weight(1)).isZero();
    assertThat(contents(block)).containsExactly(3, 4, 5, 6);
  }

  @Test
  void blocks_reuseTheArraysOfEarlierOnes() {
    Samples samples = Samples.of(ROWS).weighted(new double[] {1, 2, 3});
    RowBlock large = samples.block(0, 2);
    RowBlock small = samples.block(2, 1, large);

    assertThat(small.values()).isSameAs(large.values());
    assertThat(small.weights()).isSameAs(large.weights());
    assertThat(contents(small)).containsExactly(5, 6);
    assertThat(small.weight(0)).isEqualTo(3);
    assertThat(samples.block(0, 3, small).values()).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 22, 23, 24, 45, 46, 47, Integer.MAX_VALUE})
  void blocks_areAllRowsOnceAndInOrder(int blockRows) {
    int n = 46;
    int d = 3;
    double[] values = new double[n * d];
    Arrays.setAll(values, Computed::value);
    for (Samples samples : List.of(
        Samples.of(values, d),
        Samples.of(nested(values, d)),
        Samples.of(new Computed(n, d, new AtomicLong())),
        Samples.of(values, d).weighted(new Weights(n)),
        Samples.of(new Computed(n, d, new AtomicLong())).weighted(new Weights(n)))) {
      int first = 0;
      for (RowBlock block : samples.blocks(blockRows)) {
        assertThat(block.rows()).isEqualTo(Math.min(blockRows, n - first));
        assertThat(block.weights() != null).isEqualTo(samples.isWeighted());
        assertThat(contents(block))
            .containsExactly(Arrays.copyOfRange(values, first * d, (first + block.rows()) * d));
        for (int i = 0; i < block.rows(); i++) {
          assertThat(block.weight(i))
              .isEqualTo(samples.isWeighted() ? Weights.value(first + i) : 1);
        }
        first += block.rows();
      }
      assertThat(first).isEqualTo(n);
    }
  }

  @Test
  void blocks_areReadWhenReachedIntoTheSameArrays() {
    AtomicLong reads = new AtomicLong();
    Samples samples = Samples.of(new Computed(5, 2, reads)).weighted(new Weights(5));
    Iterable<RowBlock> blocks = samples.blocks(2);
    Iterator<RowBlock> iterator = blocks.iterator();
    assertThat(iterator.hasNext()).isTrue();
    assertThat(reads).hasValue(0);

    RowBlock first = iterator.next();
    assertThat(reads).hasValue(1);
    RowBlock second = iterator.next();
    RowBlock last = iterator.next();
    assertThat(reads).hasValue(3);
    assertThat(second.values()).isSameAs(first.values());
    assertThat(second.weights()).isSameAs(first.weights());
    assertThat(last.values()).isSameAs(first.values());
    assertThat(last.weights()).isSameAs(first.weights());
    assertThat(last.rows()).isEqualTo(1);
    assertThat(iterator.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(iterator::next)
        .withMessage("all 5 rows have been read");
    assertThat(reads).hasValue(3);

    RowBlock again = blocks.iterator().next();
    assertThat(contents(again)).containsExactly(contents(samples.block(0, 2)));
    assertThat(again.values()).isNotSameAs(first.values());
    assertThat(again.weights()).isNotSameAs(first.weights());
  }

  @Test
  void blocksOfFlatSamples_areViews() {
    double[] values = {1, 2, 3, 4, 5, 6};
    int offset = 0;
    for (RowBlock block : Samples.of(values, 2).blocks(1)) {
      assertThat(block.values()).isSameAs(values);
      assertThat(block.offset()).isEqualTo(offset);
      offset += 2;
    }
    assertThat(offset).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void blocksOfNoRows_areRefused(int rows) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(ROWS).blocks(rows))
        .withMessage("rows must be >= 1, but was " + rows);
  }

  @Test
  void customSource_isReadManyTimesAndFittedLikeAnArray() {
    int n = 5000;
    Computed source = new Computed(n, 2, new AtomicLong());
    double[] values = new double[2 * n];
    Arrays.setAll(values, Computed::value);
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(3).threads(3).build();
    GaussianMixtureFit fit = estimator.fit(Samples.of(source));

    assertThat(Expect.bits(fit)).isEqualTo(Expect.bits(estimator.fit(Samples.of(values, 2))));
    assertThat(source.reads().get()).isGreaterThan(n / 512);
    Samples weighted = Samples.of(source).weighted(new Weights(n));
    double[] weights = new double[n];
    Arrays.setAll(weights, Weights::value);
    assertThat(Expect.bits(estimator.fit(weighted)))
        .isEqualTo(Expect.bits(estimator.fit(Samples.of(values, 2).weighted(weights))));
  }

  @Test
  void singlePrecision_givesTheFitOfTheSameNumbersAsDoubles() {
    float[] narrow = new float[3000];
    double[] wide = new double[narrow.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) Computed.value(i);
      wide[i] = narrow[i];
    }
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(3).threads(3).build();

    assertThat(Expect.bits(estimator.fit(Samples.of(narrow, 2))))
        .isEqualTo(Expect.bits(estimator.fit(Samples.of(wide, 2))));
  }

  @Test
  void predictionsOfACustomSource_areThoseOfTheRows() {
    NaiveMixture mixture = TestData.mixture(2, 2, CovarianceType.FULL, 1);
    Computed source = new Computed(1500, 2, new AtomicLong());
    double[] densities = mixture.model(CovarianceType.FULL).logDensities(Samples.of(source));
    for (int i = 0; i < 1500; i += 97) {
      double[] row = {Computed.value(2L * i), Computed.value(2L * i + 1)};
      Expect.close("row", densities[i], mixture.evaluation().logDensity(row), 1e-12);
    }
  }

  @Test
  void wrongShapes_areRefused() {
    refuse(() -> Samples.of(new double[0][]), "samples must have at least 1 row, but had 0");
    refuse(() -> Samples.of(new double[2][0]), "samples must have at least 1 column, but had 0");
    refuse(
        () -> Samples.of(new double[][] {{1, 2}, {3}}),
        "rows must have equal length, but row 1 has 1 and row 0 has 2");
    refuse(
        () -> Samples.of(new double[5], 2),
        "rowMajor must hold a multiple of dimension = 2 numbers, but held 5");
    refuse(
        () -> Samples.of(new float[5], 2),
        "rowMajor must hold a multiple of dimension = 2 numbers, but held 5");
    refuse(() -> Samples.of(new float[0], 2), "samples must have at least 1 row, but had 0");
    refuse(() -> Samples.of(new double[0], 2), "samples must have at least 1 row, but had 0");
    refuse(
        () -> Samples.of(new Computed(0, 2, new AtomicLong())),
        "samples must have at least 1 row, but had 0");
    refuse(
        () -> Samples.of(new Computed(3, 0, new AtomicLong())),
        "samples must have at least 1 column, but had 0");
    refuse(
        () -> Samples.of(ROWS).weighted(new double[2]),
        "weights must be as many as rows = 3, but were 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new double[4], 0))
        .withMessage("dimension must be >= 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(new float[4], 0))
        .withMessage("dimension must be >= 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samples.of(ROWS).weighted(new Computed(3, 2, new AtomicLong())))
        .withMessage("weights must have 1 column, but had 2");
  }

  @Test
  void badNumbers_areRefusedByFitsWithTheirPlace() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      double[][] rows = TestData.normal(2000, 3, 1);
      rows[1234][2] = bad;
      String message = "samples must be finite, but row 1234, column 2 was " + bad;
      expectPlace(Samples.of(rows), message, 2);
      expectPlace(Samples.of(TestData.flat(rows), 3), message, 2);
    }
    double[][] rows = TestData.normal(2000, 3, 1);
    rows[1234][0] = -2e145;
    expectPlace(
        Samples.of(rows),
        "samples must be at most 1.0E145 in magnitude, but row 1234, column 0 was -2.0E145",
        0);
  }

  @Test
  void badWeights_areRefusedByFitsWithTheirRow() {
    double[][] rows = TestData.normal(2000, 3, 1);
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] weights = TestData.weights(2000, 1);
      weights[1234] = bad;
      expectPlace(
          Samples.of(rows).weighted(new GivenWeights(weights)),
          "weights must be finite and >= 0, but that of row 1234 was " + bad,
          -1);
    }
    double[] weights = TestData.weights(2000, 1);
    weights[1234] = 1e200;
    expectPlace(
        Samples.of(rows).weighted(weights),
        "weights must be at most 1.0E145, but that of row 1234 was 1.0E200",
        -1);
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> GaussianMixture.fit(Samples.of(rows).weighted(new double[2000]), 1))
        .withMessage("weights must not all be 0")
        .satisfies(e -> assertThat(e.row()).isEmpty());
  }

  @Test
  void fewerSamplesThanComponents_areRefused() {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> GaussianMixture.fit(Samples.of(ROWS), 4))
        .withMessage("samples of positive weight must be at least components = 4, but were 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> GaussianMixture.fit(Samples.of(ROWS).weighted(new double[] {1, 0, 1}), 3))
        .withMessage("samples of positive weight must be at least components = 3, but were 2");
  }

  /** Weights of a source, which are checked when they are used. */
  private record GivenWeights(double[] weights) implements RowSource {
    @Override
    public long rows() {
      return weights.length;
    }

    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      System.arraycopy(weights, (int) first, destination, 0, count);
    }
  }

  /** Weights that are computed. */
  private record Weights(long rows) implements RowSource {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      for (int i = 0; i < count; i++) {
        destination[i] = value(first + i);
      }
    }

    static double value(long row) {
      return row % 4;
    }
  }

  private static void expectPlace(Samples samples, String message, int column) {
    String remedy = column >= 0 && message.endsWith("NaN")
        ? "; Samples.withMissingValues() takes NaN for a missing value"
        : "";
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> GaussianMixture.fit(samples, 2))
        .withMessage(message + remedy)
        .satisfies(e -> {
          assertThat(e.row()).isEqualTo(OptionalLong.of(1234));
          assertThat(e.column())
              .isEqualTo(column < 0 ? OptionalInt.empty() : OptionalInt.of(column));
        });
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> KMeans.builder(2).build().fit(samples))
        .withMessage(message);
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(call)
        .withMessage(message)
        .satisfies(e -> assertThat(e.row()).isEmpty());
  }

  private static double[][] nested(double[] rowMajor, int d) {
    double[][] rows = new double[rowMajor.length / d][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(rowMajor, i * d, (i + 1) * d));
    return rows;
  }

  private static double[] contents(RowBlock block) {
    return Arrays.copyOfRange(
        block.values(), block.offset(), block.offset() + block.rows() * block.dimension());
  }
}
