package dev.gmm4j.spark;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.bayesian.PredictiveMixture;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.internal.trimming.TrimmingScores;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vectors;
import org.jspecify.annotations.Nullable;

/** Predicts components, their probabilities and the density. */
final class MixturePredictor implements RowPredictor {
  private final Outputs outputs;
  private final int components;
  private final int dimension;
  private final MixtureKernel kernel;
  private final boolean mayMiss;
  private final @Nullable PredictiveMixture predictive;
  private final int[] labels;
  private final double[] logDensities;
  private final double[] responsibilities;
  private final double[] scores;
  private final @Nullable TrimmingScores finder;

  /**
   * Which columns are appended, in this order.
   *
   * @param trimmed what rows are told to be trimmed by, or null for no such column
   */
  record Outputs(
      boolean prediction,
      boolean probability,
      boolean logDensity,
      @Nullable Threshold trimmed) implements Serializable {
    int count() {
      return (prediction ? 1 : 0)
          + (probability ? 1 : 0)
          + (logDensity ? 1 : 0)
          + (trimmed == null ? 0 : 1);
    }
  }

  /**
   * What tells rows that are trimmed.
   *
   * @param threshold the smallest score of a row that was kept
   */
  record Threshold(Trimming.Form form, double threshold) implements Serializable {
    /** Kernels for any samples round otherwise than those of a fit. */
    private static final double ROUNDING = 1e-9;

    boolean isAbove(double score) {
      return score < threshold - ROUNDING * Math.max(1, Math.abs(threshold));
    }
  }

  /**
   * Creates a predictor.
   *
   * @param posterior the text of a model file whose posterior's predictive density is that of rows, or null for the density
   *     of the parameters
   * @param mayMiss whether NaN is a value that is missing
   */
  MixturePredictor(
      MixtureParameters parameters,
      @Nullable String posterior,
      @Nullable String backend,
      Outputs outputs,
      boolean mayMiss) {
    this.outputs = outputs;
    this.mayMiss = mayMiss;
    components = parameters.components();
    dimension = parameters.dimension();
    LinearAlgebraBackend chosen = ExecutorBackend.get(backend);
    kernel = mayMiss
        ? IncompleteKernel.evaluating(chosen, parameters)
        : MixtureKernels.evaluating(chosen, parameters);
    if (!mayMiss) {
      kernel.use(parameters.kernelParameters());
    }
    predictive = posterior == null
        ? null
        : requireNonNull(ModelFile.fromJson(posterior, chosen).posterior()).predictive();
    int rows = kernel.blockRows();
    labels = new int[rows];
    logDensities = new double[rows];
    responsibilities = new double[outputs.probability() ? rows * components : 0];
    Threshold trimmed = outputs.trimmed();
    scores = new double[trimmed == null ? 0 : rows];
    finder = trimmed == null ? null : new TrimmingScores(trimmed.form(), components, rows);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int blockRows() {
    return labels.length;
  }

  @Override
  public int columns() {
    return outputs.count();
  }

  @Override
  public void predict(RowBlock rows) {
    try (SampleBlock block = kernel.load(rows)) {
      if (outputs.prediction()) {
        kernel.labels(block, labels);
      }
      if (outputs.probability()) {
        kernel.responsibilities(block, logDensities, responsibilities);
      } else if (outputs.logDensity()) {
        kernel.logDensities(block, logDensities);
      }
      if (finder != null) {
        finder.write(kernel, block, scores, 0);
      }
    }
    if (predictive != null && outputs.logDensity()) {
      double[] values =
          Arrays.copyOfRange(rows.values(), rows.offset(), rows.offset() + rows.rows() * dimension);
      Samples samples = Samples.of(values, dimension);
      double[] densities =
          predictive.logDensities(mayMiss ? samples.withMissingValues() : samples, 1);
      System.arraycopy(densities, 0, logDensities, 0, densities.length);
    }
  }

  @Override
  public void write(int row, Object[] cells, int offset) {
    int cell = offset;
    if (outputs.prediction()) {
      cells[cell++] = labels[row];
    }
    if (outputs.probability()) {
      int from = row * components;
      cells[cell++] = Vectors.dense(Arrays.copyOfRange(responsibilities, from, from + components));
    }
    if (outputs.logDensity()) {
      cells[cell++] = logDensities[row];
    }
    Threshold trimmed = outputs.trimmed();
    if (trimmed != null) {
      cells[cell] = trimmed.isAbove(scores[row]);
    }
  }

  @Override
  public void close() {
    kernel.close();
  }
}
