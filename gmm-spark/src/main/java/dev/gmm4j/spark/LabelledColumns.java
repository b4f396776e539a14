package dev.gmm4j.spark;

import dev.gmm4j.exception.InvalidSamplesException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** What a classifier is fitted to, from the columns that users name. */
final class LabelledColumns {
  /** More are surely no classes, and every partition has sums of each. */
  private static final int MAX_CLASSES = 10_000;

  private LabelledColumns() {}

  /**
   * Returns the names of the classes: those that the column knows, or the numbers up to the largest that occurs.
   *
   * @throws InvalidSamplesException if the largest number is not a class
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  static List<String> classes(Dataset<?> dataset, String column) {
    List<String> names = Columns.classNames(dataset.schema(), column);
    if (names.isEmpty()) {
      Row largest = dataset
          .agg(functions.max(functions.col(column).cast(DataTypes.DoubleType)))
          .head();
      double count = largest.isNullAt(0) ? 0 : largest.getDouble(0) + 1;
      // NaN is the largest of all numbers to Spark, and fails here.
      if (!(count <= MAX_CLASSES)) {
        throw new InvalidSamplesException("labels must be whole numbers from 0 to "
            + (MAX_CLASSES - 1) + ", but the largest was " + (count - 1));
      }
      names = IntStream.range(0, (int) Math.max(0, count))
          .mapToObj(Integer::toString)
          .toList();
    }
    if (names.size() < 2) {
      throw new IllegalArgumentException(
          "labelCol must have at least 2 classes, but " + column + " had " + names);
    }
    return names;
  }

  /**
   * Returns rows of features, class, and weight if there is one.
   *
   * @param weight the column of weights; empty for none
   */
  static JavaRDD<Row> rows(Dataset<?> dataset, String features, String label, String weight) {
    Column samples = functions.col(features);
    Column classes = functions.col(label).cast(DataTypes.DoubleType);
    return weight.isEmpty()
        ? dataset.select(samples, classes).toJavaRDD()
        : dataset
            .select(samples, classes, functions.col(weight).cast(DataTypes.DoubleType))
            .toJavaRDD();
  }
}
