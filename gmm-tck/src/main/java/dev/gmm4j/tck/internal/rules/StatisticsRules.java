package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.StatisticsOracle;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** What kernels add to statistics, the backend's own kernels or those composed of its operations. */
final class StatisticsRules {
  private static final String TOLERANCE =
      "n ε times the sum of the terms' magnitudes, plus the error of the responsibilities (see StatisticsOracle)";

  static final List<Rule> RULES = List.of(
      new Rule(
          "STAT-01",
          "accumulate adds the textbook's counts, moments and log-likelihood for soft assignments, every structure and"
              + " all kinds of moments",
          TOLERANCE,
          "responsibilities applied twice, the shape of the moments (both triangles), and components that are skipped",
          tck -> eachCase(tck, Assignment.SOFT)),
      new Rule(
          "STAT-02",
          "accumulate adds whole samples and the classification log-likelihood for hard assignments",
          TOLERANCE,
          "the log-likelihood, which is that of the likeliest component and not of the mixture",
          tck -> eachCase(tck, Assignment.HARD)),
      new Rule(
          "STAT-03",
          "weights of samples multiply counts, moments and log-likelihood, and a sample of weight 0 adds nothing",
          TOLERANCE,
          "weights applied twice, to one of the sums only, or taken for the whole set and not for the block",
          StatisticsRules::weights),
      new Rule(
          "STAT-04",
          "accumulate with given responsibilities needs no parameters and adds no log-likelihood",
          TOLERANCE,
          "the layout of the responsibilities, K numbers for each row, and weights of samples",
          StatisticsRules::given),
      new Rule(
          "STAT-05",
          "accumulate adds to what the statistics hold",
          "exact for numbers that no rounding touches",
          "assignments where an addition is meant",
          StatisticsRules::additions),
      new Rule(
          "STAT-06",
          "moments are taken about the centres that the statistics state, whatever the means",
          TOLERANCE,
          "means of the parameters used as centres",
          StatisticsRules::centres),
      new Rule(
          "STAT-07",
          "the backend's kernel agrees with the default kernel composed of its own operations, on whole blocks of many"
              + " features",
          "twice that of STAT-01",
          "either of the two: STAT-01 and the rules of single operations tell which",
          StatisticsRules::composed));

  private StatisticsRules() {}

