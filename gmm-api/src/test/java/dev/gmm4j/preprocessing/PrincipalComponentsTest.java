package dev.gmm4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrincipalComponentsTest {
  private static double[][] digits() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "data", "digits.csv"));
    return lines.stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split(","))
            .limit(64)
            .mapToDouble(Double::parseDouble)
            .toArray())
        .toArray(double[][]::new);
  }

  private static double[][] rows(Samples samples) {
    RowBlock block = samples.block(0, (int) samples.count());
    double[][] rows = new double[block.rows()][];
    for (int i = 0; i < rows.length; i++) {
      int from = block.rowOffset(i);
      rows[i] = Arrays.copyOfRange(block.values(), from, from + block.dimension());
    }
    return rows;
  }

  /** Figures of scikit-learn 1.2.1, PCA(0.99, whiten=True), whose variances are over n - 1. */
  @Test
  void digits_haveTheComponentsOfScikitLearn() throws IOException {
    double[][] digits = digits();
    PrincipalComponents pca =
        PrincipalComponents.builder().varianceShare(0.99).whitened().fit(Samples.of(digits));

    assertThat(pca.components()).isEqualTo(41);
    assertThat(pca.dimension()).isEqualTo(64);
    assertThat(Arrays.stream(pca.varianceShares()).sum())
        .isCloseTo(0.9901018242795546, within(1e-13));
    double overN = 1796 / 1797.0;
    double[] variances = pca.variances();
    Expect.close("variance 0", variances[0], overN * 179.00693009797214, 1e-12);
    Expect.close("variance 1", variances[1], overN * 163.7177468816776, 1e-12);
    Expect.close("variance 40", variances[40], overN * 2.2829874421087464, 1e-12);
    int[] columns = {1, 2, 3, 10, 36};
    double[] first = {
      -0.017309465109545744,
      -0.2234288346592032,
      -0.1359133043160658,
      -0.24445167558025493,
      0.0852007907676869
    };
    double[] second = {
      -0.010106456856656454,
      -0.04908492044763024,
      -0.00943337492750218,
      0.060348568730020445,
      -0.28529179980736685
    };
    for (int i = 0; i < columns.length; i++) {
      assertThat(pca.axes()[0][columns[i]]).isCloseTo(first[i], within(1e-12));
      // Of scikit-learn's second axis the largest coefficient is negative: its signs follow another
      // rule.
      assertThat(pca.axes()[1][columns[i]]).isCloseTo(-second[i], within(1e-12));
    }
    double scale = Math.sqrt(1797 / 1796.0);
    double[] coordinates = pca.transform(digits[0]);
    Expect.close("coordinate 0", coordinates[0], scale * -0.09413512006231418, 1e-10);
    Expect.close("coordinate 1", coordinates[1], scale * -1.662720727032611, 1e-10);
    double[] again = {
      -0.047752928461982425,
      5.336444845447519,
      12.863314373624995,
      12.934207229560673,
      0.08980099055050772
    };
    for (int i = 0; i < columns.length; i++) {
      assertThat(pca.inverse(coordinates)[columns[i]]).isCloseTo(again[i], within(1e-11));
    }
  }

  @ParameterizedTest
  @CsvSource({"2,1", "3,2", "13,5", "1024,3", "1025,7", "5,9"})
  void allComponents_giveTheSamplesBack(int n, int d) {
    double[][] rows = TestData.normal(n, d, n + d);
    for (double[] row : rows) {
      row[0] += 1e6;
    }
    PrincipalComponents pca = PrincipalComponents.builder().fit(Samples.of(rows));
    double[][] back = pca.inverse(rows(pca.transform(Samples.of(rows))));

    assertThat(pca.components()).isEqualTo(Math.min(n - 1, d));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        // Coordinates of size 1 beside an offset of 1e6.
        assertThat(back[i][j]).isCloseTo(rows[i][j], within(1e-8));
      }
    }
  }

  @Test
  void axes_areOrthonormal_withALargestCoefficientThatIsPositive() {
    double[][] axes =
        PrincipalComponents.builder().fit(Samples.of(TestData.normal(50, 6, 1))).axes();
    for (int k = 0; k < axes.length; k++) {
      double largest = 0;
      for (double value : axes[k]) {
        largest = Math.abs(value) > Math.abs(largest) ? value : largest;
      }
      assertThat(largest).isPositive();
      for (int l = 0; l < axes.length; l++) {
        double product = 0;
        for (int j = 0; j < axes[k].length; j++) {
          product += axes[k][j] * axes[l][j];
        }
        assertThat(product).isCloseTo(k == l ? 1 : 0, within(1e-13));
      }
    }
  }

  /** Ties of the largest coefficient, but for rounding: the first one is positive. */
  @Test
  void samplesOnADiagonal_haveItAsTheirOnlyComponent() {
    PrincipalComponents pca =
        PrincipalComponents.builder().fit(Samples.of(new double[][] {{1, -1}, {2, -2}, {6, -6}}));

    assertThat(pca.components()).isEqualTo(1);
    assertThat(pca.axes()[0][0]).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(pca.axes()[0][1]).isCloseTo(-Math.sqrt(0.5), within(1e-15));
    assertThat(pca.mean()).containsExactly(3, -3);
    // (4 + 1 + 9) / 3 along each axis.
    assertThat(pca.variances()[0]).isCloseTo(28 / 3.0, within(1e-14));
    assertThat(pca.varianceShares()).containsExactly(1);
  }

  @Test
  void transform_keepsRowsAndWeightsInOrderBeyondABlock() {
    int n = 2049;
    double[][] rows = TestData.normal(n, 3, 8);
    double[] weights = TestData.weights(n, 9);
    PrincipalComponents pca = PrincipalComponents.builder().components(2).fit(Samples.of(rows));
    Samples transformed = pca.transform(Samples.of(rows).weighted(weights));
    double[][] coordinates = rows(transformed);

    assertThat(transformed.rowWeights()).containsExactly(weights);
    for (int i = 0; i < n; i++) {
      double[] alone = pca.transform(rows[i]);
      for (int j = 0; j < 2; j++) {
        assertThat(coordinates[i][j]).isCloseTo(alone[j], within(1e-12));
      }
    }
  }

  @Test
  void whitenedSamples_haveVariancesOfOne() {
    double[][] rows = TestData.normal(700, 4, 3);
    for (double[] row : rows) {
      row[1] = 1e-6 * row[1] + 0.3e-6 * row[0];
      row[2] *= 1e4;
    }
    double[] weights = TestData.weights(700, 5);
    Samples samples = Samples.of(rows).weighted(weights);
    PrincipalComponents pca =
        PrincipalComponents.builder().components(2).whitened().fit(samples);
    Samples whitened = pca.transform(samples);
    double[][] coordinates = rows(whitened);
    double total = Arrays.stream(weights).sum();

    assertThat(whitened.block(0, 700).weights()).containsExactly(weights);
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      double square = 0;
      double mixed = 0;
      for (int i = 0; i < 700; i++) {
        mean += weights[i] * coordinates[i][j] / total;
        square += weights[i] * coordinates[i][j] * coordinates[i][j] / total;
        mixed += weights[i] * coordinates[i][0] * coordinates[i][1] / total;
      }
      assertThat(mean).isCloseTo(0, within(1e-12));
      assertThat(square).isCloseTo(1, within(1e-12));
      assertThat(mixed).isCloseTo(j == 0 ? mixed : 0, within(1e-8));
    }
  }

  @Test
  void weights_count() {
    double[][] rows = TestData.normal(9, 3, 2);
    double[] weights = {2, 1, 1, 0, 1, 1, 1, 3, 1};
    double[][] repeated = {
      rows[0], rows[0], rows[1], rows[2], rows[4], rows[5], rows[6], rows[7], rows[7], rows[7],
      rows[8]
    };
    PrincipalComponents weighted =
        PrincipalComponents.builder().fit(Samples.of(rows).weighted(weights));
    PrincipalComponents counted = PrincipalComponents.builder().fit(Samples.of(repeated));

    Expect.close("mean", weighted.mean(), counted.mean(), 1e-14);
    Expect.close("variances", weighted.variances(), counted.variances(), 1e-13);
    Expect.close("axes", weighted.axes(), counted.axes(), 1e-12);
  }

  @Test
  void share_keepsTheFewestThatHaveIt() {
    // Variances 9, 4, 1 of a total of 14, exactly.
    double[][] rows = {{3, 0, 0}, {-3, 0, 0}, {0, 2, 0}, {0, -2, 0}, {0, 0, 1}, {0, 0, -1}};
    PrincipalComponents.Builder builder = PrincipalComponents.builder();
    Samples samples = Samples.of(rows);

    assertThat(builder.varianceShare(0.64).fit(samples).components()).isEqualTo(1);
    assertThat(builder.varianceShare(0.65).fit(samples).components()).isEqualTo(2);
    assertThat(builder.varianceShare(0.93).fit(samples).components()).isEqualTo(3);
    assertThat(builder.varianceShare(1).fit(samples).components()).isEqualTo(3);
    assertThat(builder.components(2).fit(samples).components()).isEqualTo(2);
    assertThat(builder.components(2).fit(samples).transform(new double[] {0, 2, 7}))
        .containsExactly(0, 2);
  }

  @Test
  void wrongRequests_areExplained() {
    Samples samples = Samples.of(new double[][] {{1, 2}, {2, 4}, {3, 6}});
    PrincipalComponents pca = PrincipalComponents.builder().fit(samples);
    PrincipalComponents.Builder builder = PrincipalComponents.builder();

    assertThatThrownBy(() -> builder.components(0))
        .hasMessage("components must be >= 1, but was 0");
    assertThatThrownBy(() -> builder.varianceShare(1.5))
        .hasMessage("varianceShare must be in (0, 1], but was 1.5");
    assertThatThrownBy(() -> builder.varianceShare(Double.NaN))
        .hasMessage("varianceShare must be in (0, 1], but was NaN");
    assertThatThrownBy(() -> PrincipalComponents.builder().components(3).fit(samples))
        .hasMessage("components must be <= the number of features = 2, but were 3");
    assertThatThrownBy(
            () -> PrincipalComponents.builder().components(2).whitened().fit(samples))
        .hasMessage("components must be <= the number that have any variance = 1, to be whitened,"
            + " but were 2");
    assertThatThrownBy(() -> builder.fit(Samples.of(new double[][] {{1, 2}, {1, 2}})))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must not all be equal");
    assertThatThrownBy(() -> builder.fit(Samples.of(new double[][] {{1, 2}, {1, Double.NaN}})))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must be finite, but row 1, column 1 was NaN");
    assertThatThrownBy(() -> builder.fit(samples.weighted(new double[3])))
        .hasMessage("weights must not all be 0");
    assertThatThrownBy(() -> pca.transform(Samples.of(new double[][] {{1}})))
        .hasMessage("samples must have 2 columns, but had 1");
    assertThatThrownBy(() -> pca.transform(new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessage("samples must be finite, but row 0, column 1 was Infinity");
    assertThatThrownBy(() -> pca.inverse(new double[2]))
        .hasMessage("coordinates must be 1 numbers, but were 2");
    assertThatThrownBy(() -> pca.inverse(new double[][] {{1}, {1, 2}}))
        .hasMessage("coordinates[1] must have 1 numbers, but had 2");
    assertThatThrownBy(() -> builder.backend("none").fit(samples))
        .isInstanceOf(BackendUnavailableException.class);
  }

  @Test
  void parts_makeTheSameComponents() throws IOException {
    Samples digits = Samples.of(digits());
    for (PrincipalComponents.Builder builder : List.of(
        PrincipalComponents.builder().components(7),
        PrincipalComponents.builder().varianceShare(0.5).whitened())) {
      PrincipalComponents fitted = builder.fit(digits);
      PrincipalComponents again = PrincipalComponents.of(
          fitted.mean(),
          fitted.axes(),
          fitted.variances(),
          fitted.totalVariance(),
          fitted.whitening(),
          Backends.standard().automatic());

      assertThat(rows(again.transform(digits))).isDeepEqualTo(rows(fitted.transform(digits)));
      assertThat(again.varianceShares()).containsExactly(fitted.varianceShares());
      assertThat(again.inverse(new double[again.components()])).containsExactly(fitted.mean());
    }
  }

  @Test
  void parts_areChecked() {
    double[] mean = {1, 2};
    double[][] axes = {{0.6, 0.8}, {0.8, -0.6}};
    double[] variances = {8, 2};

    assertThatThrownBy(() -> of(new double[0], axes, variances, 10))
        .hasMessage("mean must have at least 1 number, but had 0");
    assertThatThrownBy(() -> of(new double[] {1, Double.NaN}, axes, variances, 10))
        .hasMessage("mean[1] must be finite, but was NaN");
    assertThatThrownBy(() -> of(mean, new double[3][2], variances, 10))
        .hasMessage("axes must have 1 to 2 rows, as mean has numbers, but had 3");
    assertThatThrownBy(() -> of(mean, new double[][] {{1, 0}, {1}}, variances, 10))
        .hasMessage("axes[1] must have 2 numbers, but had 1");
    assertThatThrownBy(() -> of(mean, new double[][] {{1, 0}, {1, 0}}, variances, 10))
        .hasMessage(
            "axes must be orthogonal unit vectors: the product of axes[1] and axes[0] must be"
                + " 0.0, but was 1.0");
    assertThatThrownBy(() -> of(mean, axes, new double[] {8}, 10))
        .hasMessage("variances must have 2 numbers, as axes have rows, but had 1");
    assertThatThrownBy(() -> of(mean, axes, new double[] {2, 8}, 10))
        .hasMessage("variances[1] must be in [0, 2.0], in descending order, but was 8.0");
    assertThatThrownBy(() -> of(mean, axes, variances, 9))
        .hasMessage(
            "totalVariance must be finite, > 0 and >= the sum of variances = 10.0, but was 9.0");
    assertThatThrownBy(() -> of(mean, axes, new double[] {8, 0}, 10))
        .hasMessage("variances[1] must be > 0 to be whitened, but was 0.0");
  }

  private static PrincipalComponents of(
      double[] mean, double[][] axes, double[] variances, double totalVariance) {
    return PrincipalComponents.of(
        mean,
        axes,
        variances,
        totalVariance,
        PrincipalComponents.Whitening.WHITENED,
        Backends.standard().automatic());
  }
}
