package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.TckContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One backend used by several threads at once. */
final class ConcurrencyRules {
  private static final int THREADS = 4;
  private static final int REPETITIONS = 60;

  static final List<Rule> RULES = List.of(
      new Rule(
          "CONC-01",
          "operations called from four threads at once give the same bits as alone",
          "exact",
          "scratch memory, solvers and decompositions kept in fields of the backend",
          ConcurrencyRules::operations),
      new Rule(
          "CONC-02",
          "four kernels, each in a thread of its own, over the same blocks give the same bits as alone",
          "exact",
          "state that kernels share, and blocks that are written to when they are used",
          ConcurrencyRules::kernels));

  private ConcurrencyRules() {}

  /** Runs a body in several threads that start together; returns what they return. */
  private static <T> List<T> together(Callable<T> body) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch ready = new CountDownLatch(THREADS);
      List<Future<T>> running = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        running.add(executor.submit(() -> {
          ready.countDown();
          ready.await();
          return body.call();
        }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  private static void operations(TckContext tck) throws Exception {
    // Created here, not by the first of the threads.
    tck.backend();
    for (int n : new int[] {3, 17, 33}) {
      for (Operation operation : Operation.all(tck.random(), n)) {
        tck.at("%s", operation.name());
        List<double[]> alone = operation.run(tck.backend());
        List<List<double[]>> results = together(() -> differing(tck, operation, alone));
        for (List<double[]> result : results) {
          for (int output = 0; output < alone.size(); output++) {
            tck.equal("output " + output, result.get(output), alone.get(output));
          }
        }
      }
    }
  }

  /** Returns the first outputs that differ from those computed alone, or the last. */
  private static List<double[]> differing(
      TckContext tck, Operation operation, List<double[]> alone) {
    List<double[]> outputs = alone;
    for (int i = 0; i < REPETITIONS; i++) {
      outputs = operation.run(tck.backend());
      for (int output = 0; output < alone.size(); output++) {
        if (!java.util.Arrays.equals(outputs.get(output), alone.get(output))) {
          return outputs;
        }
      }
    }
    return outputs;
  }

  private static void kernels(TckContext tck) throws Exception {
    for (CovarianceType type : CovarianceType.values()) {
      MixtureCase mixture = MixtureCase.of(tck.random(), type, 5, 3).rows(101).build();
      tck.at("%s", mixture);
      List<SampleBlock> blocks = new ArrayList<>();
      try (MixtureKernel loader = MixtureKernels.of(tck.backend(), 5, 3)) {
        int size = loader.blockRows();
        for (int first = 0; first < 101; first += size) {
          blocks.add(loader.load(Kernels.part(mixture.rows(), first, Math.min(size, 101 - first))));
        }
        double[] alone = statistics(tck, mixture, blocks);
        List<double[]> results = together(() -> {
          double[] second = alone;
          for (int i = 0; i < REPETITIONS && java.util.Arrays.equals(second, alone); i++) {
            second = statistics(tck, mixture, blocks);
          }
          return second;
        });
        for (double[] result : results) {
          tck.equal("second moment", result, alone);
        }
      } finally {
        blocks.forEach(SampleBlock::close);
      }
    }
  }

  private static double[] statistics(
      TckContext tck, MixtureCase mixture, List<SampleBlock> blocks) {
    SufficientStatistics statistics =
        new SufficientStatistics(mixture.parameters().means(), 3, 5, Moments.FULL);
    try (MixtureKernel kernel = MixtureKernels.of(tck.backend(), 5, 3)) {
      kernel.use(mixture.parameters());
      for (SampleBlock block : blocks) {
        kernel.accumulate(block, Assignment.SOFT, statistics);
      }
    }
    return statistics.second();
  }
}
