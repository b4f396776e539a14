package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.ClassificationLoss;
import dev.gmm4j.Score;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.StudentEngineKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** The evaluation of a mixture at many samples, row by row on several threads, with the same bits on each backend. */
final class StudentEvaluation {
  private final StudentParameters parameters;
  private final LinearAlgebraBackend backend;
  private final int threads;
  private final Samples samples;

  StudentEvaluation(
      StudentParameters parameters, LinearAlgebraBackend backend, int threads, Samples samples) {
    check(
        samples.dimension() == parameters.dimension(),
        "samples must have %d columns, as the model has features, but had %d",
        parameters.dimension(),
        samples.dimension());
    this.parameters = parameters;
    this.backend = backend;
    this.threads = threads;
    this.samples = samples;
  }

  /** Takes the densities of a row of the samples. */
  interface RowReader {
    void read(int row, StudentDensities densities);
  }

  /** The sums of some blocks. */
  private static final class Sums {
    private final RowDensities rows;
    private double weight;
    private double logLikelihood;
    private double hard;
    private double soft;

    Sums(RowDensities rows) {
      this.rows = rows;
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

    void add(double rowWeight, StudentDensities densities, int components) {
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

  /** Visits all rows, in any order, from several threads. */
  void forEach(RowReader reader) {
    check(
        samples.count() <= Integer.MAX_VALUE - 8,
        "samples must be at most %d for a result in memory, but were %d",
        Integer.MAX_VALUE - 8,
        samples.count());
    sums((row, densities) -> reader.read((int) row, densities));
  }

  Score score(long freeParameters) {
    Sums sums = sums((row, densities) -> {});
    if (!(sums.weight > 0)) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    // Rows of which nothing is observed do not count, as in a fit.
    boolean isCounted = samples.isWeighted() || samples.mayHaveMissingValues();
    double totalWeight = isCounted ? sums.weight : samples.count();
    return new Score(samples.count(), totalWeight, sums.logLikelihood, freeParameters);
  }

  ClassificationLoss classificationLoss() {
    Sums sums = sums((row, densities) -> {});
    return new ClassificationLoss(sums.hard, sums.soft);
  }

  private interface LongRowReader {
    void read(long row, StudentDensities densities);
  }

  private Sums sums(LongRowReader reader) {
    int components = parameters.components();
    try (LocalEngine engine = StudentEngineKernel.engine(samples, backend, components, threads)) {
      return engine.reduceRows(
          () -> new Sums(new RowDensities(parameters, backend)),
          Sums::clear,
          Sums::merge,
          (rows, first, sums) -> {
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
      StudentDensities densities = sums.rows.evaluate(rows.values(), rows.rowOffset(i));
      // Not 0 times infinity.
      if (rows.weight(i) > 0 && densities.isObserved()) {
        sums.add(rows.weight(i), densities, parameters.components());
      }
      reader.read(first + i, densities);
    }
  }
}
