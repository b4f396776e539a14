package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.LabelAgreement;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Initial parameters do not depend on the units of features, nor on where their zeros are. */
class InitializationUnitsTest {
  private static final int COMPONENTS = 3;
  private static final double[] UNITS = {0x1p20, 0x1p-20, 1, 0x1p7};

  private static final List<Initialization> INITIALIZATIONS = List.of(
      Initialization.kMeans(),
      Initialization.kMeansPlusPlus(),
      Initialization.randomSamples(),
      Initialization.randomResponsibilities(),
      Initialization.hierarchical(),
      Initialization.shortEm());

  /** Multiples of 2^-20: a number added to them is exact. */
  private static final double[][] DATA = map(
      TestData.draw(TestData.mixture(COMPONENTS, 4, CovarianceType.FULL, 8), 500, 9),
      (x, j) -> Math.rint(x * 0x1p20) / 0x1p20);

  /** Rows on a lattice, of which many are as near to one centre as to another. */
  private static final double[][] LATTICE = lattice();

  private interface Change {
    double apply(double x, int feature);
  }

  @ParameterizedTest
  @EnumSource(names = {"EEI", "VEI", "EVI", "VVI", "EEE", "VEE", "EVV", "VVV"})
  void powersOfTwo_byFeature(CovarianceModel model) {
    for (double[][] rows : List.of(DATA, LATTICE)) {
      for (Initialization initialization : INITIALIZATIONS) {
        GaussianMixture initial = initial(model, initialization, rows);
        GaussianMixture scaled = initial(model, initialization, map(rows, (x, j) -> UNITS[j] * x));

        expectSame(initialization, scaled, initial, j -> UNITS[j]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void powersOfTwo_ofAllFeatures(CovarianceModel model) {
    for (double unit : new double[] {0x1p300, 0x1p-300}) {
      for (Initialization initialization : INITIALIZATIONS) {
        GaussianMixture initial = initial(model, initialization, DATA);
        GaussianMixture scaled = initial(model, initialization, map(DATA, (x, j) -> unit * x));

        expectSame(initialization, scaled, initial, j -> unit);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shift_byAMillionDeviations(CovarianceModel model) {
    double[] shifts = {0x1p20, -0x1p19, 0, 0x1p21};
    for (double[][] rows : List.of(DATA, LATTICE)) {
      for (Initialization initialization : INITIALIZATIONS) {
        GaussianMixture initial = initial(model, initialization, rows);
        GaussianMixture shifted =
            initial(model, initialization, map(rows, (x, j) -> x + shifts[j]));

        // A mean near 1e6 is rounded to 1e-10, and that again in each iteration of a short run.
        for (int k = 0; k < COMPONENTS; k++) {
          for (int j = 0; j < shifts.length; j++) {
            Expect.close("mean", shifted.mean(k)[j] - shifts[j], initial.mean(k)[j], 1e-8, 1);
          }
        }
        Expect.close("weights", shifted.weights(), initial.weights(), 1e-8);
      }
    }
  }

  /** No power of two: scaled numbers are rounded, which changes no cluster of rows without ties. */
  @ParameterizedTest
  @EnumSource(names = {"EEI", "VVI", "EEE", "VVV"})
  void otherFactors_byFeature(CovarianceModel model) {
    double[] units = {1000, 1e-3, 0.3, 9 / 5.0};
    for (Initialization initialization : INITIALIZATIONS) {
      GaussianMixture initial = initial(model, initialization, DATA);
      GaussianMixture scaled = initial(model, initialization, map(DATA, (x, j) -> units[j] * x));

      Expect.close("weights", scaled.weights(), initial.weights(), 1e-9);
      for (int k = 0; k < COMPONENTS; k++) {
        for (int j = 0; j < units.length; j++) {
          Expect.close("mean", scaled.mean(k)[j] / units[j], initial.mean(k)[j], 1e-9, 1);
        }
      }
    }
  }

  @Test
  void manySamples_areSeededWithoutUnitsToo() {
    double[][] rows = TestData.draw(TestData.mixture(3, 2, CovarianceType.FULL, 3), 40_000, 4);
    for (Initialization initialization : INITIALIZATIONS.subList(0, 3)) {
      GaussianMixture initial = initial(CovarianceModel.VVV, initialization, rows);
      GaussianMixture scaled =
          initial(CovarianceModel.VVV, initialization, map(rows, (x, j) -> UNITS[j] * x));

      expectSame(initialization, scaled, initial, j -> UNITS[j]);
    }
  }

  /** The income, in a currency, says nothing; distances of it alone would decide. */
  @Test
  void ageAndIncome_areTwoGroupsByAge() {
    Random random = new Random(2);
    int[] groups = new int[600];
    double[][] rows = new double[groups.length][];
    for (int i = 0; i < rows.length; i++) {
      groups[i] = i % 2;
      rows[i] = new double[] {
        (groups[i] == 0 ? 25 : 60) + 4 * random.nextGaussian(),
        43_000 + 11_000 * random.nextGaussian()
      };
    }
    Samples samples = Samples.of(rows);
    GaussianMixture model = GaussianMixture.fit(samples, 2);
    int[] byDistance = KMeans.builder(2).build().fit(samples).predict(samples);

    assertThat(LabelAgreement.between(groups, model.predict(samples)).accuracy())
        .isGreaterThan(0.995);
    assertThat(LabelAgreement.between(groups, byDistance).accuracy()).isLessThan(0.6);
  }

  /** To balls, lengths in different features are the same: those clusters are k-means clusters. */
  @Test
  void sphericalCovariances_beginWithTheClustersOfTheGivenCoordinates() {
    double[][] rows = map(DATA, (x, j) -> UNITS[j] * x);
    for (CovarianceModel model : new CovarianceModel[] {CovarianceModel.EII, CovarianceModel.VII}) {
      GaussianMixture initial = initial(model, Initialization.kMeans(), rows);
      double[][] centres =
          KMeans.builder(COMPONENTS).build().fit(Samples.of(rows)).centres();
      double[][] means = initial.means();
      for (double[] centre : centres) {
        assertThat(Arrays.stream(means)
                .mapToDouble(mean -> Math.abs(mean[0] - centre[0]) / UNITS[0])
                .min()
                .orElseThrow())
            .isLessThan(0.1);
      }
    }
  }

  /** Short runs of EM compute with the logarithms of densities, which units change, and round accordingly. */
  private static void expectSame(
      Initialization initialization,
      GaussianMixture scaled,
      GaussianMixture initial,
      IntToDoubleFunction units) {
    double[][] means = map(scaled.means(), (x, j) -> x / units.applyAsDouble(j));
    if (initialization.label().equals("short-em")) {
      Expect.close("weights", scaled.weights(), initial.weights(), 1e-9);
      Expect.close("means", means, initial.means(), 1e-9);
    } else {
      assertThat(scaled.weights()).as(initialization.label()).isEqualTo(initial.weights());
      assertThat(means).as(initialization.label()).isDeepEqualTo(initial.means());
    }
  }

  private static GaussianMixture initial(
      CovarianceModel model, Initialization initialization, double[][] rows) {
    return GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .covariance(model)
        .initialization(initialization)
        .regularization(0)
        .maxIterations(0)
        .build()
        .fit(Samples.of(rows))
        .model();
  }

  private static double[][] lattice() {
    Random random = new Random(5);
    double[][] rows = new double[400][4];
    for (double[] row : rows) {
      int group = random.nextInt(COMPONENTS);
      Arrays.setAll(row, j -> random.nextInt(5) + (group == j ? 5 : 0));
    }
    return rows;
  }

  private static double[][] map(double[][] rows, Change change) {
    return Arrays.stream(rows)
        .map(row -> {
          double[] changed = row.clone();
          Arrays.setAll(changed, j -> change.apply(row[j], j));
          return changed;
        })
        .toArray(double[][]::new);
  }
}
