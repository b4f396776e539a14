package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Appends predictions to rows, a block at a time through a kernel. */
final class Prediction implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final Broadcast<ParametersMessage> message;
  private final @Nullable String backend;
  private final int featuresIndex;
  private final Outputs outputs;
  private final StructType schema;
  private final boolean mayMiss;

  /** Which columns are appended, in this order. */
  record Outputs(boolean prediction, boolean probability, boolean logDensity)
      implements Serializable {
    int count() {
      return (prediction ? 1 : 0) + (probability ? 1 : 0) + (logDensity ? 1 : 0);
    }
  }

  /**
   * Creates a function for rows of one schema.
   *
   * @param featuresIndex index of the column of features
   * @param schema of the rows with predictions
   * @param mayMiss whether NaN is a value that is missing
   */
  Prediction(
      Broadcast<ParametersMessage> message,
      @Nullable String backend,
      int featuresIndex,
      Outputs outputs,
      StructType schema,
      boolean mayMiss) {
    this.message = message;
    this.backend = backend;
    this.featuresIndex = featuresIndex;
    this.outputs = outputs;
    this.schema = schema;
    this.mayMiss = mayMiss;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Predicted(rows);
  }

  /** The rows of a partition with predictions. */
  private final class Predicted implements Iterator<Row> {
    private final Iterator<Row> input;
    private final int components;
    private final int dimension;
    private final MixtureKernel kernel;
    private final double[] values;
    private final int[] labels;
    private final double[] logDensities;
    private final double[] responsibilities;
    private final List<Row> pending = new ArrayList<>();
    private int next;

    Predicted(Iterator<Row> input) {
      this.input = input;
      MixtureParameters parameters = message.value().parameters();
      components = parameters.components();
      dimension = parameters.dimension();
      LinearAlgebraBackend chosen = ExecutorBackend.get(backend);
      kernel = mayMiss
          ? IncompleteKernel.evaluating(chosen, parameters)
          : MixtureKernels.evaluating(chosen, parameters);
      if (!mayMiss) {
        kernel.use(parameters.kernelParameters());
      }
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) done -> kernel.close());
      }
      int rows = kernel.blockRows();
      values = new double[rows * dimension];
      labels = new int[rows];
      logDensities = new double[rows];
      responsibilities = new double[outputs.probability() ? rows * components : 0];
    }

    @Override
    public boolean hasNext() {
      return next < pending.size() || input.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == pending.size()) {
        fill();
      }
      Row row = pending.get(next);
      int width = row.size();
      Object[] cells = new Object[width + outputs.count()];
      for (int j = 0; j < width; j++) {
        cells[j] = row.get(j);
      }
      int cell = width;
      if (outputs.prediction()) {
        cells[cell++] = labels[next];
      }
      if (outputs.probability()) {
        double[] probability = new double[components];
        System.arraycopy(responsibilities, next * components, probability, 0, components);
        cells[cell++] = Vectors.dense(probability);
      }
      if (outputs.logDensity()) {
        cells[cell] = logDensities[next];
      }
      next++;
      // With its schema: Spark may hand the row on as it is, and users ask it by name.
      return new GenericRowWithSchema(cells, schema);
    }

    private void fill() {
      pending.clear();
      next = 0;
      while (pending.size() < labels.length && input.hasNext()) {
        Row row = input.next();
        read(row, pending.size() * dimension);
        pending.add(row);
      }
      RowBlock rows = new RowBlock(values, 0, pending.size(), dimension, null);
      try (SampleBlock block = kernel.load(rows)) {
        if (outputs.prediction()) {
          kernel.labels(block, labels);
        }
        if (outputs.probability()) {
          kernel.responsibilities(block, logDensities, responsibilities);
        } else if (outputs.logDensity()) {
          kernel.logDensities(block, logDensities);
        }
      }
    }

    private void read(Row row, int offset) {
      double[] features = Features.of(row.get(featuresIndex), mayMiss);
      if (features.length != dimension) {
        throw new InvalidSamplesException(
            "features must be " + dimension + ", as the model has, but were " + features.length);
      }
      for (int j = 0; j < dimension; j++) {
        if (!Double.isFinite(features[j]) && !(mayMiss && Double.isNaN(features[j]))) {
          throw new InvalidSamplesException(
              "features must be finite, but column " + j + " was " + features[j]
                  + (Double.isNaN(features[j])
                      ? "; with missing = fit it is a value that is missing"
                      : ""));
        }
        values[offset + j] = features[j];
      }
    }
  }
}
