package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits and predictions where values are missing. */
class MissingValuesTest {
  private static final double NAN = Double.NaN;

  /** Fits that converge to within 1e-10 of a row's log-likelihood have parameters good to its root. */
  private static final double CONVERGED = 1e-4;

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void fit_withoutHoles_hasTheBitsOfTheOrdinaryFit(CovarianceType type) {
    Samples samples = Samples.of(groups(300));
    GaussianMixtureEstimator estimator = estimator().covarianceType(type).build();

    GaussianMixture ordinary = estimator.fit(samples).model();
    GaussianMixture flagged = estimator.fit(samples.withMissingValues()).model();

    assertThat(Expect.bits(flagged)).isEqualTo(Expect.bits(ordinary));
    assertThat(flagged.logDensities(samples.withMissingValues()))
        .isEqualTo(ordinary.logDensities(samples));
    assertThat(flagged.score(samples.withMissingValues())).isEqualTo(ordinary.score(samples));
  }

  @Test
  void fit_oneDiagonalComponent_isTheMomentsOfWhatIsObserved() {
    double[][] rows = withHoles(TestData.normal(200, 3, 1), 0.3, 2);
    double[] weights = TestData.weights(200, 3);
    GaussianMixture model = estimator()
        .components(1)
        .covarianceType(CovarianceType.DIAGONAL)
        .build()
        .fit(Samples.of(rows).withMissingValues().weighted(weights))
        .model();

    for (int j = 0; j < 3; j++) {
      double total = 0;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < rows.length; i++) {
        if (!Double.isNaN(rows[i][j])) {
          total += weights[i];
          sum += weights[i] * rows[i][j];
          squares += weights[i] * rows[i][j] * rows[i][j];
        }
      }
      double mean = sum / total;
      Expect.close("mean", model.mean(0)[j], mean, CONVERGED, 1);
      Expect.close(
          "variance", model.covariances().get(0, j, j), squares / total - mean * mean, CONVERGED);
    }
  }

  @ParameterizedTest
  @EnumSource(CovarianceModel.class)
  void fit_everyModel_neverLosesLikelihood(CovarianceModel model) {
    Samples samples = Samples.of(withHoles(groups(240), 0.2, 4)).withMissingValues();
    List<Double> trace = estimator()
        .covariance(model)
        .acceleration(Acceleration.NONE)
        .build()
        .fit(samples)
        .bestRestart()
        .trace();

    assertThat(trace.size()).isGreaterThan(3);
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-9 * 240);
    }
  }

  @Test
  void fit_permuted_endsAtTheSameParameters() {
    double[][] rows = withHoles(groups(240), 0.2, 4);
    NaiveMixture fitted = sorted(fit(rows));

    double[][] reversed = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      reversed[i] = rows[rows.length - 1 - i];
    }
    Expect.sameMixture(sorted(fit(reversed)), fitted, CONVERGED);
    double[][] turned = Arrays.stream(rows)
        .map(row -> new double[] {row[2], row[0], row[1]})
        .toArray(double[][]::new);
    NaiveMixture ofTurned = NaiveMixture.of(fit(turned));
    double[][] back = Arrays.stream(ofTurned.means())
        .map(mean -> new double[] {mean[1], mean[2], mean[0]})
        .sorted((a, b) -> Double.compare(a[0], b[0]))
        .toArray(double[][]::new);
    Expect.close("means", back, fitted.means(), CONVERGED);
  }

  @Test
  void fit_ofAStream_endsAtTheSameParameters() {
    double[][] rows = withHoles(groups(240), 0.2, 4);
    Samples streamed = Samples.of(new Streamed(rows)).withMissingValues();

    GaussianMixture model = estimator().build().fit(streamed).model();

    Expect.sameMixture(sorted(model), sorted(fit(rows)), CONVERGED);
  }

  private record Streamed(double[][] array) implements RowSource {
    @Override
    public long rows() {
      return array.length;
    }

    @Override
    public int columns() {
      return array[0].length;
    }

    @Override
    public void read(long first, int count, double[] destination) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(array[(int) first + i], 0, destination, i * columns(), columns());
      }
    }
  }

  @Test
  void rowOfNothing_isNoRowToAFit() {
    double[][] rows = withHoles(groups(240), 0.2, 4);
    double[][] more = Arrays.copyOf(rows, rows.length + 1);
    more[rows.length] = new double[] {NAN, NAN, NAN};
    GaussianMixtureFit fit = estimator().build().fit(Samples.of(more).withMissingValues());

    Expect.sameMixture(sorted(fit.model()), sorted(fit(rows)), CONVERGED);
    assertThat(fit.totalWeight()).isEqualTo(240);
    Samples nothing = Samples.of(new double[][] {{NAN, NAN, NAN}}).withMissingValues();
    assertThat(fit.model().predict(nothing)).containsExactly(GaussianMixture.NO_LABEL);
    Expect.close(
        "probabilities", fit.model().responsibilities(nothing)[0], fit.model().weights(), 1e-15);
    assertThat(fit.model().logDensities(nothing)).containsExactly(0);
  }

  @Test
  void columnOfNothing_isRefused() {
    Samples samples = Samples.of(new double[][] {{1, NAN}, {2, NAN}, {3, NAN}}).withMissingValues();

    assertThatThrownBy(() -> estimator().components(1).build().fit(samples))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage(
            "each column must have a value in some row of positive weight, but column 1 has none");
  }

  @Test
  void infinityAndWeightsThatAreMissing_areRefused() {
    Samples infinite =
        Samples.of(new double[][] {{1, NAN}, {2, Double.NEGATIVE_INFINITY}}).withMissingValues();
    assertThatThrownBy(() -> estimator().components(1).build().fit(infinite))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessageContaining("row 1, column 1 was -Infinity");
    Samples two = Samples.of(new double[][] {{1, NAN}, {2, 3}}).withMissingValues();
    assertThatThrownBy(() -> two.weighted(new double[] {1, NAN}))
        .isInstanceOf(InvalidSamplesException.class);
  }

  @Test
  void nan_withoutTheSetting_isRefusedWithTheRemedy() {
    Samples samples = Samples.of(new double[][] {{1, NAN}, {2, 3}});

    assertThatThrownBy(() -> estimator().components(1).build().fit(samples))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must be finite, but row 0, column 1 was NaN;"
            + " Samples.withMissingValues() takes NaN for a missing value");
  }

  @Test
  void noise_isFoundWhereValuesAreMissing() {
    double[][] rows = groups(300);
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      rows[i] = random.doubles(3, -40, 40).toArray();
    }
    GaussianMixtureFit fit = estimator()
        .noise(InitialNoise.share(0.1))
        .build()
        .fit(Samples.of(withHoles(rows, 0.1, 4)).withMissingValues());

    assertThat(fit.model().noise().weight()).isBetween(0.07, 0.13);
  }

  @Test
  void select_choosesTheTrueNumberOfComponents() {
    Samples samples = Samples.of(withHoles(groups(300), 0.2, 4)).withMissingValues();

    SelectionCandidate best = ModelSelection.builder(estimator().build())
        .components(1, 4)
        .models(List.of(CovarianceModel.VVV, CovarianceModel.EEI))
        .build()
        .select(samples)
        .best();

    assertThat(best.components()).isEqualTo(3);
  }

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .convergence(ConvergenceCriterion.aitken(1e-10))
        .backend(new NaiveBackend())
        .threads(2)
        .seed(1);
  }

  private static GaussianMixture fit(double[][] rows) {
    return estimator().build().fit(Samples.of(rows).withMissingValues()).model();
  }

  /** Returns three groups of three features. */
  private static double[][] groups(int n) {
    double[][] rows = TestData.normal(n, 3, 11);
    for (int i = 0; i < n; i++) {
      rows[i][0] += 6 * (i % 3);
      rows[i][1] += i % 3 == 1 ? 5 : rows[i][0];
    }
    return rows;
  }

  /** Makes some values NaN, but never all of a row. */
  private static double[][] withHoles(double[][] rows, double share, long seed) {
    Random random = new Random(seed);
    for (double[] row : rows) {
      int kept = random.nextInt(row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] = j != kept && random.nextDouble() < share ? NAN : row[j];
      }
    }
    return rows;
  }

  /** Returns the parameters, components by the first coordinate of their means. */
  private static NaiveMixture sorted(GaussianMixture model) {
    NaiveMixture mixture = NaiveMixture.of(model);
    int[] order = IntStream.range(0, mixture.components())
        .boxed()
        .sorted((a, b) -> Double.compare(mixture.means()[a][0], mixture.means()[b][0]))
        .mapToInt(Integer::intValue)
        .toArray();
    double[] weights = new double[order.length];
    double[][] means = new double[order.length][];
    double[][][] covariances = new double[order.length][][];
    for (int k = 0; k < order.length; k++) {
      weights[k] = mixture.weights()[order[k]];
      means[k] = mixture.means()[order[k]];
      covariances[k] = mixture.covariances()[order[k]];
    }
    return new NaiveMixture(weights, means, covariances);
  }
}
