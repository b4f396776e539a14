package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.FactorStatistics;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.oracle.LowRankOracle;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;

/** Kernels for components of few factors, the backend's own or those composed of its operations, and fits by them. */
final class FactorRules {
  private static final double KERNEL = 1e-13;
  private static final double NEGLIGIBLE = 1e-15;
  private static final double PUBLISHED = 1e-8;

  private static final String KERNEL_TOLERANCE =
      "1e-13 of the magnitude of the terms, ten times that for densities: squared distances are what noise says of them less what factors explain of it";

  static final List<Rule> RULES = List.of(
      new Rule(
          "FACTOR-01",
          "log-densities and responsibilities under covariances of few factors are those of the textbook, also 1e4 standard"
              + " deviations away",
          KERNEL_TOLERANCE,
          "the projections' rows of each component, and last tiles of features, factors and samples",
          FactorRules::densities),
      new Rule(
          "FACTOR-02",
          "accumulate adds weights Σ r, moments of each feature, their products with projections and the log-likelihood, with"
              + " and without weights of samples",
          KERNEL_TOLERANCE,
          "the layout of the products, and what they are centred about: features about the statistics' centres, projections"
              + " about the means",
          FactorRules::statistics),
      new Rule(
          "FACTOR-03",
          "fits of mixtures of principal components to iris reach HDclassif's log-likelihoods",
          "1e-8 relative: the printed digits",
          "FACTOR-01 and FACTOR-02 first; if they pass, blocks of more than 40 rows",
          FactorRules::fits));

  private FactorRules() {}

  /** A mixture, the loadings that it was made of, and some rows. */
  private record Case(LowRankKernelParameters parameters, double[][] loadings, RowBlock rows) {
    static Case of(TckContext tck, int d, int q, int components, boolean weighted) {
      MixtureCase.Builder builder =
          MixtureCase.of(tck.random(), CovarianceType.DIAGONAL, d, components);
      MixtureCase mixture = weighted ? builder.weighted().build() : builder.build();
      double[][] loadings = new double[components][];
      double[][] noise = new double[components][];
      for (int k = 0; k < components; k++) {
        loadings[k] = Matrices.normal(tck.random(), d * q);
        noise[k] = mixture.mixture().covariances().variances(k);
      }
      tck.at("%s, q=%s", mixture, q);
      LowRankKernelParameters parameters = LowRankKernelParameters.of(
          mixture.parameters().logWeights(),
          mixture.parameters().means(),
          loadings,
          noise,
          mixture.parameters().centre(),
          tck.backend());
      return new Case(parameters, loadings, mixture.rows());
    }

    LowRankOracle oracle() {
      return new LowRankOracle(parameters, loadings, rows);
    }
  }

  private interface CaseBody {
    void accept(TckContext tck, Case some);
  }

  private static void eachCase(TckContext tck, boolean mayBeWeighted, CaseBody body) {
    for (int d : new int[] {2, 3, 8, 19, 40, 270}) {
      for (int q : new int[] {1, 3, 9}) {
        for (int components : new int[] {1, 2, 4, 5}) {
          if (q < d && (d < 100 || components == 4)) {
            body.accept(tck, Case.of(tck, d, q, components, mayBeWeighted && d % 2 == 0));
          }
        }
      }
    }
  }

  private static void densities(TckContext tck) {
    eachCase(tck, false, FactorRules::densities);
  }

  private static void densities(TckContext tck, Case some) {
    RowBlock rows = some.rows();
    // Every seventh row is far from all components.
    for (int i = 0; i < rows.rows(); i += 7) {
      rows.values()[rows.rowOffset(i)] += 1e4;
    }
    LowRankOracle oracle = some.oracle();
    int components = some.parameters().components();
    try (LowRankKernel kernel = kernel(tck, some.parameters())) {
      eachBlock(kernel, rows, (block, first) -> {
        double[] logDensities = new double[block.rows()];
        double[] responsibilities = new double[block.rows() * components];
        kernel.responsibilities(block, logDensities, responsibilities);
        for (int i = first; i < first + block.rows(); i++) {
          double bound = KERNEL * (1 + oracle.magnitudes()[i]);
          tck.near(
              "log-density " + i, logDensities[i - first], oracle.logDensities()[i], 10 * bound);
          for (int k = 0; k < components; k++) {
            tck.near(
                "responsibility " + i + ", " + k,
                responsibilities[(i - first) * components + k],
                oracle.responsibilities()[i * components + k],
                Math.min(1, 10 * bound));
          }
        }
      });
    }
  }

