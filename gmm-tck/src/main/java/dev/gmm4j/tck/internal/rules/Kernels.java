package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/** Runs a backend's kernels over rows, in blocks as large as the kernel asks for. */
final class Kernels {
  private Kernels() {}

  /** What a kernel says of each row. */
  record Posterior(double[] logDensities, double[] responsibilities) {}

  /** Uses one loaded block. */
  interface BlockBody {
    void accept(SampleBlock block, int firstRow);
  }

  static double[] logDensities(
      LinearAlgebraBackend backend, KernelParameters parameters, RowBlock rows) {
    double[] all = new double[rows.rows()];
    try (MixtureKernel kernel = kernel(backend, parameters)) {
      eachBlock(kernel, rows, (block, first) -> {
        double[] part = new double[block.rows()];
        kernel.logDensities(block, part);
        System.arraycopy(part, 0, all, first, part.length);
      });
    }
    return all;
  }

  static Posterior responsibilities(
      LinearAlgebraBackend backend, KernelParameters parameters, RowBlock rows) {
    int components = parameters.components();
    double[] logDensities = new double[rows.rows()];
    double[] responsibilities = new double[rows.rows() * components];
    try (MixtureKernel kernel = kernel(backend, parameters)) {
      eachBlock(kernel, rows, (block, first) -> {
        double[] part = new double[block.rows()];
        double[] parts = new double[block.rows() * components];
        kernel.responsibilities(block, part, parts);
        System.arraycopy(part, 0, logDensities, first, part.length);
        System.arraycopy(parts, 0, responsibilities, first * components, parts.length);
      });
    }
    return new Posterior(logDensities, responsibilities);
  }

  static int[] labels(LinearAlgebraBackend backend, KernelParameters parameters, RowBlock rows) {
    int[] labels = new int[rows.rows()];
    try (MixtureKernel kernel = kernel(backend, parameters)) {
      eachBlock(kernel, rows, (block, first) -> {
        int[] part = new int[block.rows()];
        kernel.labels(block, part);
        System.arraycopy(part, 0, labels, first, part.length);
      });
    }
    return labels;
  }

  static void accumulate(
      LinearAlgebraBackend backend,
      KernelParameters parameters,
      Assignment assignment,
      RowBlock rows,
      SufficientStatistics statistics) {
    try (MixtureKernel kernel = kernel(backend, parameters)) {
      eachBlock(kernel, rows, (block, first) -> kernel.accumulate(block, assignment, statistics));
    }
  }

  private static MixtureKernel kernel(LinearAlgebraBackend backend, KernelParameters parameters) {
    MixtureKernel kernel =
        MixtureKernels.of(backend, parameters.dimension(), parameters.components());
    kernel.use(parameters);
    return kernel;
  }

  static void eachBlock(MixtureKernel kernel, RowBlock rows, BlockBody body) {
    int size = kernel.blockRows();
    for (int first = 0; first < rows.rows(); first += size) {
      int count = Math.min(size, rows.rows() - first);
      try (SampleBlock block = kernel.load(part(rows, first, count))) {
        body.accept(block, first);
      }
    }
  }

  /** Returns consecutive rows of a block. */
  static RowBlock part(RowBlock rows, int first, int count) {
    double[] weights = rows.weights();
    return new RowBlock(
        rows.values(),
        rows.rowOffset(first),
        count,
        rows.dimension(),
        weights == null ? null : Arrays.copyOfRange(weights, first, first + count));
  }
}
