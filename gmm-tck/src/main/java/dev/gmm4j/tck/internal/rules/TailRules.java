package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.student.StudentMixture;
import dev.gmm4j.student.StudentMixtureFit;
import dev.gmm4j.tck.internal.gold.GoldCase;
import dev.gmm4j.tck.internal.gold.Mixture;
import dev.gmm4j.tck.internal.gold.Resources;
import dev.gmm4j.tck.internal.oracle.StudentOracle;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.Arrays;
import java.util.List;

/** Kernels for t distributions, the backend's own or those composed of its operations, and fits by them. */
final class TailRules {
  /** Distances err by some hundred ε for covariances of condition 100, and exponents of up to a hundred multiply that. */
  private static final double KERNEL = 1e-10;

  private static final double NEGLIGIBLE = 1e-15;
  private static final double GOLD = 1e-9;

  private static final String KERNEL_TOLERANCE =
      "1e-10 of the number or the terms' magnitudes: rounding of distances under covariances of condition 100, times exponents";

  private static final String GOLD_TOLERANCE =
      "1e-9 relative to the number or the scale of its kind: rounding grown over 25 iterations on overlapping components";

  static final List<Rule> RULES = List.of(
      new Rule(
          "TAIL-01",
          "log-densities and responsibilities under t distributions are those of the textbook, also 1e6 standard deviations"
              + " away",
          KERNEL_TOLERANCE,
          "the exponent (ν + d)/2, and components that are given up as far ones of a Gaussian mixture",
          TailRules::densities),
      new Rule(
          "TAIL-02",
          "accumulate adds weights Σ r, moments weighted by r u, tails Σ r (ln u - u) and the log-likelihood, with and without"
              + " weights of samples",
          KERNEL_TOLERANCE,
          "which of the sums are weighted by u, and arrays of statistics that are the same only for Gaussian mixtures",
          TailRules::statistics),
      new Rule(
          "TAIL-03",
          "the parameters of five fits of t distributions are those computed in 40-digit arithmetic",
          GOLD_TOLERANCE,
          "TAIL-01 and TAIL-02 first; if they pass, blocks of more than 40 rows",
          TailRules::parameters),
      new Rule(
          "TAIL-04",
          "the log-likelihood of each iteration of five fits of t distributions is the one computed in 40-digit arithmetic",
          GOLD_TOLERANCE,
          "TAIL-01 and TAIL-02 first; if they pass, blocks of more than 40 rows",
          TailRules::traces));

  private TailRules() {}

  private static final double[] DEGREES = {0.5, 1, 3, 12, 200};

  private static StudentKernelParameters parameters(MixtureCase mixture) {
    double[] nu = new double[mixture.mixture().components()];
    Arrays.setAll(nu, k -> DEGREES[(k + mixture.mixture().dimension()) % DEGREES.length]);
    return StudentParameters.of(mixture.mixture(), nu).studentKernelParameters();
  }