  private static void statistics(TckContext tck) {
    eachCase(tck, true, FactorRules::statistics);
  }

  private static void statistics(TckContext tck, Case some) {
    LowRankKernelParameters parameters = some.parameters();
    LowRankOracle oracle = some.oracle();
    LowRankStatistics expected = oracle.statistics();
    LowRankStatistics magnitudes = oracle.magnitudesOfStatistics();
    LowRankStatistics actual = new LowRankStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), parameters.factors());
    try (LowRankKernel kernel = kernel(tck, parameters)) {
      eachBlock(kernel, some.rows(), (block, first) -> kernel.accumulate(block, actual));
    }
    double scale = 1 + Arrays.stream(oracle.magnitudes()).max().orElseThrow();
    compare(tck, "weight", actual.weights(), expected.weights(), magnitudes.weights(), scale);
    compare(tck, "first moment", actual.first(), expected.first(), magnitudes.first(), scale);
    compare(tck, "second moment", actual.second(), expected.second(), magnitudes.second(), scale);
    compare(tck, "product", actual.products(), expected.products(), magnitudes.products(), scale);
    tck.near(
        "log-likelihood",
        actual.logLikelihood(),
        expected.logLikelihood(),
        KERNEL * magnitudes.logLikelihood());
  }

  /**
   * Compares sums over samples.
   *
   * @param scale of the exponents whose rounding errors responsibilities have
   */
  private static void compare(
      TckContext tck,
      String what,
      double[] actual,
      double[] expected,
      double[] magnitudes,
      double scale) {
    double[] bounds = magnitudes.clone();
    double largest = Arrays.stream(magnitudes).max().orElse(0);
    for (int i = 0; i < bounds.length; i++) {
      // Responsibilities that are negligible may be left out.
      bounds[i] = KERNEL * scale * bounds[i] + NEGLIGIBLE * largest;
    }
    tck.near(what, actual, expected, bounds);
  }

  private static LowRankKernel kernel(TckContext tck, LowRankKernelParameters parameters) {
    LowRankKernel kernel = MixtureKernels.ofLowRank(
        tck.backend(), parameters.dimension(), parameters.factors(), parameters.components());
    kernel.use(parameters);
    return kernel;
  }

  private static void eachBlock(LowRankKernel kernel, RowBlock rows, Kernels.BlockBody body) {
    int size = kernel.blockRows();
    for (int first = 0; first < rows.rows(); first += size) {
      int count = Math.min(size, rows.rows() - first);
      try (SampleBlock block = kernel.load(Kernels.part(rows, first, count))) {
        body.accept(block, first);
      }
    }
  }

  private static void fits(TckContext tck) {
    // HDclassif 2.2.2 on iris from the species: models AKJBKQKDK and AKJBQKDK with one axis.
    fit(tck, FactorModel.UUC, -218.847643336);
    fit(tck, FactorModel.UCC, -238.372588545);
  }

  private static void fit(TckContext tck, FactorModel model, double expected) {
    tck.at("%s", model);
    Samples iris = GoldCase.load("iris-full").samples();
    int[] species = new int[150];
    Arrays.setAll(species, i -> i / 50);
    GaussianMixtureEstimator settings = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.labels(species))
        .tolerance(1e-12)
        .maxIterations(5000)
        .backend(tck.backend())
        .threads(1)
        .build();
    FactorMixtureFit fit = FactorMixtureEstimator.builder(settings)
        .model(model)
        .factors(1)
        .statistics(FactorStatistics.FACTORS)
        .build()
        .fit(iris);
    Fits.relative(tck, "log-likelihood", fit.logLikelihood(), expected, PUBLISHED);
  }
}
