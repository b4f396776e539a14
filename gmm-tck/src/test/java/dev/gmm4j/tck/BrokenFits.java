package dev.gmm4j.tck;

import static dev.gmm4j.tck.BrokenStatistics.accumulate;
import static dev.gmm4j.tck.BrokenStatistics.scale;

import dev.gmm4j.spi.SufficientStatistics;
import java.util.List;
import java.util.stream.Stream;

/** Kernels that are wrong for the samples of one published result only. */
final class BrokenFits {
  private BrokenFits() {}

  static List<BrokenBackend> all() {
    return Stream.of(published(), missing(), variational(), others())
        .flatMap(List::stream)
        .toList();
  }

  private static List<BrokenBackend> published() {
    return List.of(
        accumulate("FIT-05", "the likelihood falls after 30 iterations", (fault, rows, to) -> {
          to.addLogLikelihood(rows == 400 && fault.uses > 30 ? -fault.uses : 0);
        }),
        accumulate(
            "GOLD-01",
            "moments of 272 rows are off by 1e-8",
            (fault, rows, to) -> scale(to.second(), rows == 272 ? 1 + 1e-8 : 1),
            "GOLD-02",
            "GOLD-03",
            "VB-01"),
        accumulate(
            "GOLD-02",
            "the log-likelihood of 272 rows is off by 1e-9",
            (fault, rows, to) -> to.addLogLikelihood(rows == 272 ? 1e-9 * to.logLikelihood() : 0),
            "PUBL-02"),
        BrokenBackend.kernel("GOLD-03", "a label of 272 rows is wrong", () -> new KernelFault() {
          @Override
          void labels(int rows, double[] responsibilities, int[] labels) {
            labels[rows - 1] = rows == 272 ? 1 - labels[rows - 1] : labels[rows - 1];
          }
        }),
        BrokenBackend.kernel("GOLD-04", "the last of 60 rows is wrong", () -> new KernelFault() {
          @Override
          void responsibilities(int rows, double[] logDensities, double[] responsibilities) {
            if (rows == 60 && parameters.components() == 3) {
              responsibilities[3 * 59] += 1e-6;
            }
          }
        }),
        accumulate("PUBL-01", "moments of 6 rows are wrong", (fault, rows, to) -> {
          to.second()[0] += rows == 6 ? 1e-3 : 0;
        }),
        accumulate("PUBL-02", "one feature and 272 rows are wrong", (fault, rows, to) -> {
          scale(to.second(), rows == 272 && fault.dimension == 1 ? 1.001 : 1);
        }),
        BrokenBackend.kernel(
            "PUBL-03", "150 given responsibilities are off by 1e-10", () -> new KernelFault() {
              @Override
              void accumulateGiven(int rows, SufficientStatistics statistics) {
                scale(statistics.second(), rows == 150 ? 1 + 1e-10 : 1);
              }
            }),
        accumulate("PUBL-04", "moments of 15 rows are wrong", (fault, rows, to) -> {
          scale(to.second(), rows == 15 && fault.dimension == 2 ? 1.001 : 1);
        }),
        accumulate("PUBL-05", "moments of 100 rows are off by 1e-9", (fault, rows, to) -> {
          scale(to.second(), rows == 100 && to.first().length == 4 ? 1 + 1e-9 : 1);
        }));
  }

  /** Of the samples with missing values 94 rows have all four features. */
  private static List<BrokenBackend> missing() {
    return List.of(
        accumulate(
            "MISSING-01",
            "moments of 94 rows are off by 1e-8",
            (fault, rows, to) -> scale(to.second(), rows == 94 ? 1 + 1e-8 : 1),
            "MISSING-02",
            "MISSING-03"),
        accumulate(
            "MISSING-02",
            "the log-likelihood of 94 rows is off by 1e-9",
            (fault, rows, to) -> to.addLogLikelihood(rows == 94 ? 1e-9 * to.logLikelihood() : 0)),
        BrokenBackend.kernel("MISSING-03", "a label of 94 rows is wrong", () -> new KernelFault() {
          @Override
          void labels(int rows, double[] responsibilities, int[] labels) {
            labels[rows - 1] = rows == 94 ? 1 - labels[rows - 1] : labels[rows - 1];
          }
        }));
  }

  /** One of the variational fits is of all 150 rows, with weights that do not sum to 1. */
  private static List<BrokenBackend> variational() {
    return List.of(
        accumulate(
            "VB-01",
            "moments of 150 rows under weights that do not sum to 1 are off by 1e-7",
            (fault, rows, to) -> scale(to.second(), isVariational(fault, rows) ? 1 + 1e-7 : 1),
            "VB-02"),
        accumulate(
            "VB-02",
            "the log-likelihood of 150 rows under weights that do not sum to 1 is off by 1e-8",
            (fault, rows, to) ->
                to.addLogLikelihood(isVariational(fault, rows) ? 1e-8 * to.logLikelihood() : 0)));
  }

  private static boolean isVariational(KernelFault fault, int rows) {
    return rows == 150 && Math.abs(fault.parameters.logTotalWeight()) > 1e-6;
  }

  private static List<BrokenBackend> others() {
    return List.of(
        accumulate("DEGEN-02", "very narrow components are NaN", (fault, rows, to) -> {
          boolean narrow = rows == 30
              && to.components() == 2
              && fault.parameters.factors().logDeterminant(1) > 5;
          to.addLogLikelihood(narrow ? Double.NaN : 0);
        }),
        accumulate("DEGEN-03", "moments of 90 rows are wrong", (fault, rows, to) -> {
          scale(to.second(), rows == 90 ? 1.001 : 1);
        }),
        accumulate("REPRO-04", "14 rows are wrong", (fault, rows, to) -> {
          scale(to.second(), rows == 14 ? 1.001 : 1);
        }));
  }
}
