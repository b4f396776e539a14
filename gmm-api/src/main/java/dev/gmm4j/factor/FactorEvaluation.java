package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.ClassificationLoss;
import dev.gmm4j.Score;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.RowKernel;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** The evaluation of a mixture of factor analysers at many samples, row by row on several threads. */
final class FactorEvaluation {
  private final Supplier<FactorDensities> densities;
  private final int components;
  private final int threads;
  private final Samples samples;

  /**
   * Creates an evaluation.
   *
   * @param densities makes those of one thread
   */
  FactorEvaluation(
      Supplier<FactorDensities> densities,
      int components,
      int dimension,
      int threads,
      Samples samples) {
    check(
        samples.dimension() == dimension,
        "samples must have %d columns, as the model has features, but had %d",
        dimension,
        samples.dimension());
    this.densities = densities;
    this.components = components;
    this.threads = threads;
    this.samples = samples;
  }

  /** Takes what a row of the samples has. */
  private interface RowReader {

    /**
     * Takes a row.
     *
     * @param at offset of the row's first value
     */
    void read(int row, double[] values, int at, FactorDensities densities);
  }

  /** The sums of some blocks. */
  private static final class Sums {
    private final FactorDensities densities;
    private double weight;
    private double logLikelihood;
    private double hard;
    private double soft;

    Sums(FactorDensities densities) {
      this.densities = densities;
    }

    void clear() {
      weight = 0;
      logLikelihood = 0;
      hard = 0;
      soft = 0;
    }

    void merge(Sums other) {
      weight += other.weight;
      logLikelihood += other.logLikelihood;
      hard += other.hard;
      soft += other.soft;
    }

    void add(double rowWeight, int components) {
      weight += rowWeight;
      logLikelihood += rowWeight * densities.logDensity();
      double entropy = 0;
      for (int k = 0; k < components; k++) {
        double z = densities.responsibility(k);
        entropy += z > 0 ? z * StrictMath.log(z) : 0;
      }
      soft += rowWeight * entropy;
      hard += rowWeight * StrictMath.log(densities.responsibility(densities.likeliest()));
    }
  }

  int[] labels() {
    int[] labels = new int[size()];
    forEach((row, values, at, own) -> labels[row] = own.label());
    return labels;
  }

  double[] logDensities() {
    double[] logDensities = new double[size()];
    forEach((row, values, at, own) -> logDensities[row] = own.logDensity());
    return logDensities;
  }

  /** Returns some numbers of each row. */
  double[][] rows(Function<FactorDensities, double[]> ofRow) {
    double[][] rows = new double[size()][];
    forEach((row, values, at, own) -> rows[row] = ofRow.apply(own));
    return rows;
  }

  /** Returns the rows with what is expected in place of what is missing. */
  double[][] completions() {
    double[][] completions = new double[size()][];
    forEach((row, values, at, own) -> {
      double[] completion = Arrays.copyOfRange(values, at, at + samples.dimension());
      for (int j = 0; j < completion.length; j++) {
        completion[j] = Double.isNaN(completion[j]) ? own.expected(j) : completion[j];
      }
      completions[row] = completion;
    });
    return completions;
  }

  private int size() {
    check(
        samples.count() <= Integer.MAX_VALUE - 8,
        "samples must be at most %d for a result in memory, but were %d",
        Integer.MAX_VALUE - 8,
        samples.count());
    return (int) samples.count();
  }

  /** Visits all rows, in any order, from several threads. */
  private void forEach(RowReader reader) {
    sums((row, values, at, own) -> reader.read((int) row, values, at, own));
  }

  Score score(long freeParameters) {
    Sums sums = sums((row, values, at, own) -> {});
    if (!(sums.weight > 0)) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    double totalWeight = samples.isWeighted() ? sums.weight : samples.count();
    return new Score(samples.count(), totalWeight, sums.logLikelihood, freeParameters);
  }

  ClassificationLoss classificationLoss() {
    Sums sums = sums((row, values, at, own) -> {});
    return new ClassificationLoss(sums.hard, sums.soft);
  }

  private interface LongRowReader {
    void read(long row, double[] values, int at, FactorDensities densities);
  }

  private Sums sums(LongRowReader reader) {
    try (LocalEngine engine = RowKernel.engine(samples, components, threads)) {
      return engine.reduceRows(
          () -> new Sums(densities.get()), Sums::clear, Sums::merge, (rows, first, sums) -> {
            if (samples.mayHaveMissingValues()) {
              SampleChecks.requireFiniteOrMissing(rows, first);
            } else {
              SampleChecks.requireFinite(rows, first);
            }
            add(rows, first, sums, reader);
          });
    }
  }

  private void add(RowBlock rows, long first, Sums sums, LongRowReader reader) {
    for (int i = 0; i < rows.rows(); i++) {
      sums.densities.evaluate(rows.values(), rows.rowOffset(i));
      // Not 0 times infinity.
      if (rows.weight(i) > 0) {
        sums.add(rows.weight(i), components);
      }
      reader.read(first + i, rows.values(), rows.rowOffset(i), sums.densities);
    }
  }
}
