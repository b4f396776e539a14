package dev.gmm4j.spark;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.exception.InvalidSamplesException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/** Appends predictions to rows, a block at a time through kernels. */
final class Prediction implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  private final RowPredictor.Factory predictors;
  private final int featuresIndex;
  private final StructType schema;
  private final boolean mayMiss;

  /**
   * Creates a function for rows of one schema.
   *
   * @param featuresIndex index of the column of features
   * @param schema of the rows with predictions
   * @param mayMiss whether NaN is a value that is missing
   */
  Prediction(
      RowPredictor.Factory predictors, int featuresIndex, StructType schema, boolean mayMiss) {
    this.predictors = predictors;
    this.featuresIndex = featuresIndex;
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
    private final RowPredictor predictor;
    private final int dimension;
    private final int blockRows;
    private final double[] values;
    private final List<Row> pending = new ArrayList<>();
    private int next;

    Predicted(Iterator<Row> input) {
      this.input = input;
      predictor = predictors.open();
      TaskContext task = TaskContext.get();
      if (task != null) {
        task.addTaskCompletionListener((TaskCompletionListener) done -> predictor.close());
      }
      dimension = predictor.dimension();
      blockRows = predictor.blockRows();
      values = new double[blockRows * dimension];
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
      Object[] cells = new Object[width + predictor.columns()];
      for (int j = 0; j < width; j++) {
        cells[j] = row.get(j);
      }
      predictor.write(next, cells, width);
      next++;
      // With its schema: Spark may hand the row on as it is, and users ask it by name.
      return new GenericRowWithSchema(cells, schema);
    }

    private void fill() {
      pending.clear();
      next = 0;
      while (pending.size() < blockRows && input.hasNext()) {
        Row row = input.next();
        read(row, pending.size() * dimension);
        pending.add(row);
      }
      predictor.predict(new RowBlock(values, 0, pending.size(), dimension, null));
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
