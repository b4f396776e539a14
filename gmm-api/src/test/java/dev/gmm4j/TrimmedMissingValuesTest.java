package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits that leave out samples of which values are missing. */
class TrimmedMissingValuesTest {
  private static final double[][] ROWS = rows();
  private static final int LEFT_OUT = 21;

  /** Returns two clusters, every tenth row an outlier; a third of the rows lack a value or two, one lacks all. */
  private static double[][] rows() {
    Random random = new Random(12);
    double[][] rows = new double[151][3];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] = i % 10 == 0
            ? 100 * random.nextGaussian()
            : (i % 2) * 6 + (1 + j) * random.nextGaussian();
      }
      if (i % 3 == 1) {
        rows[i][i % 4 % 3] = Double.NaN;
        rows[i][i % 7 % 3] = Double.NaN;
      }
    }
    Arrays.fill(rows[5], Double.NaN);
    return rows;
  }

  private static GaussianMixtureEstimator.Builder fit(Trimming.Form form) {
    return GaussianMixtureEstimator.builder()
        .components(2)
        .trimming(new Trimming(0.14, form))
        .maxEigenvalueRatio(30)
        .regularization(0);
  }

  /** Returns the variance of what is observed of a feature, the share cut off at both ends. */
  private static double variance(double[][] rows, int column) {
    double[] values = Arrays.stream(rows)
        .mapToDouble(row -> row[column])
        .filter(value -> !Double.isNaN(value))
        .sorted()
        .toArray();
    double cut = 0.14 * values.length;
    double weight = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double kept = Math.min(i + 1, values.length - cut) - Math.max(i, cut);
      if (kept > 0) {
        weight += kept;
        sum += kept * values[i];
        squares += kept * values[i] * values[i];
      }
    }
    return squares / weight - sum / weight * (sum / weight);
  }

  /** Returns what each row is ranked by, by a plain loop; -infinity of the row of which nothing is observed. */
  private static double[] scores(GaussianMixture model, double[][] rows, Trimming.Form form) {
    Samples samples = Samples.of(rows).withMissingValues();
    double[] scores = model.logDensities(samples);
    double[][] responsibilities = model.responsibilities(samples);
    for (int i = 0; i < rows.length; i++) {
      if (form == Trimming.Form.HARD) {
        scores[i] += Math.log(Arrays.stream(responsibilities[i]).max().orElseThrow());
      }
      int missing = 0;
      for (int j = 0; j < 3; j++) {
        if (Double.isNaN(rows[i][j])) {
          missing++;
          scores[i] -= 0.5 * Math.log(2 * Math.PI * Math.E * variance(rows, j));
        }
      }
      scores[i] = missing == 3 ? Double.NEGATIVE_INFINITY : scores[i];
    }
    return scores;
  }

  @ParameterizedTest
  @EnumSource
  void keptRows_areThoseOfTheLargestScores(Trimming.Form form) {
    GaussianMixtureFit fit =
        fit(form).tolerance(1e-12).build().fit(Samples.of(ROWS).withMissingValues());

    double[] scores = scores(fit.model(), ROWS, form);
    int[] order = IntStream.range(0, ROWS.length)
        .filter(i -> i != 5)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> scores[i]))
        .mapToInt(Integer::intValue)
        .toArray();
    assertThat(fit.trimmed().rows())
        .containsExactly(Arrays.stream(order, 0, LEFT_OUT).sorted().toArray());
    assertThat(fit.trimmed().keptWeight()).isEqualTo(150 - LEFT_OUT);
    assertThat(fit.trimmed().threshold()).isCloseTo(scores[order[LEFT_OUT]], within(1e-9));
    double sum = Arrays.stream(order).skip(LEFT_OUT).mapToDouble(i -> scores[i]).sum();
    assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-9 * Math.abs(sum)));
    assertThat(fit.bestRestart().largestDecrease()).isLessThanOrEqualTo(1e-9 * Math.abs(sum));
    // Outliers of which something is observed that is far away are among those left out.
    assertThat(fit.trimmed().rows()).contains(20, 30, 50, 60, 80, 90, 110, 120, 140, 150);
  }

  /** The parameters are those of the kept rows alone. */
  @Test
  void parameters_areThoseOfTheKeptRows() {
    GaussianMixtureFit fit = fit(Trimming.Form.MIXTURE)
        .tolerance(1e-12)
        .build()
        .fit(Samples.of(ROWS).withMissingValues());
    double[] weights = new double[ROWS.length];
    Arrays.setAll(weights, i -> fit.trimmed().contains(i) ? 0 : 1);
    GaussianMixtureFit of = fit(Trimming.Form.MIXTURE)
        .trimming(null)
        .search(Search.NONE)
        .initialization(Initialization.parameters(fit.model()))
        .tolerance(1e-12)
        .build()
        .fit(Samples.of(ROWS).weighted(weights).withMissingValues());
    for (int k = 0; k < 2; k++) {
      assertThat(of.model().mean(k)).containsExactly(fit.model().mean(k), within(1e-3));
    }
  }

  /** What is left out does not depend on units. */
  @Test
  void units_doNotMatter() {
    double[][] scaled = Arrays.stream(ROWS)
        .map(row -> new double[] {row[0] * 1000, row[1] / 512 + 7, row[2]})
        .toArray(double[][]::new);
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(2)
        .trimming(Trimming.mixture(0.14))
        .regularization(0)
        .initialization(Initialization.labels(
            IntStream.range(0, ROWS.length).map(i -> i % 2).toArray()))
        .build();
    int[] rows = estimator.fit(Samples.of(ROWS).withMissingValues()).trimmed().rows();
    assertThat(estimator.fit(Samples.of(scaled).withMissingValues()).trimmed().rows())
        .isEqualTo(rows);
  }

  /** Samples that are not in memory are not sorted by what is missing. */
  @Test
  void samplesNotInMemory_areTrimmedAlike() {
    RowSource source = new RowSource() {
      @Override
      public long rows() {
        return ROWS.length;
      }

      @Override
      public int columns() {
        return 3;
      }

      @Override
      public void read(long firstRow, int count, double[] destination) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(ROWS[(int) firstRow + i], 0, destination, 3 * i, 3);
        }
      }
    };
    GaussianMixtureEstimator estimator =
        fit(Trimming.Form.MIXTURE).search(Search.MOVES).build();
    GaussianMixtureFit one = estimator.fit(Samples.of(ROWS).withMissingValues());
    GaussianMixtureFit other = estimator.fit(Samples.of(source).withMissingValues());
    assertThat(other.trimmed().rows()).isEqualTo(one.trimmed().rows());
    assertThat(other.logLikelihood())
        .isCloseTo(one.logLikelihood(), within(1e-7 * Math.abs(one.logLikelihood())));
  }
}