  private static void eachCase(TckContext tck, Assignment assignment) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 2, 3, 5, 8, 9, 17}) {
        for (int components : new int[] {1, 2, 3, 5, 9}) {
          MixtureCase mixture =
              MixtureCase.of(tck.random(), type, d, components).build();
          for (Moments moments : Moments.values()) {
            tck.at("%s, %s moments", mixture, moments);
            Statistics.compare(tck, mixture.parameters(), assignment, mixture.rows(), moments);
          }
        }
      }
    }
  }

  private static void weights(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (Moments moments : Moments.values()) {
        for (Assignment assignment : Assignment.values()) {
          MixtureCase mixture =
              MixtureCase.of(tck.random(), type, 4, 3).weighted().build();
          tck.at("%s, %s moments, %s", mixture, moments, assignment);
          Statistics.compare(tck, mixture.parameters(), assignment, mixture.rows(), moments);
        }
      }
    }
  }

  private static void given(TckContext tck) {
    for (int d : new int[] {1, 3, 8, 17}) {
      for (int components : new int[] {1, 2, 5}) {
        for (Moments moments : Moments.values()) {
          MixtureCase.Builder builder =
              MixtureCase.of(tck.random(), CovarianceType.FULL, d, components);
          MixtureCase mixture = d == 3 ? builder.weighted().build() : builder.build();
          tck.at("%s, %s moments", mixture, moments);
          double[] responsibilities = responsibilities(tck, mixture);
          SufficientStatistics statistics =
              new SufficientStatistics(mixture.parameters().means(), components, d, moments);
          accumulate(tck.backend(), mixture, responsibilities, statistics);
          Statistics.compare(
              tck,
              statistics,
              StatisticsOracle.of(responsibilities, mixture.rows(), statistics.centres(), moments));
        }
      }
    }
  }

  /** Random responsibilities, some of them 0 and 1. */
  private static double[] responsibilities(TckContext tck, MixtureCase mixture) {
    int components = mixture.parameters().components();
    double[] responsibilities = new double[mixture.rows().rows() * components];
    for (int i = 0; i < mixture.rows().rows(); i++) {
      double rest = 1;
      for (int k = 0; k < components; k++) {
        boolean last = k == components - 1;
        double part = i % 4 == 0 ? rest : rest * tck.random().nextDouble();
        responsibilities[i * components + k] = last ? rest : part;
        rest -= responsibilities[i * components + k];
      }
    }
    return responsibilities;
  }

  private static void accumulate(
      LinearAlgebraBackend backend,
      MixtureCase mixture,
      double[] responsibilities,
      SufficientStatistics statistics) {
    int components = statistics.components();
    // Statistics may be of fewer components than a kernel was made for.
    int most = components + 2;
    try (MixtureKernel kernel = MixtureKernels.of(backend, statistics.dimension(), most)) {
      Kernels.eachBlock(kernel, mixture.rows(), (block, first) -> {
        double[] part = new double[block.rows() * components];
        System.arraycopy(responsibilities, first * components, part, 0, part.length);
        kernel.accumulate(block, part, statistics);
      });
    }
  }

  /** Statistics that hold 2^40 of everything, and rows at the only component's mean: sums of integers. */
  private static void additions(TckContext tck) {
    double before = 0x1p40;
    for (Moments moments : Moments.values()) {
      tck.at("%s moments", moments);
      KernelParameters parameters =
          MixtureParameters.nearestCentre(new double[] {3, 5}, 2, 1).kernelParameters();
      SufficientStatistics statistics =
          new SufficientStatistics(new double[] {1, 1}, 1, 2, moments);
      java.util.Arrays.fill(statistics.weights(), before);
      java.util.Arrays.fill(statistics.first(), before);
      java.util.Arrays.fill(statistics.second(), before);
      statistics.addLogLikelihood(before);
      RowBlock rows = new RowBlock(new double[] {3, 5, 3, 5, 3, 5}, 0, 3, 2, null);
      Kernels.accumulate(tck.backend(), parameters, Assignment.SOFT, rows, statistics);
      tck.equal("count", statistics.weights(), new double[] {before + 3});
      tck.equal("first moment", statistics.first(), new double[] {before + 6, before + 12});
      double[] second = switch (moments) {
        case NONE -> new double[0];
        case DIAGONAL -> new double[] {before + 12, before + 48};
        case POOLED, FULL -> new double[] {before + 12, before + 24, before + 24, before + 48};
      };
      tck.equal("second moment", statistics.second(), second);
      double logLikelihood = before - 3 * Math.log(2 * Math.PI);
      tck.near("log-likelihood", statistics.logLikelihood(), logLikelihood, Math.ulp(before));
    }
  }

  private static void centres(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (Moments moments : Moments.values()) {
        MixtureCase mixture = MixtureCase.of(tck.random(), type, 3, 3).build();
        tck.at("%s, %s moments", mixture, moments);
        double[] centres = mixture.parameters().means().clone();
        for (int i = 0; i < centres.length; i++) {
          centres[i] += tck.random().nextGaussian();
        }
        SufficientStatistics statistics = new SufficientStatistics(centres, 3, 3, moments);
        Kernels.accumulate(
            tck.backend(), mixture.parameters(), Assignment.SOFT, mixture.rows(), statistics);
        Statistics.compare(
            tck,
            statistics,
            Statistics.expected(mixture.parameters(), Assignment.SOFT, mixture.rows(), statistics));
      }
    }
  }

  private static void composed(TckContext tck) {
    LinearAlgebraBackend operations = new Tier1Only(tck.backend());
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {2, 16, 33, 64}) {
        MixtureCase mixture = MixtureCase.of(tck.random(), type, d, 5)
            .rows(d > 33 ? 33 : 129)
            .weighted()
            .build();
        Moments moments = Statistics.momentsOf(mixture);
        tck.at("%s", mixture);
        SufficientStatistics own = statistics(tck.backend(), mixture, moments);
        SufficientStatistics composed = statistics(operations, mixture, moments);
        StatisticsOracle oracle =
            Statistics.expected(mixture.parameters(), Assignment.SOFT, mixture.rows(), own);
        tck.near("count", own.weights(), composed.weights(), twice(oracle.weightBounds()));
        tck.near("first moment", own.first(), composed.first(), twice(oracle.firstBounds()));
        tck.near("second moment", own.second(), composed.second(), twice(oracle.secondBounds()));
        tck.near(
            "log-likelihood",
            own.logLikelihood(),
            composed.logLikelihood(),
            2 * oracle.logLikelihoodBound());
      }
    }
  }

  private static SufficientStatistics statistics(
      LinearAlgebraBackend backend, MixtureCase mixture, Moments moments) {
    KernelParameters parameters = mixture.parameters();
    SufficientStatistics statistics = new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), moments);
    Kernels.accumulate(backend, parameters, Assignment.SOFT, mixture.rows(), statistics);
    return statistics;
  }

  private static double[] twice(double[] bounds) {
    double[] twice = bounds.clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    return twice;
  }
}
