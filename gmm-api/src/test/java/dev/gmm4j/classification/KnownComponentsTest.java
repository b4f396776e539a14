package dev.gmm4j.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of rows of known classes, in one pass, beside loops over the rows. */
class KnownComponentsTest {
  private static final int ROWS = 40_000;
  private static final int CLASSES = 3;

  /** Rows that nobody has checked. */
  private record Unchecked(double[][] numbers) implements RowSource {
    @Override
    public long rows() {
      return numbers.length;
    }

    @Override
    public int columns() {
      return numbers[0].length;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(numbers[(int) first + i], 0, destination, i * columns(), columns());
      }
    }
  }

  /** Multiples of 2^-20, so that they stay what they are when 1e8 is added: one class after another, or mingled. */
  private static double[][] rows(int[] classes, int d) {
    Random random = new Random(7);
    double[][] rows = new double[classes.length][d];
    for (int i = 0; i < rows.length; i++) {
      double common = random.nextGaussian();
      for (int j = 0; j < d; j++) {
        rows[i][j] =
            Math.rint(0x1p20 * (classes[i] * j + common + random.nextGaussian())) * 0x1p-20;
      }
    }
    return rows;
  }

  private static int[] classes(boolean sorted) {
    int[] classes = new int[ROWS];
    Arrays.setAll(classes, i -> sorted ? i * CLASSES / ROWS : i * 7 % 11 % CLASSES);
    return classes;
  }

  private static double[][] shifted(double[][] rows, double offset) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> x + offset).toArray())
        .toArray(double[][]::new);
  }

  private static MixtureClassifier fit(CovarianceModel model, Samples samples, int[] classes) {
    return MixtureClassifierEstimator.builder()
        .model(model)
        .build()
        .classifier(samples, Labels.of(List.of("a", "b", "c"), classes));
  }

  private static double[] mean(double[][] rows, double[] weights, int[] classes, int wanted) {
    double[] mean = new double[rows[0].length];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      if (classes[i] == wanted) {
        total += weights[i];
        for (int j = 0; j < mean.length; j++) {
          mean[j] += weights[i] * rows[i][j];
        }
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= total;
    }
    return mean;
  }

  private static double[][] covariance(
      double[][] rows, double[] weights, int[] classes, int wanted) {
    double[] mean = mean(rows, weights, classes, wanted);
    double[][] covariance = new double[mean.length][mean.length];
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      if (classes[i] == wanted) {
        total += weights[i];
        for (int j = 0; j < mean.length; j++) {
          for (int l = 0; l < mean.length; l++) {
            covariance[j][l] += weights[i] * (rows[i][j] - mean[j]) * (rows[i][l] - mean[l]);
          }
        }
      }
    }
    for (double[] row : covariance) {
      for (int l = 0; l < row.length; l++) {
        row[l] /= total;
      }
    }
    return covariance;
  }

  /** Rounding of a sum of some ten thousand products, and of a mean that is subtracted. */
  private static void assertMoments(
      MixtureClassifier classifier,
      double[][] rows,
      double[] weights,
      int[] classes,
      double offset) {
    for (int c = 0; c < CLASSES; c++) {
      GaussianMixture mixture = classifier.mixture(c);
      double[] mean = mean(rows, weights, classes, c);
      double[][] covariance = covariance(rows, weights, classes, c);
      for (int j = 0; j < mean.length; j++) {
        assertThat(mixture.mean(0)[j])
            .isCloseTo(mean[j] + offset, within(1e-12 + 2 * Math.ulp(offset)));
        for (int l = 0; l < mean.length; l++) {
          double scale = Math.sqrt(covariance[j][j] * covariance[l][l]);
          assertThat(mixture.covariances().get(0, j, l))
              .as("class %d, %d, %d", c, j, l)
              .isCloseTo(covariance[j][l], within(1e-12 * scale));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1e8, false", "1e8, true", "-1e8, true"})
  void offsets_costNoDigits(double offset, boolean sorted) {
    int[] classes = classes(sorted);
    double[][] rows = rows(classes, 3);
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);

    MixtureClassifier classifier =
        fit(CovarianceModel.VVV, Samples.of(shifted(rows, offset)), classes);

    assertMoments(classifier, rows, weights, classes, offset);
  }

  /** Moments about them would have lost twelve digits. */
  @Test
  void firstRowsThatAreFarAndWeighNothing_costNoDigits() {
    int[] classes = classes(true);
    double[][] rows = rows(classes, 2);
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1);
    for (int c = 0; c < CLASSES; c++) {
      int first = Arrays.stream(classes).boxed().toList().indexOf(c);
      for (int i = first; i < first + 16; i++) {
        rows[i][0] += 1e6;
        weights[i] = 1e-16;
      }
    }
    MixtureClassifier classifier =
        fit(CovarianceModel.VVV, Samples.of(rows).weighted(weights), classes);

    assertMoments(classifier, rows, weights, classes, 0);
  }

  /** Moments of all shapes, weights of 0 and 1 among others, several chunks. */
  @ParameterizedTest
  @EnumSource(
      value = CovarianceModel.class,
      names = {"EII", "VVI", "EEE", "VVV"})
  void bits_areTheSameForAnyThreads(CovarianceModel model) {
    int[] classes = classes(false);
    double[] weights = new double[ROWS];
    Arrays.setAll(weights, i -> i % 4 * 0.5);
    Samples samples = Samples.of(rows(classes, 3)).weighted(weights);
    Labels labels = Labels.of(List.of("a", "b", "c"), classes);
    MixtureClassifierEstimator one = MixtureClassifierEstimator.builder()
        .model(model)
        .estimator(e -> e.threads(1))
        .build();

    MixtureClassifier ofOne = one.classifier(samples, labels);
    MixtureClassifier ofThree =
        one.toBuilder().estimator(e -> e.threads(3)).build().classifier(samples, labels);

    for (int c = 0; c < CLASSES; c++) {
      assertThat(ofThree.mixture(c).mean(0)).isEqualTo(ofOne.mixture(c).mean(0));
      assertThat(ofThree.mixture(c).covariances()).isEqualTo(ofOne.mixture(c).covariances());
    }
    assertThat(ofThree.priors()).isEqualTo(ofOne.priors());
  }

  /** A first row of a class, which its centre is taken of, and one far behind. */
  @ParameterizedTest
  @ValueSource(ints = {2, 31_234})
  void rowsThatAreNotFinite_areRefusedByTheirNumber(int row) {
    int[] classes = classes(false);
    double[][] rows = rows(classes, 2);

    rows[row][1] = Double.NaN;
    assertThatThrownBy(() -> fit(CovarianceModel.EEE, Samples.of(new Unchecked(rows)), classes))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must be finite, but row " + row
            + ", column 1 was NaN; Samples.withMissingValues() takes NaN for a missing value");
    rows[row][1] = Double.NEGATIVE_INFINITY;
    assertThatThrownBy(() -> fit(CovarianceModel.VVV, Samples.of(new Unchecked(rows)), classes))
        .hasMessage("samples must be finite, but row " + row + ", column 1 was -Infinity");
  }
}
