package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.internal.oracle.StatisticsOracle;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** The same numbers give the same bits. */
final class ReproducibilityRules {
  static final List<Rule> RULES = List.of(
      new Rule(
          "REPRO-01",
          "the same operation on the same numbers gives the same bits, whatever was computed before and by whichever"
              + " instance",
          "exact",
          "threads within the library, choices made by the alignment of memory, and random numbers",
          ReproducibilityRules::operations),
      new Rule(
          "REPRO-02",
          "kernels give the same bits for the same block and parameters, whatever they did before",
          "exact",
          "the order of sums, and scratch memory carried from block to block",
          ReproducibilityRules::kernels),
      new Rule(
          "REPRO-03",
          "a fit gives the same bits for 1, 2, 3 and 4 threads",
          "exact",
          "state shared by kernels, and sums whose order depends on threads",
          ReproducibilityRules::threads),
      new Rule(
          "REPRO-04",
          "statistics of parts, by different kernels and merged, are those of the whole",
          "the bound of the statistics (see StatisticsOracle)",
          "what a kernel adds once for a kernel or for a pass where it belongs to a block",
          ReproducibilityRules::merge));

  private ReproducibilityRules() {}

  private static void operations(TckContext tck) {
    try (LinearAlgebraBackend other = tck.provider().create(BackendOptions.defaults())) {
      for (int n : new int[] {1, 2, 3, 9, 33, 64}) {
        List<Operation> operations = Operation.all(tck.random(), n);
        List<List<double[]>> first =
            operations.stream().map(operation -> operation.run(tck.backend())).toList();
        for (int repetition = 0; repetition < 3; repetition++) {
          LinearAlgebraBackend backend = repetition == 2 ? other : tck.backend();
          for (int i = operations.size() - 1; i >= 0; i--) {
            tck.at("%s", operations.get(i).name());
            List<double[]> again = operations.get(i).run(backend);
            for (int output = 0; output < again.size(); output++) {
              tck.equal("output " + output, again.get(output), first.get(i).get(output));
            }
          }
        }
      }
    }
  }

  private static void kernels(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 9}) {
        MixtureCase mixture =
            MixtureCase.of(tck.random(), type, d, 3).rows(77).weighted().build();
        tck.at("%s", mixture);
        Bits first = Bits.of(tck.backend(), mixture);
        for (int repetition = 0; repetition < 2; repetition++) {
          MixtureCase between =
              MixtureCase.of(tck.random(), type, d, 2).rows(13).build();
          Bits.of(tck.backend(), between);
          Bits.of(tck.backend(), mixture).compare(tck, first);
        }
      }
    }
  }

  /** All that kernels say of a case. */
  record Bits(double[] logDensities, double[] responsibilities, SufficientStatistics statistics) {
    static Bits of(LinearAlgebraBackend backend, MixtureCase mixture) {
      KernelParameters parameters = mixture.parameters();
      SufficientStatistics statistics = new SufficientStatistics(
          parameters.means(), parameters.components(), parameters.dimension(), Moments.FULL);
      Kernels.accumulate(backend, parameters, Assignment.SOFT, mixture.rows(), statistics);
      Kernels.Posterior posterior = Kernels.responsibilities(backend, parameters, mixture.rows());
      return new Bits(posterior.logDensities(), posterior.responsibilities(), statistics);
    }

    void compare(TckContext tck, Bits expected) {
      tck.equal("log-density", logDensities, expected.logDensities);
      tck.equal("responsibility", responsibilities, expected.responsibilities);
      tck.equal("count", statistics.weights(), expected.statistics.weights());
      tck.equal("first moment", statistics.first(), expected.statistics.first());
      tck.equal("second moment", statistics.second(), expected.statistics.second());
      tck.near(
          "log-likelihood", statistics.logLikelihood(), expected.statistics.logLikelihood(), 0);
    }
  }

  private static void threads(TckContext tck) {
    double[] rows = Matrices.normal(tck.random(), 3 * 5003);
    for (int i = 0; i < rows.length; i++) {
      rows[i] += 3 * (i / 3 % 2);
    }
    for (CovarianceType type : CovarianceType.values()) {
      GaussianMixture alone = fit(tck, type, rows, 1);
      for (int threads = 2; threads <= 4; threads++) {
        tck.at("%s, %d threads", type.label(), threads);
        GaussianMixture model = fit(tck, type, rows, threads);
        tck.equal("weight", model.weights(), alone.weights());
        for (int k = 0; k < 3; k++) {
          tck.equal("mean", model.mean(k), alone.mean(k));
        }
        tck.equal(
            "covariance", model.covariances().toArray(), alone.covariances().toArray());
      }
    }
  }

  private static GaussianMixture fit(
      TckContext tck, CovarianceType type, double[] rows, int threads) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covarianceType(type)
        .maxIterations(4)
        .tolerance(0)
        .threads(threads)
        .backend(tck.backend())
        .build()
        .fit(Samples.of(rows, 3))
        .model();
  }

  private static void merge(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      MixtureCase mixture =
          MixtureCase.of(tck.random(), type, 3, 3).rows(100).weighted().build();
      KernelParameters parameters = mixture.parameters();
      for (int parts : new int[] {1, 3, 7, 100}) {
        tck.at("%s, %d parts", mixture, parts);
        SufficientStatistics total =
            new SufficientStatistics(parameters.means(), 3, 3, Moments.FULL);
        for (int part = 0; part < parts; part++) {
          int first = 100 * part / parts;
          RowBlock rows = Kernels.part(mixture.rows(), first, 100 * (part + 1) / parts - first);
          SufficientStatistics statistics =
              new SufficientStatistics(parameters.means(), 3, 3, Moments.FULL);
          Kernels.accumulate(tck.backend(), parameters, Assignment.SOFT, rows, statistics);
          total.merge(statistics);
        }
        StatisticsOracle expected =
            Statistics.expected(parameters, Assignment.SOFT, mixture.rows(), total);
        Statistics.compare(tck, total, expected);
      }
    }
  }
}