  private static void densities(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 2, 3, 8, 17}) {
        for (int components : new int[] {1, 2, 5, 9}) {
          MixtureCase mixture =
              MixtureCase.of(tck.random(), type, d, components).build();
          // Every seventh row is far from all components.
          for (int i = 0; i < mixture.rows().rows(); i += 7) {
            mixture.rows().values()[mixture.rows().rowOffset(i)] += 1e6;
          }
          tck.at("%s", mixture);
          densities(tck, parameters(mixture), mixture.rows());
        }
      }
    }
  }

  private static void densities(TckContext tck, StudentKernelParameters parameters, RowBlock rows) {
    StudentOracle oracle = new StudentOracle(parameters, rows);
    int components = parameters.components();
    try (StudentKernel kernel =
        MixtureKernels.ofStudent(tck.backend(), parameters.dimension(), components)) {
      kernel.use(parameters);
      eachBlock(kernel, rows, (block, first) -> {
        double[] logDensities = new double[block.rows()];
        double[] responsibilities = new double[block.rows() * components];
        kernel.responsibilities(block, logDensities, responsibilities);
        for (int i = 0; i < block.rows(); i++) {
          double expected = oracle.logDensities()[first + i];
          tck.near(
              "log-density " + (first + i),
              logDensities[i],
              expected,
              KERNEL * (1 + Math.abs(expected)));
          for (int k = 0; k < components; k++) {
            tck.near(
                "responsibility " + (first + i) + ", " + k,
                responsibilities[i * components + k],
                oracle.responsibilities()[(first + i) * components + k],
                10 * KERNEL);
          }
        }
      });
    }
  }

  private static void statistics(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 2, 3, 8, 19}) {
        for (int components : new int[] {1, 2, 4, 9}) {
          for (Moments moments : Moments.values()) {
            MixtureCase.Builder builder = MixtureCase.of(tck.random(), type, d, components);
            MixtureCase mixture = d % 2 == 0 ? builder.weighted().build() : builder.build();
            tck.at("%s, %s moments", mixture, moments);
            statistics(tck, parameters(mixture), mixture.rows(), moments);
          }
        }
      }
    }
  }

  private static void statistics(
      TckContext tck, StudentKernelParameters parameters, RowBlock rows, Moments moments) {
    int components = parameters.components();
    double[] means = parameters.gaussian().means();
    StudentOracle oracle = new StudentOracle(parameters, rows);
    SufficientStatistics expected = oracle.statistics(means, moments);
    SufficientStatistics magnitudes = oracle.magnitudes(means, moments);
    SufficientStatistics actual =
        SufficientStatistics.ofStudent(means, components, parameters.dimension(), moments);
    try (StudentKernel kernel =
        MixtureKernels.ofStudent(tck.backend(), parameters.dimension(), components)) {
      kernel.use(parameters);
      eachBlock(kernel, rows, (block, first) -> kernel.accumulate(block, actual));
    }
    compare(tck, "weight", actual.weights(), expected.weights(), magnitudes.weights());
    compare(
        tck,
        "weight of moments",
        actual.momentWeights(),
        expected.momentWeights(),
        magnitudes.momentWeights());
    compare(tck, "tail", actual.tails(), expected.tails(), magnitudes.tails());
    compare(tck, "first moment", actual.first(), expected.first(), magnitudes.first());
    compare(tck, "second moment", actual.second(), expected.second(), magnitudes.second());
    tck.near(
        "log-likelihood",
        actual.logLikelihood(),
        expected.logLikelihood(),
        KERNEL * magnitudes.logLikelihood());
  }

  private static void compare(
      TckContext tck, String what, double[] actual, double[] expected, double[] magnitudes) {
    double[] bounds = magnitudes.clone();
    double largest = Arrays.stream(magnitudes).max().orElse(0);
    for (int i = 0; i < bounds.length; i++) {
      // Responsibilities that are negligible may be left out.
      bounds[i] = 10 * KERNEL * bounds[i] + NEGLIGIBLE * largest;
    }
    tck.near(what, actual, expected, bounds);
  }

  private static void eachBlock(StudentKernel kernel, RowBlock rows, Kernels.BlockBody body) {
    int size = kernel.blockRows();
    for (int first = 0; first < rows.rows(); first += size) {
      int count = Math.min(size, rows.rows() - first);
      try (SampleBlock block = kernel.load(Kernels.part(rows, first, count))) {
        body.accept(block, first);
      }
    }
  }

  private static void parameters(TckContext tck) {
    for (String name : GoldCase.STUDENT) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      StudentMixture model = gold.fitStudent(tck.backend()).model();
      Mixture expected = Mixture.of(gold.json().get("final"), "scales");
      Fits.compare(
          tck,
          model.withGaussianComponents(),
          expected.weights(),
          expected.means(),
          expected.covariances(),
          GOLD);
      double[] nu = Resources.numbers(gold.json().get("final").get("degreesOfFreedom"));
      for (int k = 0; k < nu.length; k++) {
        Fits.relative(tck, "degrees of freedom " + k, model.degreesOfFreedom()[k], nu[k], GOLD);
      }
    }
  }

  private static void traces(TckContext tck) {
    for (String name : GoldCase.STUDENT) {
      tck.at("%s", name);
      GoldCase gold = GoldCase.load(name);
      StudentMixtureFit fit = gold.fitStudent(tck.backend());
      double[] expected = Resources.numbers(gold.json().get("logLikelihoodTrace"));
      List<Double> trace = fit.trace();
      tck.that(trace.size() == expected.length, "the trace has " + trace.size() + " entries");
      for (int i = 0; i < Math.min(expected.length, trace.size()); i++) {
        Fits.relative(tck, "log-likelihood " + i, trace.get(i), expected[i], GOLD);
      }
    }
  }
}
