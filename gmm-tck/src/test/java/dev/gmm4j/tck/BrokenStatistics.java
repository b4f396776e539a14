package dev.gmm4j.tck;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Kernels whose statistics are wrong in one way. */
final class BrokenStatistics {
  private BrokenStatistics() {}

  static List<BrokenBackend> all() {
    return Stream.of(statistics(), weights(), fits()).flatMap(List::stream).toList();
  }

  private static List<BrokenBackend> statistics() {
    return List.of(
        BrokenBackend.kernel(
            "STAT-01", "17 features and 9 components overflow a tile", () -> new KernelFault() {
              @Override
              void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {
                boolean tile = dimension == 17 && statistics.components() == 9;
                boolean wrong = tile && assignment == Assignment.SOFT;
                scale(statistics.first(), wrong ? 1 + 1e-9 : 1);
              }
            }),
        BrokenBackend.kernel(
            "STAT-02",
            "the log-likelihood of hard assignments is that of the mixture",
            () -> new KernelFault() {
              @Override
              void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {
                statistics.addLogLikelihood(assignment == Assignment.HARD ? 0.1 * rows : 0);
              }
            },
            "DENS-07",
            "STAT-03"));
  }

  private static List<BrokenBackend> weights() {
    return List.of(
        weights(
            "STAT-03",
            "weights are applied twice",
            weight -> weight * weight,
            "FIT-01",
            "FIT-04",
            "GOLD-01",
            "GOLD-02",
            "GOLD-03",
            "KERN-08",
            "REPRO-04",
            "STAT-04",
            "STAT-07"),
        BrokenBackend.kernel(
            "STAT-04", "given responsibilities add a log-likelihood", () -> new KernelFault() {
              @Override
              void accumulateGiven(int rows, SufficientStatistics statistics) {
                statistics.addLogLikelihood(1e-6);
              }
            }),
        accumulate("STAT-05", "statistics are cleared at the first block", (fault, rows, to) -> {
          if (to.weights()[0] > 0x1p39) {
            to.weights()[0] -= 0x1p40;
          }
        }),
        accumulate(
            "STAT-06",
            "moments are taken about the means",
            (fault, rows, to) -> {
              if (!Arrays.equals(fault.parameters.means(), to.centres())) {
                to.first()[0] +=
                    to.weights()[0] * (to.centres()[0] - fault.parameters.means()[0]);
              }
            },
            "STAT-05"),
        accumulate(
            "STAT-07",
            "16 features are wrong",
            (fault, rows, to) -> {
              scale(to.second(), fault.dimension == 16 ? 1 + 1e-9 : 1);
            },
            "DENS-06"));
  }

  private static List<BrokenBackend> fits() {
    return List.of(
        accumulate("FIT-01", "11 features are wrong", (fault, rows, to) -> {
          scale(to.second(), fault.dimension == 11 ? 1 + 1e-6 : 1);
        }),
        accumulate(
            "FIT-02",
            "moments far from 0 are in single precision",
            (fault, rows, to) -> {
              boolean far = Math.abs(to.centres()[0]) > 5e5 && Math.abs(to.second()[0]) < 1e5;
              scale(to.second(), far ? 1 + 1e-6 : 1);
            },
            "KERN-05"),
        accumulate(
            "FIT-03",
            "moments below 1e-6 count as 0",
            (fault, rows, to) -> {
              double largest = Arrays.stream(to.second()).map(Math::abs).max().orElse(0);
              scale(to.second(), largest < 1e-6 ? 0 : 1);
            },
            "KERN-05",
            "SCALE-04",
            "SCALE-05"),
        weights(
            "FIT-04",
            "weights are cut off at 1.9999 where they are whole",
            weight -> weight == Math.rint(weight) ? Math.min(weight, 1.9999) : weight,
            "GOLD-01",
            "GOLD-02",
            "GOLD-03"));
  }

  static void scale(double[] numbers, double factor) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factor;
    }
  }

  /** Changes statistics after a block was added. */
  interface AccumulateFault {
    void after(KernelFault fault, int rows, SufficientStatistics statistics);
  }

  static BrokenBackend accumulate(
      String rule, String error, AccumulateFault body, String... others) {
    return BrokenBackend.kernel(
        rule,
        error,
        () -> new KernelFault() {
          @Override
          void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {
            if (statistics.second().length > 0) {
              body.after(this, rows, statistics);
            }
          }
        },
        others);
  }

  private static BrokenBackend weights(
      String rule, String error, DoubleUnaryOperator change, String... others) {
    return BrokenBackend.kernel(
        rule,
        error,
        () -> new KernelFault() {
          @Override
          RowBlock load(RowBlock rows) {
            double[] weights = rows.weights();
            return new RowBlock(
                rows.values(),
                rows.offset(),
                rows.rows(),
                rows.dimension(),
                weights == null ? null : Arrays.stream(weights).map(change).toArray());
          }
        },
        others);
  }
}
