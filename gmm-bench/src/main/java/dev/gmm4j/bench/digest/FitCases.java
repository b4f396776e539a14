package dev.gmm4j.bench.digest;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.noise.InitialNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Fits by EM, one setting after the other. */
final class FitCases {
  static final String VECTOR = "vector";
  private static final List<String> BACKENDS = List.of(VECTOR, "ejml", "commonsmath");

  private final DigestData data;
  private final List<DigestCase> cases = new ArrayList<>();

  /** Changes the settings of an estimator. */
  @FunctionalInterface
  private interface Settings {
    GaussianMixtureEstimator.Builder apply(GaussianMixtureEstimator.Builder estimator);
  }

  private FitCases(DigestData data) {
    this.data = data;
  }

  static List<DigestCase> of(DigestData data) {
    FitCases table = new FitCases(data);
    table.models();
    table.backends();
    table.initializations();
    table.samples();
    table.settings();
    table.degeneracies();
    table.threads();
    return table.cases;
  }

  /** Returns settings that depend on nothing of the machine. */
  static GaussianMixtureEstimator.Builder estimator(int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .backend(VECTOR)
        .threads(1)
        .seed(7)
        .convergence(ConvergenceCriterion.relative(1e-6))
        .search(Search.NONE)
        .acceleration(Acceleration.NONE)
        .regularization(1e-6);
  }

  /** Returns default settings, but for what depends on the machine. */
  private static GaussianMixtureEstimator.Builder defaults(int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .search(Search.NONE)
        .backend(VECTOR)
        .threads(1)
        .seed(7);
  }

  private void models() {
    for (CovarianceModel model : CovarianceModel.values()) {
      fit("iris/" + model, data::iris, 3, it -> it.covariance(model));
    }
    for (CovarianceModel model : new CovarianceModel[] {CovarianceModel.VEV, CovarianceModel.EVE}) {
      fit("blobs-5d/" + model, () -> DigestData.blobs("800x5x4"), 4, it -> it.covariance(model));
    }
  }

  private void backends() {
    for (String backend : BACKENDS) {
      for (CovarianceType type : CovarianceType.values()) {
        Settings settings = it -> it.backend(backend).covarianceType(type).maxIterations(30);
        String name = "/" + backend + "/" + type.label();
        fit("line" + name, data::line, 3, settings);
        fit("wine" + name, data::wine, 3, settings);
        fit("blobs-17d" + name, () -> DigestData.blobs("1500x17x5"), 5, settings);
      }
      fit(
          "digits/" + backend + "/full",
          data::digits,
          10,
          it -> it.backend(backend).regularization(0.1).maxIterations(8));
      fit(
          "digits/" + backend + "/diagonal",
          data::digits,
          10,
          it -> it.backend(backend)
              .covarianceType(CovarianceType.DIAGONAL)
              .regularization(0.1)
              .maxIterations(20));
    }
  }

  private void initializations() {
    for (Initialization initialization : new Initialization[] {
      Initialization.kMeans(),
      Initialization.kMeansPlusPlus(),
      Initialization.randomSamples(),
      Initialization.randomResponsibilities(),
      Initialization.hierarchical(),
      Initialization.shortEm(),
      Initialization.concentration()
    }) {
      fit(
          "start/" + initialization.label(),
          data::iris,
          3,
          it -> it.initialization(initialization));
      fit(
          "start/" + initialization.label() + "/large",
          () -> DigestData.blobs("3000x4x6"),
          6,
          it -> it.initialization(initialization).maxIterations(40));
    }
    for (Initialization initialization : new Initialization[] {
      Initialization.kMeans(),
      Initialization.randomSamples(),
      Initialization.randomResponsibilities(),
      Initialization.shortEm()
    }) {
      fit(
          "restarts/" + initialization.label(),
          data::wine,
          3,
          it -> it.initialization(initialization)
              .covarianceType(CovarianceType.DIAGONAL)
              .restarts(4));
    }
    fit(
        "start/parameters",
        data::faithful,
        2,
        it -> it.initialization(Initialization.parameters(GaussianMixture.of(
            new double[] {0.5, 0.5},
            new double[][] {{2, 55}, {4, 80}},
            Covariances.diagonal(new double[][] {{0.2, 40}, {0.2, 40}})))));
    fit(
        "start/labels",
        data::faithful,
        2,
        it -> it.initialization(Initialization.labels(data.faithfulLabels())));
    fit("start/responsibilities", data::faithful, 2, it -> {
      int[] labels = data.faithfulLabels();
      double[][] given = new double[labels.length][2];
      for (int i = 0; i < labels.length; i++) {
        given[i][labels[i]] = 0.875;
        given[i][1 - labels[i]] = 0.125;
      }
      return it.initialization(Initialization.responsibilities(given));
    });
  }

