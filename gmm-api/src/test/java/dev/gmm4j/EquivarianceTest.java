package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moving, scaling, turning and reordering the samples does the same to the model. */
class EquivarianceTest {
  private static final int ROWS = 1300;
  private static final int DIMENSION = 3;
  private static final NaiveMixture TRUTH =
      TestData.mixture(3, DIMENSION, CovarianceType.DIAGONAL, 5);
  private static final double[][] DATA = binary(TestData.draw(TRUTH, ROWS, 6));

  @ParameterizedTest
  @EnumSource
  void shift_movesTheMeansOnly(CovarianceModel model) {
    // The rows are multiples of 2^-20 and the shift is one too: the shifted rows are exact.
    double shift = 1e6;
    for (Initialization initialization :
        List.of(Initialization.kMeansPlusPlus(), Initialization.kMeans())) {
      GaussianMixtureFit fit = fit(model, initialization, DATA);
      GaussianMixtureFit shifted = fit(model, initialization, map(row -> map(row, x -> x + shift)));
      NaiveMixture expected = NaiveMixture.of(fit.model());
      double[][] means = shifted.model().means();
      double[][] unshifted =
          Arrays.stream(means).map(mean -> map(mean, x -> x - shift)).toArray(double[][]::new);

      assertThat(shifted.bestRestart().events()).isEmpty();
      // A mean near 1e6 is rounded to 1e-10, and that again in each iteration.
      Expect.sameMixture(
          new NaiveMixture(
              shifted.model().weights(),
              unshifted,
              NaiveMixture.of(shifted.model()).covariances()),
          expected,
          1e-9);
      Expect.close("ℓ", shifted.logLikelihood(), fit.logLikelihood(), 1e-9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scale_scalesMeansAndCovariances(CovarianceModel model) {
    for (double scale : new double[] {1e6, 1e-6, 0x1p200, 0x1p-200}) {
      for (Initialization initialization :
          List.of(Initialization.kMeansPlusPlus(), Initialization.kMeans())) {
        GaussianMixtureFit fit = fit(model, initialization, DATA);
        GaussianMixtureFit scaled =
            fit(model, initialization, map(row -> map(row, x -> x * scale)));
        NaiveMixture expected = NaiveMixture.of(fit.model());
        double[][][] covariances = Arrays.stream(expected.covariances())
            .map(covariance -> Arrays.stream(covariance)
                .map(row -> map(row, x -> x * scale * scale))
                .toArray(double[][]::new))
            .toArray(double[][][]::new);
        double[][] means = Arrays.stream(expected.means())
            .map(mean -> map(mean, x -> x * scale))
            .toArray(double[][]::new);

        assertThat(scaled.bestRestart().events()).isEmpty();
        // Rounding of the scaled samples, carried through 15 iterations; none for powers of two.
        Expect.sameMixture(
            NaiveMixture.of(scaled.model()),
            new NaiveMixture(expected.weights(), means, covariances),
            1e-10);
        Expect.close(
            "ℓ",
            scaled.logLikelihood(),
            fit.logLikelihood() - ROWS * DIMENSION * Math.log(scale),
            1e-12,
            Math.abs(fit.logLikelihood()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EEI", "VEI", "EVI", "VVI"})
  void rotation_turnsMeansAndCovariances(CovarianceModel model) {
    double[][] rotation = rotation();
    double[][] turned = map(row -> times(rotation, row));
    GaussianMixtureFit fit = fit(model, given(null), DATA);
    GaussianMixtureFit ofTurned = fit(model, given(rotation), turned);
    NaiveMixture expected = turned(NaiveMixture.of(fit.model()), rotation);

    assertThat(fit.bestRestart().events()).isEmpty();
    // Where axes are searched they are known to the root of what the likelihood is known to.
    double tolerance = model == CovarianceModel.EVE || model == CovarianceModel.VVE ? 1e-7 : 1e-10;
    Expect.sameMixture(NaiveMixture.of(ofTurned.model()), expected, tolerance);
    Expect.close("ℓ", ofTurned.logLikelihood(), fit.logLikelihood(), 1e-11);
  }

  @ParameterizedTest
  @EnumSource(names = {"EEI", "VEI", "EVI", "VVI", "EEE", "VEE", "EVV", "VVV"})
  void scaleOfOneFeature_scalesThatFeature(CovarianceModel model) {
    double[] scales = {1, 0x1p10, 0x1p-5};
    Initialization initialization = Initialization.parameters(TRUTH.model(CovarianceType.DIAGONAL));
    double[][] scaledMeans =
        Arrays.stream(TRUTH.means()).map(mean -> times(mean, scales)).toArray(double[][]::new);
    NaiveMixture scaledTruth =
        new NaiveMixture(TRUTH.weights(), scaledMeans, times(TRUTH.covariances(), scales));
    GaussianMixtureFit fit = fit(model, initialization, DATA);
    GaussianMixtureFit scaled = fit(
        model,
        Initialization.parameters(scaledTruth.model(CovarianceType.DIAGONAL)),
        map(row -> times(row, scales)));
    NaiveMixture expected = NaiveMixture.of(fit.model());

    double[][][] covariances =
        times(NaiveMixture.of(scaled.model()).covariances(), new double[] {1, 0x1p-10, 0x1p5});
    for (int k = 0; k < 3; k++) {
      Expect.close("covariance", covariances[k], expected.covariances()[k], 1e-10);
    }
    Expect.close("weights", scaled.model().weights(), expected.weights(), 1e-10);
  }

  private static double[] times(double[] row, double[] scales) {
    double[] scaled = row.clone();
    Arrays.setAll(scaled, j -> row[j] * scales[j]);
    return scaled;
  }

  private static double[][][] times(double[][][] covariances, double[] scales) {
    double[][][] scaled = new double[covariances.length][DIMENSION][DIMENSION];
    for (int k = 0; k < covariances.length; k++) {
      for (int i = 0; i < DIMENSION; i++) {
        for (int j = 0; j < DIMENSION; j++) {
          scaled[k][i][j] = covariances[k][i][j] * scales[i] * scales[j];
        }
      }
    }
    return scaled;
  }

  @ParameterizedTest
  @EnumSource
  void orderOfTheRows_mattersOnlyToRounding(CovarianceType type) {
    List<double[]> rows = Arrays.asList(DATA.clone());
    Collections.shuffle(rows, new Random(9));
    Initialization initialization = Initialization.parameters(initial(type).model(type));
    GaussianMixtureFit fit = fit(type.model(), initialization, DATA);
    GaussianMixtureFit shuffled = fit(type.model(), initialization, rows.toArray(double[][]::new));

    assertThat(fit.bestRestart().events()).isEmpty();
    Expect.sameMixture(NaiveMixture.of(shuffled.model()), NaiveMixture.of(fit.model()), 1e-10);
    Expect.close("ℓ", shuffled.logLikelihood(), fit.logLikelihood(), 1e-12);
  }

  private static Initialization given(double[][] rotation) {
    NaiveMixture initial = initial(CovarianceType.FULL);
    return Initialization.parameters(
        (rotation == null ? initial : turned(initial, rotation)).model(CovarianceType.FULL));
  }

  private static NaiveMixture initial(CovarianceType type) {
    return new NaiveMixture(
        TRUTH.weights(), TRUTH.means(), TestData.mixture(3, DIMENSION, type, 5).covariances());
  }

  private static GaussianMixtureFit fit(
      CovarianceModel model, Initialization initialization, double[][] rows) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(model)
        .initialization(initialization)
        .regularization(0)
        .maxIterations(15)
        .tolerance(0)
        .build()
        .fit(Samples.of(rows));
  }

  private static NaiveMixture turned(NaiveMixture mixture, double[][] rotation) {
    double[][] means =
        Arrays.stream(mixture.means()).map(mean -> times(rotation, mean)).toArray(double[][]::new);
    double[][][] covariances = Arrays.stream(mixture.covariances())
        .map(covariance -> symmetric(times(rotation, transpose(times(rotation, covariance)))))
        .toArray(double[][][]::new);
    return new NaiveMixture(mixture.weights(), means, covariances);
  }

  /** A product of rotations in three planes. */
  private static double[][] rotation() {
    double[][] rotation = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int p = 0; p < DIMENSION; p++) {
      int q = (p + 1) % DIMENSION;
      double[][] plane = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
      plane[p][p] = Math.cos(0.5 + p);
      plane[q][q] = Math.cos(0.5 + p);
      plane[p][q] = -Math.sin(0.5 + p);
      plane[q][p] = Math.sin(0.5 + p);
      rotation = times(rotation, plane);
    }
    return rotation;
  }

  private static double[][] times(double[][] left, double[][] right) {
    return transpose(Arrays.stream(transpose(right))
        .map(column -> times(left, column))
        .toArray(double[][]::new));
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Arrays.stream(matrix)
        .mapToDouble(row -> {
          double sum = 0;
          for (int j = 0; j < row.length; j++) {
            sum += row[j] * vector[j];
          }
          return sum;
        })
        .toArray();
  }

  private static double[][] transpose(double[][] matrix) {
    double[][] transpose = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        transpose[j][i] = matrix[i][j];
      }
    }
    return transpose;
  }

  private static double[][] symmetric(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        matrix[j][i] = matrix[i][j];
      }
    }
    return matrix;
  }

  private static double[][] map(UnaryOperator<double[]> function) {
    return Arrays.stream(DATA).map(function).toArray(double[][]::new);
  }

  private static double[] map(double[] row, java.util.function.DoubleUnaryOperator function) {
    return Arrays.stream(row).map(function).toArray();
  }

  /** Rounds to multiples of 2^-20. */
  private static double[][] binary(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> map(row, x -> Math.rint(x * 0x1p20) / 0x1p20))
        .toArray(double[][]::new);
  }
}
