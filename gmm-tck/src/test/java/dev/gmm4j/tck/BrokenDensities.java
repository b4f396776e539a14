package dev.gmm4j.tck;

import dev.gmm4j.data.RowBlock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Kernels whose densities are wrong in one way. */
final class BrokenDensities {
  private BrokenDensities() {}

  static List<BrokenBackend> all() {
    return Stream.of(extremes(), kernels()).flatMap(List::stream).toList();
  }

  private static List<BrokenBackend> extremes() {
    return List.of(
        logDensities("DENS-01", "far samples are NaN", (fault, rows, values) -> {
          for (int i = 0; i < rows; i++) {
            values[i] = values[i] < -1e50 ? Double.NaN : values[i];
          }
        }),
        responsibilities("DENS-02", "tails are in single precision", (fault, rows, log, r) -> {
          for (int i = 0; i < rows; i++) {
            log[i] = log[i] < -5000 && log[i] > -1e9 ? (float) log[i] : log[i];
          }
        }),
        responsibilities("DENS-03", "determinants overflow", (fault, rows, log, r) -> {
          boolean overflow = Math.abs(fault.parameters.factors().logDeterminant(0)) > 709;
          Arrays.fill(log, 0, overflow ? rows : 0, -1e10);
        }),
        responsibilities("DENS-04", "weights of 0 are replaced by 1e-20", (fault, rows, log, r) -> {
          double[] weights = fault.parameters.logWeights();
          for (int i = 0; i < rows * weights.length; i++) {
            boolean without = weights[i % weights.length] == Double.NEGATIVE_INFINITY;
            r[i] = Math.max(r[i], without ? 1e-20 : 0);
          }
        }),
        labels("DENS-05", "ties go to the largest index", (fault, rows, r, labels) -> {
          int components = fault.parameters.components();
          for (int i = 0; i < rows; i++) {
            for (int k = 0; k < components; k++) {
              if (r[i * components + k] >= r[i * components + labels[i]]) {
                labels[i] = k;
              }
            }
          }
        }),
        responsibilities("DENS-06", "noise thins out", (fault, rows, log, r) -> {
          int components = fault.parameters.components();
          boolean noise = fault.parameters.gaussianComponents() < components;
          for (int i = 0; noise && i < rows; i++) {
            r[(i + 1) * components - 1] *= 1 - 1e-6;
          }
        }),
        logDensities("DENS-07", "weights are normalized", (fault, rows, values) -> {
          double excess = fault.parameters.logTotalWeight();
          for (int i = 0; Math.abs(excess) > 1e-6 && i < rows; i++) {
            values[i] -= excess;
          }
        }));
  }

  private static List<BrokenBackend> kernels() {
    return List.of(
        logDensities("KERN-01", "17 features are padded wrongly", (fault, rows, values) -> {
          values[0] += fault.dimension == 17 && fault.parameters.components() == 8 ? 1e-6 : 0;
        }),
        responsibilities("KERN-02", "17 features are padded wrongly", (fault, rows, log, r) -> {
          r[0] += fault.dimension == 17 ? 1e-6 : 0;
        }),
        labels(
            "KERN-03",
            "labels ignore the mixing weights",
            (fault, rows, r, labels) -> {
              double[] weights =
                  Arrays.stream(fault.parameters.logWeights()).map(Math::exp).toArray();
              for (int i = 0; i < rows; i++) {
                for (int k = 0; k < weights.length; k++) {
                  int row = i * weights.length;
                  if (r[row + k] * weights[labels[i]] > r[row + labels[i]] * weights[k]) {
                    labels[i] = k;
                  }
                }
              }
            },
            "DENS-06",
            "DENS-07",
            "GOLD-03",
            "MISSING-03"),
        logDensities("KERN-04", "a tail of 7 rows is lost", (fault, rows, values) -> {
          values[rows - 1] = fault.dimension == 8 && rows % 8 == 7 ? 0 : values[rows - 1];
        }),
        logDensities("KERN-05", "samples are not shifted", (fault, rows, values) -> {
          double factor = fault.parameters.factors().values()[0];
          boolean far = Math.abs(fault.parameters.means()[0]) > 1e5 && factor > 1e-3;
          values[0] += far ? 1e-5 : 0;
        }),
        logDensities("KERN-06", "scratch is too small for 150 features", (fault, rows, values) -> {
          values[0] += fault.dimension == 150 ? 1e-6 : 0;
        }),
        logDensities("KERN-07", "earlier components stay in scratch", (fault, rows, values) -> {
          boolean fewer = fault.parameters.components() < fault.componentsBefore;
          values[0] += fewer ? 1e-6 : 0;
        }),
        BrokenBackend.kernel(
            "KERN-08", "rows must begin at a multiple of the dimension", () -> new KernelFault() {
              @Override
              RowBlock load(RowBlock rows) {
                int begin = rows.offset() - rows.offset() % rows.dimension();
                return new RowBlock(
                    rows.values(), begin, rows.rows(), rows.dimension(), rows.weights());
              }
            }));
  }

  private interface LogDensityFault {
    void after(KernelFault fault, int rows, double[] values);
  }

  private interface ResponsibilityFault {
    void after(KernelFault fault, int rows, double[] logDensities, double[] responsibilities);
  }

  private interface LabelFault {
    void after(KernelFault fault, int rows, double[] responsibilities, int[] labels);
  }

  private static BrokenBackend logDensities(String rule, String error, LogDensityFault body) {
    return BrokenBackend.kernel(rule, error, () -> new KernelFault() {
      @Override
      void logDensities(int rows, double[] values) {
        body.after(this, rows, values);
      }
    });
  }

  private static BrokenBackend responsibilities(
      String rule, String error, ResponsibilityFault body) {
    return BrokenBackend.kernel(rule, error, () -> new KernelFault() {
      @Override
      void responsibilities(int rows, double[] logDensities, double[] responsibilities) {
        body.after(this, rows, logDensities, responsibilities);
      }
    });
  }

  private static BrokenBackend labels(
      String rule, String error, LabelFault body, String... others) {
    return BrokenBackend.kernel(
        rule,
        error,
        () -> new KernelFault() {
          @Override
          void labels(int rows, double[] responsibilities, int[] labels) {
            body.after(this, rows, responsibilities, labels);
          }
        },
        others);
  }
}
