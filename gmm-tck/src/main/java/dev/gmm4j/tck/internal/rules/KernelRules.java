package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.DensityOracle;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.List;

/** What kernels say of samples, the backend's own kernels or those composed of its operations. */
final class KernelRules {
  static final String TOLERANCE =
      "the rounding error of W(x - μ) for each component, (d + 4) ε |W| (|x - m| + |μ - m|), carried through log-sum-exp"
          + " (see DensityOracle)";

  static final List<Rule> RULES = List.of(
      new Rule(
          "KERN-01",
          "logDensities are those of the textbook for every covariance structure, dimension and number of components",
          TOLERANCE,
          "the shape of the factors (triangular, shared, axis-aligned), padding of features and components, and the"
              + " logarithm of the determinant",
          KernelRules::logDensities),
      new Rule(
          "KERN-02",
          "responsibilities and the log-densities beside them are those of the textbook",
          TOLERANCE,
          "the layout of the result, K numbers for each row",
          KernelRules::responsibilities),
      new Rule(
          "KERN-03",
          "labels name the component of highest posterior probability",
          "exact where no rounding can make another component likelier",
          "mixing weights left out of the comparison, or determinants",
          KernelRules::labels),
      new Rule(
          "KERN-04",
          "blocks of 1 row, of blockRows, and of any number between give the same as rows alone",
          TOLERANCE,
          "tails of vector loops: the row counts that fail tell the lane or tile",
          KernelRules::blockSizes),
      new Rule(
          "KERN-05",
          "samples 1e6 away from 0, or in units 1e6 times larger or smaller, lose no precision",
          TOLERANCE,
          "products of unshifted samples, and moments as E[xxᵀ] - mmᵀ",
          KernelRules::offsets),
      new Rule(
          "KERN-06",
          "150 features and covariances of condition 1e12 give the log-densities of the textbook",
          TOLERANCE,
          "scratch memory that is too small, and inverses of covariances where factors are given",
          KernelRules::hardCovariances),
      new Rule(
          "KERN-07",
          "a kernel can be used with other parameters, fewer components and another structure, any number of times",
          TOLERANCE,
          "numbers of earlier parameters left in scratch memory or padding",
          KernelRules::reuse),
      new Rule(
          "KERN-08",
          "a block can be loaded before use, from any place in an array, and used by another kernel of the backend",
          TOLERANCE,
          "the offset of the rows, and blocks that keep something of the kernel which loaded them",
          KernelRules::blocks));

  private static final int[] DIMENSIONS = {1, 2, 3, 4, 5, 8, 9, 17};
  private static final int[] COMPONENTS = {1, 2, 3, 4, 8, 17};

  private KernelRules() {}

  private interface CaseCheck {
    void check(MixtureCase mixture);
  }