  private void samples() {
    Map<String, Supplier<Samples>> kinds = new TreeMap<>();
    kinds.put("plain", data::faithful);
    kinds.put("weighted", data::weighted);
    kinds.put("float32", data::singlePrecision);
    kinds.put("streamed", data::streamed);
    kinds.forEach((kind, samples) -> {
      fit("faithful/" + kind, samples, 3, it -> it);
      fit("faithful/" + kind + "/tied", samples, 2, it -> it.covarianceType(CovarianceType.TIED));
    });
    for (Initialization initialization : new Initialization[] {
      Initialization.hierarchical(), Initialization.shortEm(), Initialization.randomSamples()
    }) {
      fit(
          "faithful/weighted/" + initialization.label(),
          data::weighted,
          2,
          it -> it.initialization(initialization));
    }
  }

  private void settings() {
    Map<String, Settings> settings = new TreeMap<>();
    settings.put("noise", it -> it.noise(InitialNoise.share(0.05)));
    settings.put(
        "noise-VEI",
        it -> it.noise(InitialNoise.share(0.2).withVolume(5e4)).covariance(CovarianceModel.VEI));
    settings.put("prior", it -> it.prior(ConjugatePrior.defaults()));
    settings.put(
        "prior-EEV",
        it ->
            it.prior(ConjugatePrior.defaults().withShrinkage(0.5)).covariance(CovarianceModel.EEV));
    settings.put(
        "prior-VII",
        it -> it.prior(ConjugatePrior.defaults().withDegreesOfFreedom(9))
            .covariance(CovarianceModel.VII));
    settings.put("eigenvalue-ratio", it -> it.maxEigenvalueRatio(5));
    settings.put(
        "eigenvalue-ratio-diagonal",
        it -> it.maxEigenvalueRatio(2).covarianceType(CovarianceType.DIAGONAL));
    settings.put("trimming", it -> it.trimming(Trimming.mixture(0.06)));
    settings.put(
        "trimming-hard",
        it -> it.trimming(Trimming.hard(0.06)).maxEigenvalueRatio(20).search(Search.MOVES));
    settings.put("equal-proportions", it -> it.proportions(MixingProportions.EQUAL));
    settings.put("no-regularization", it -> it.regularization(0));
    settings.put("mean-change", it -> it.convergence(ConvergenceCriterion.meanChange(1e-4)));
    settings.put("all-iterations", it -> it.tolerance(0).maxIterations(25));
    settings.put("defaults", it -> defaults(3));
    settings.put("anderson", it -> defaults(3).acceleration(Acceleration.ANDERSON));
    settings.put("defaults-VEV", it -> defaults(3).covariance(CovarianceModel.VEV));
    settings.put("search", it -> defaults(3).search(Search.AUTOMATIC));
    settings.put(
        "search-VEV", it -> defaults(3).search(Search.AUTOMATIC).covariance(CovarianceModel.VEV));
    settings.put("one-iteration", it -> it.maxIterations(1));
    settings.put(
        "other-seed", it -> it.initialization(Initialization.randomSamples()).seed(8));
    settings.forEach((name, change) -> {
      fit("setting/" + name, data::plane, 3, change);
      fit("setting/" + name + "/iris", data::iris, 2, change);
    });
  }

  private void degeneracies() {
    for (DegeneracyPolicy policy : DegeneracyPolicy.values()) {
      String name = "degeneracy/" + policy.name().toLowerCase(Locale.ROOT);
      Settings settings = it -> it.degeneracy(policy).regularization(0);
      fit(name, data::duplicates, 4, settings);
      fit(
          name + "/diagonal",
          data::duplicates,
          3,
          it -> settings.apply(it).covarianceType(CovarianceType.DIAGONAL));
      fit(name + "/lone-sample", data::faithful, 3, it -> {
        int[] labels = data.faithfulLabels();
        labels[5] = 2;
        return settings.apply(it).initialization(Initialization.labels(labels));
      });
    }
  }

  private void threads() {
    for (int threads : new int[] {1, 3}) {
      Settings settings = it -> it.threads(threads).maxIterations(15);
      fit("threads-" + threads + "/full", () -> DigestData.blobs("40000x4x4"), 4, settings);
      fit(
          "threads-" + threads + "/VEE",
          () -> DigestData.blobs("20000x5x3"),
          3,
          it -> settings.apply(it).covariance(CovarianceModel.VEE));
    }
  }

  private void fit(String name, Supplier<Samples> samples, int components, Settings settings) {
    cases.add(new DigestCase(
        name, () -> Results.of(settings.apply(estimator(components)).build(), samples.get())));
  }
}
