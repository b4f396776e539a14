package dev.gmm4j.spark;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.bayesian.BayesianMixtureEstimator;
import dev.gmm4j.bayesian.BayesianMixtureFit;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.bayesian.PredictiveMixture;
import dev.gmm4j.bayesian.WeightPrior;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BayesianMixtureClustererTest {
  private static final double[][] ROWS = TestData.blobs(900, 3, 3, 5);
  private static final Samples SAMPLES = Samples.of(ROWS);
  private static SparkSession spark;
  private static Dataset<Row> data;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    spark = TestData.local(2);
    data = TestData.dataset(spark, ROWS, TestData.ones(ROWS.length), 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private BayesianMixtureClusterer clusterer() {
    Path initial = folder.resolve("initial.json");
    ModelFile.of(TestData.initial(ROWS, 4)).write(initial);
    return new BayesianMixtureClusterer()
        .setK(4)
        .setInitialModelFile(initial.toString())
        .setBackend("ejml")
        .setMaxIter(10)
        .setTol(0);
  }

  private static BayesianMixtureFit here(CovarianceType type, WeightPrior prior) {
    return estimator(type, prior).fit(SAMPLES);
  }

  private static BayesianMixtureEstimator estimator(CovarianceType type, WeightPrior prior) {
    return BayesianMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(4)
            .covarianceType(type)
            .initialization(Initialization.parameters(TestData.initial(ROWS, 4)))
            .backend("ejml")
            .maxIterations(10)
            .tolerance(0)
            .build())
        .weightPrior(prior)
        .build();
  }

  /** The sums of three partitions, merged, round otherwise than those of one block. */
  private static void assertClose(MixturePosterior actual, MixturePosterior expected) {
    for (int k = 0; k < expected.components(); k++) {
      assertThat(actual.means()[k]).containsExactly(expected.means()[k], within(1e-8));
      assertThat(actual.covariances().variances(k))
          .containsExactly(expected.covariances().variances(k), within(1e-8));
    }
    assertThat(actual.effectiveCounts()).containsExactly(expected.effectiveCounts(), within(1e-7));
    assertThat(actual.prior().mean()).containsExactly(expected.prior().mean(), within(1e-11));
    assertThat(actual.prior().scale().toArray())
        .containsExactly(expected.prior().scale().toArray(), within(1e-10));
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void fit_isThatOfOneProcess(CovarianceType type) {
    MixturePosterior posterior =
        requireNonNull(clusterer().setCovariance(type.label()).fit(data).posterior());

    assertClose(
        posterior, here(type, WeightPrior.dirichletProcess()).posterior().canonical());
  }

  /** What is observed of the rows is fitted as on one machine, the prior from their likeliest covariance included. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void missingValues_areFitted_asInOneProcess(CovarianceType type) throws Exception {
    double[][] rows = new double[ROWS.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ROWS[i].clone();
      if (i % 4 == 1) {
        rows[i][i / 4 % 3] = Double.NaN;
      }
    }
    Dataset<Row> holed = TestData.dataset(spark, rows, TestData.ones(rows.length), 3);
    GaussianMixtureClustererModel model = clusterer()
        .setCovariance(type.label())
        .setMissing("fit")
        .setLogDensityCol("density")
        .fit(holed);
    Samples samples = Samples.of(rows).withMissingValues();
    BayesianMixtureFit here = estimator(type, WeightPrior.dirichletProcess()).fit(samples);
    MixturePosterior posterior = requireNonNull(model.posterior());

    assertClose(posterior, here.posterior().canonical());
    double[] densities = posterior.predictive().logDensities(samples);
    List<Row> predicted = model.transform(holed).collectAsList();
    for (int i = 0; i < rows.length; i++) {
      assertThat(predicted.get(i).<Double>getAs("density")).isEqualTo(densities[i]);
    }
    assertThatThrownBy(() -> clusterer().setMissing("drop"))
        .hasMessage("missing must be refuse or fit, but was drop");
  }

  /** The record of the fit is in the model, and in the one that is stored. */
  @Test
  void model_hasTheRecordOfItsFit() throws Exception {
    GaussianMixtureClustererModel model = clusterer().fit(data);
    BayesianMixtureFit here = here(CovarianceType.FULL, WeightPrior.dirichletProcess());
    String path = folder.resolve("recorded").toString();
    model.write().save(path);
    FitRecord record = requireNonNull(GaussianMixtureClustererModel.load(path).fitRecord());
    FitRecord.Variational variational = requireNonNull(record.variational());

    assertThat(record.samples()).isEqualTo(900);
    assertThat(record.iterations()).isEqualTo(10);
    assertThat(record.backend()).isEqualTo("ejml");
    assertThat(record.logLikelihood()).isCloseTo(here.model().logLikelihood(SAMPLES), within(1e-6));
    assertThat(variational.elboTrace()).hasSize(11);
    assertThat(variational.elboTrace().get(10)).isCloseTo(here.elbo(), within(1e-6));
    assertThat(variational.occupiedComponents()).isEqualTo(here.occupiedComponents());
  }

  @Test
  void sameRows_giveTheSameBits_andThePriorIsTheOneThatWasSet() {
    BayesianMixtureClusterer clusterer =
        clusterer().setWeightPrior("dirichlet").setConcentration(0.5);
    MixturePosterior posterior = requireNonNull(clusterer.fit(data).posterior());

    assertThat(clusterer.fit(data).posterior()).isEqualTo(posterior);
    assertThat(posterior.weights().priorConcentration()).isEqualTo(0.5);
    assertClose(
        posterior,
        here(CovarianceType.FULL, WeightPrior.dirichlet().withConcentration(0.5))
            .posterior()
            .canonical());
  }

  @Test
  void transform_predictsByThePosterior_alsoAfterLoading() throws Exception {
    GaussianMixtureClustererModel model =
        clusterer().setLogDensityCol("density").fit(data);
    MixturePosterior posterior = requireNonNull(model.posterior());
    int[] labels = posterior.predict(SAMPLES, Backends.standard().get("ejml"));
    double[][] responsibilities =
        posterior.responsibilities(SAMPLES, Backends.standard().get("ejml"));
    PredictiveMixture predictive = posterior.predictive();
    List<Row> rows = model.transform(data).collectAsList();
    String path = folder.resolve("model").toString();
    model.write().save(path);
    GaussianMixtureClustererModel loaded = GaussianMixtureClustererModel.load(path);

    for (int i = 0; i < ROWS.length; i++) {
      Row row = rows.get(i);
      assertThat(row.<Integer>getAs("prediction")).isEqualTo(labels[i]);
      assertThat(row.<Vector>getAs("probability").toArray())
          .containsExactly(responsibilities[i], within(1e-10));
      assertThat(row.<Double>getAs("density")).isEqualTo(predictive.logDensity(ROWS[i]));
    }
    assertThat(loaded.posterior()).isEqualTo(posterior);
    assertThat(loaded.transform(data).collectAsList()).isEqualTo(rows);
    GaussianMixture mixture = loaded.mixture();
    assertThat(mixture.means()).isEqualTo(posterior.means());
    assertThat(model.summary()).isNull();
  }

  @Test
  void params_areFoundByName_andStored() throws Exception {
    BayesianMixtureClusterer clusterer =
        clusterer().setSeed(9).setCovariance("tied").setStart("random");
    String path = folder.resolve("estimator").toString();
    clusterer.write().save(path);
    BayesianMixtureClusterer loaded = BayesianMixtureClusterer.load(path);

    assertThat(Arrays.stream(clusterer.params()).map(param -> param.name()))
        .containsExactlyInAnyOrder(
            "featuresCol",
            "predictionCol",
            "probabilityCol",
            "logDensityCol",
            "missing",
            "weightCol",
            "k",
            "covariance",
            "weightPrior",
            "concentration",
            "start",
            "initialModelFile",
            "restarts",
            "maxIter",
            "tol",
            "seed",
            "backend");
    assertThat(loaded.uid()).isEqualTo(clusterer.uid());
    assertThat(loaded.extractParamMap().toSeq().size())
        .isEqualTo(clusterer.extractParamMap().toSeq().size());
    assertThat(loaded.fit(data).posterior()).isEqualTo(clusterer.fit(data).posterior());
  }

  @Test
  void settingsThatAreNone_areRefused() {
    assertThatThrownBy(() -> clusterer().setWeightPrior("uniform"))
        .hasMessageContaining("weight prior must be one of dirichlet, dirichlet-process");
    assertThatThrownBy(() -> clusterer().setConcentration(0)).hasMessageContaining("concentration");
    assertThatThrownBy(() -> clusterer().setCovariance("VEV"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
