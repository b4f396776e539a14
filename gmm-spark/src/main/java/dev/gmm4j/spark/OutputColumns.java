package dev.gmm4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The parameters that name columns, which estimator and model have in common. */
final class OutputColumns implements Serializable {
  private static final long serialVersionUID = 1;

  private static final String REFUSE = "refuse";
  private static final String FIT = "fit";

  final Param<String> features;
  final Param<String> prediction;
  final Param<String> probability;
  final Param<String> logDensity;
  final Param<String> missing;

  OutputColumns(Params owner) {
    features = new Param<>(
        owner, "featuresCol", "column of features: vectors, or arrays of doubles or floats");
    prediction = new Param<>(
        owner,
        "predictionCol",
        "new column of the most probable component, an integer from 0; empty for none");
    probability = new Param<>(
        owner,
        "probabilityCol",
        "new column of the components' posterior probabilities, a vector; empty for none");
    logDensity = new Param<>(
        owner,
        "logDensityCol",
        "new column of the log-density of the sample, a double; empty for none");
    missing = new Param<>(
        owner, "missing", "what is done about NaN among the features: " + REFUSE + " or " + FIT);
    owner.setDefault(missing, REFUSE);
    owner.setDefault(features, "features");
    owner.setDefault(prediction, "prediction");
    owner.setDefault(probability, "probability");
    owner.setDefault(logDensity, "");
  }

  /**
   * Returns the name of what is done about NaN.
   *
   * @throws IllegalArgumentException if it is neither to refuse it nor to fit without it
   */
  static String checkedMissing(String value) {
    String name = value.toLowerCase(Locale.ROOT);
    if (!name.equals(REFUSE) && !name.equals(FIT)) {
      throw new IllegalArgumentException(
          "missing must be " + REFUSE + " or " + FIT + ", but was " + value);
    }
    return name;
  }

  /** Tells whether NaN among the features is a value that is missing. */
  boolean mayMiss(Params owner) {
    return checkedMissing(owner.getOrDefault(missing)).equals(FIT);
  }

  /**
   * Returns a schema with the new columns.
   *
   * @throws IllegalArgumentException if the column of features is missing or of another type, or a new one exists
   */
  StructType appendedTo(StructType schema, Params owner) {
    Columns.checkFeatures(schema, owner.getOrDefault(features));
    checkedMissing(owner.getOrDefault(missing));
    StructType appended = append(schema, owner, prediction, DataTypes.IntegerType);
    appended = append(appended, owner, probability, SQLDataTypes.VectorType());
    return append(appended, owner, logDensity, DataTypes.DoubleType);
  }

  /**
   * Returns a schema with the column that a parameter names, if it names one.
   *
   * @throws IllegalArgumentException if there is a column of that name
   */
  static StructType append(
      StructType schema, Params owner, Param<String> parameter, DataType type) {
    String column = owner.getOrDefault(parameter);
    if (column.isEmpty()) {
      return schema;
    }
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          parameter.name() + " must be a new column, but there is one of the name " + column);
    }
    return schema.add(column, type, false);
  }
}
