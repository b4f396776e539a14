package dev.gmm4j.spark;

import dev.gmm4j.exception.InvalidSamplesException;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** The numbers of a cell that holds features: a vector, dense or sparse, or an array of doubles or floats. */
final class Features {
  private Features() {}

  /** Tells whether cells of a type hold features. */
  static boolean areOf(DataType type) {
    return type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array
            && (array.elementType().equals(DataTypes.DoubleType)
                || array.elementType().equals(DataTypes.FloatType)));
  }

  /**
   * Returns the numbers, not to be modified.
   *
   * @param mayMiss whether NaN stands for nulls in an array
   * @throws InvalidSamplesException if the cell is null or has a null that may not be there
   */
  static double[] of(@Nullable Object cell, boolean mayMiss) {
    if (cell instanceof Vector vector) {
      return vector.toArray();
    }
    if (cell instanceof scala.collection.Seq<?> sequence) {
      List<?> numbers = CollectionConverters.asJava(sequence);
      double[] features = new double[numbers.size()];
      for (int j = 0; j < features.length; j++) {
        if (numbers.get(j) == null && mayMiss) {
          features[j] = Double.NaN;
        } else if (numbers.get(j) instanceof Number number) {
          features[j] = number.doubleValue();
        } else {
          throw new InvalidSamplesException(
              "features must be numbers, but column " + j + " was " + numbers.get(j));
        }
      }
      return features;
    }
    throw new InvalidSamplesException(
        "features must be a vector or an array of numbers, but were " + cell);
  }
}