  private static void eachCase(TckContext tck, CaseCheck body) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : DIMENSIONS) {
        for (int components : COMPONENTS) {
          MixtureCase mixture =
              MixtureCase.of(tck.random(), type, d, components).build();
          tck.at("%s", mixture);
          body.check(mixture);
        }
      }
    }
  }

  private static void logDensities(TckContext tck) {
    eachCase(tck, mixture -> compareLogDensities(tck, mixture.parameters(), mixture.rows()));
  }

  private static void compareLogDensities(
      TckContext tck, KernelParameters parameters, RowBlock rows) {
    DensityOracle oracle = new DensityOracle(parameters, rows);
    tck.near(
        "log-density",
        Kernels.logDensities(tck.backend(), parameters, rows),
        oracle.logDensities(),
        oracle.logDensityBounds());
  }

  private static void responsibilities(TckContext tck) {
    eachCase(tck, mixture -> {
      DensityOracle oracle = new DensityOracle(mixture.parameters(), mixture.rows());
      Kernels.Posterior actual =
          Kernels.responsibilities(tck.backend(), mixture.parameters(), mixture.rows());
      tck.near(
          "responsibility",
          actual.responsibilities(),
          oracle.responsibilities(),
          oracle.responsibilityBounds());
      tck.near(
          "log-density", actual.logDensities(), oracle.logDensities(), oracle.logDensityBounds());
    });
  }

  private static void labels(TckContext tck) {
    eachCase(tck, mixture -> {
      DensityOracle oracle = new DensityOracle(mixture.parameters(), mixture.rows());
      int[] labels = Kernels.labels(tck.backend(), mixture.parameters(), mixture.rows());
      for (int i = 0; i < labels.length; i++) {
        if (oracle.isClear(i)) {
          tck.that(
              labels[i] == oracle.label(i),
              "row " + i + " is labelled " + labels[i] + ", not " + oracle.label(i));
        }
      }
    });
  }

  private static void blockSizes(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 8}) {
        int full;
        try (MixtureKernel kernel = MixtureKernels.of(tck.backend(), d, 3)) {
          full = kernel.blockRows();
        }
        tck.that(full >= 1, "blockRows is " + full);
        MixtureCase mixture =
            MixtureCase.of(tck.random(), type, d, 3).rows(Math.max(full, 101)).build();
        for (int rows : Sizes.ROWS) {
          checkBlock(tck, mixture, Math.min(rows, full));
        }
        checkBlock(tck, mixture, Math.max(1, full - 1));
        checkBlock(tck, mixture, full);
      }
    }
  }

  private static void checkBlock(TckContext tck, MixtureCase mixture, int rows) {
    RowBlock block = Kernels.part(mixture.rows(), mixture.rows().rows() - rows, rows);
    tck.at("%s, block of %d", mixture, rows);
    compareLogDensities(tck, mixture.parameters(), block);
    Statistics.compare(
        tck, mixture.parameters(), Assignment.SOFT, block, Statistics.momentsOf(mixture));
  }

  private static void offsets(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {1, 3, 8}) {
        MixtureCase far = MixtureCase.of(tck.random(), type, d, 3).offset(1e6).build();
        check(tck, far, "1e6 away");
        check(tck, MixtureCase.of(tck.random(), type, d, 3).scale(1e6).build(), "times 1e6");
        check(tck, MixtureCase.of(tck.random(), type, d, 3).scale(1e-6).build(), "times 1e-6");
      }
    }
  }

  static void check(TckContext tck, MixtureCase mixture, String place) {
    tck.at("%s, %s", mixture, place);
    compareLogDensities(tck, mixture.parameters(), mixture.rows());
    Statistics.compare(
        tck, mixture.parameters(), Assignment.SOFT, mixture.rows(), Statistics.momentsOf(mixture));
  }

  private static void hardCovariances(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      for (int d : new int[] {33, 64, 97, 150}) {
        check(tck, MixtureCase.of(tck.random(), type, d, 2).rows(9).build(), "condition 100");
      }
      for (int d : new int[] {2, 5, 17, 33}) {
        MixtureCase hard =
            MixtureCase.of(tck.random(), type, d, 2).rows(9).condition(1e12).build();
        check(tck, hard, "condition 1e12");
      }
    }
  }

  private static void reuse(TckContext tck) {
    int d = 5;
    int[] components = {8, 1, 3, 5, 2};
    List<CovarianceType> types = List.of(CovarianceType.values());
    try (MixtureKernel kernel = MixtureKernels.of(tck.backend(), d, 8)) {
      for (int round = 0; round < 12; round++) {
        CovarianceType type = types.get(round % types.size());
        MixtureCase mixture = MixtureCase.of(tck.random(), type, d, components[round % 5])
            .rows(1 + 7 * round % 40)
            .build();
        tck.at("use %d, %s", round, mixture);
        DensityOracle oracle = new DensityOracle(mixture.parameters(), mixture.rows());
        kernel.use(mixture.parameters());
        Kernels.eachBlock(kernel, mixture.rows(), (block, first) -> {
          double[] logDensities = new double[block.rows()];
          kernel.logDensities(block, logDensities);
          for (int i = 0; i < logDensities.length; i++) {
            tck.near(
                "log-density",
                logDensities[i],
                oracle.logDensities()[first + i],
                oracle.logDensityBounds()[first + i]);
          }
        });
      }
    }
  }

  private static void blocks(TckContext tck) {
    for (CovarianceType type : CovarianceType.values()) {
      MixtureCase mixture =
          MixtureCase.of(tck.random(), type, 3, 2).rows(11).weighted().build();
      tck.at("%s", mixture);
      try (MixtureKernel loader = MixtureKernels.of(tck.backend(), 3, 5);
          MixtureKernel user = MixtureKernels.of(tck.backend(), 3, 2)) {
        int count = Math.min(11, Math.min(loader.blockRows(), user.blockRows()));
        RowBlock rows = Kernels.part(mixture.shiftedRows(), 0, count);
        try (SampleBlock block = loader.load(rows)) {
          tck.that(block.rows() == count, "the block has " + block.rows() + " rows");
          user.use(mixture.parameters());
          DensityOracle oracle = new DensityOracle(mixture.parameters(), rows);
          double[] logDensities = new double[count];
          user.logDensities(block, logDensities);
          tck.near("log-density", logDensities, oracle.logDensities(), oracle.logDensityBounds());
          SufficientStatistics statistics =
              new SufficientStatistics(mixture.parameters().means(), 2, 3, Moments.FULL);
          user.accumulate(block, Assignment.SOFT, statistics);
          Statistics.compare(
              tck,
              statistics,
              Statistics.expected(mixture.parameters(), Assignment.SOFT, rows, statistics));
        }
      }
    }
  }
}
