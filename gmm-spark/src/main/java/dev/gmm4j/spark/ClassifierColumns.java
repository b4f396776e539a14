package dev.gmm4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** The parameters that name columns, which classifier and model have in common: those of Spark's own classifiers. */
final class ClassifierColumns implements Serializable {
  private static final long serialVersionUID = 1;

  final Param<String> features;
  final Param<String> rawPrediction;
  final Param<String> probability;
  final Param<String> prediction;

  ClassifierColumns(Params owner) {
    features = new Param<>(
        owner, "featuresCol", "column of features: vectors, or arrays of doubles or floats");
    rawPrediction = new Param<>(
        owner,
        "rawPredictionCol",
        "new column of the logarithms of each class's prior probability times density, a vector;"
            + " empty for none");
    probability = new Param<>(
        owner,
        "probabilityCol",
        "new column of the classes' probabilities, a vector; empty for none");
    prediction = new Param<>(
        owner,
        "predictionCol",
        "new column of the index of the likeliest class, a double; empty for none");
    owner.setDefault(features, "features");
    owner.setDefault(rawPrediction, "rawPrediction");
    owner.setDefault(probability, "probability");
    owner.setDefault(prediction, "prediction");
  }

  /**
   * Returns a schema with the new columns.
   *
   * @param classes their names, which the column of predictions keeps; empty if they are not known
   * @throws IllegalArgumentException if the column of features is missing or of another type, or a new one exists
   */
  StructType appendedTo(StructType schema, Params owner, List<String> classes) {
    Columns.checkFeatures(schema, owner.getOrDefault(features));
    Metadata none = Metadata.empty();
    StructType appended = append(schema, owner, rawPrediction, SQLDataTypes.VectorType(), none);
    appended = append(appended, owner, probability, SQLDataTypes.VectorType(), none);
    Metadata names = classes.isEmpty()
        ? none
        : NominalAttribute.defaultAttr()
            .withName(owner.getOrDefault(prediction))
            .withValues(classes.toArray(String[]::new))
            .toMetadata();
    return append(appended, owner, prediction, DataTypes.DoubleType, names);
  }

  private static StructType append(
      StructType schema, Params owner, Param<String> parameter, DataType type, Metadata metadata) {
    String column = owner.getOrDefault(parameter);
    if (column.isEmpty()) {
      return schema;
    }
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          parameter.name() + " must be a new column, but there is one of the name " + column);
    }
    return schema.add(column, type, false, metadata);
  }

  /** Returns which columns are appended. */
  ClassPredictor.Outputs outputs(Params owner) {
    return new ClassPredictor.Outputs(
        !owner.getOrDefault(rawPrediction).isEmpty(),
        !owner.getOrDefault(probability).isEmpty(),
        !owner.getOrDefault(prediction).isEmpty());
  }
}
