package dev.gmm4j.spark;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.bayesian.PredictiveMixture;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final @Nullable Broadcast<String> posterior;
  private final @Nullable String backend;
  private final int featuresIndex;
  private final Outputs outputs;
  private final StructType schema;

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
   * @param posterior the text of a model file whose posterior's predictive density is that of rows, or null for the density
   *     of the parameters
   * @param featuresIndex index of the column of features
   * @param schema of the rows with predictions
   */
  Prediction(
      Broadcast<ParametersMessage> message,
      @Nullable Broadcast<String> posterior,
      @Nullable String backend,
      int featuresIndex,
      Outputs outputs,
      StructType schema) {
    this.message = message;
    this.posterior = posterior;
    this.backend = backend;
    this.featuresIndex = featuresIndex;
    this.outputs = outputs;
    this.schema = schema;
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
    private final @Nullable PredictiveMixture predictive;
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
      kernel = MixtureKernels.evaluating(chosen, parameters);
      kernel.use(parameters.kernelParameters());
      predictive = posterior == null
          ? null
          : requireNonNull(ModelFile.fromJson(posterior.value(), chosen).posterior())
              .predictive();
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
      if (predictive != null && outputs.logDensity()) {
        for (int i = 0; i < pending.size(); i++) {
          logDensities[i] =
              predictive.logDensity(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
        }
      }
    }

    private void read(Row row, int offset) {
      double[] features = Features.of(row.get(featuresIndex));
      if (features.length != dimension) {
        throw new InvalidSamplesException(
            "features must be " + dimension + ", as the model has, but were " + features.length);
      }
      for (int j = 0; j < dimension; j++) {
        if (!Double.isFinite(features[j])) {
          throw new InvalidSamplesException(
              "features must be finite, but column " + j + " was " + features[j]);
        }
        values[offset + j] = features[j];
      }
    }
  }
}
