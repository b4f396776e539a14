package dev.gmm4j.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassifierParams;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;

/** The columns that a classifier reads and appends, by the parameters of Spark's own classifiers. */
final class ClassifierColumns {
  private ClassifierColumns() {}

  /**
   * Returns a schema with the new columns.
   *
   * @param classes their names, which the column of predictions keeps; empty if they are not known
   * @throws IllegalArgumentException if the column of features is missing or of another type, or a new one exists
   */
  static StructType appendedTo(
      StructType schema, ProbabilisticClassifierParams owner, List<String> classes) {
    Columns.checkFeatures(schema, owner.getFeaturesCol());
    Metadata none = Metadata.empty();
    StructType appended =
        append(schema, owner, owner.rawPredictionCol(), SQLDataTypes.VectorType(), none);
    appended = append(appended, owner, owner.probabilityCol(), SQLDataTypes.VectorType(), none);
    String column = owner.getPredictionCol();
    Metadata names = classes.isEmpty() || column.isEmpty()
        ? none
        : NominalAttribute.defaultAttr()
            .withName(column)
            .withValues(classes.toArray(String[]::new))
            .toMetadata();
    return append(appended, owner, owner.predictionCol(), DataTypes.DoubleType, names);
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

  /** Returns which columns are appended, and how a class is chosen. */
  static ClassPredictor.Outputs outputs(ProbabilisticClassifierParams owner) {
    return new ClassPredictor.Outputs(
        !owner.getRawPredictionCol().isEmpty(),
        !owner.getProbabilityCol().isEmpty(),
        !owner.getPredictionCol().isEmpty(),
        owner.isDefined(owner.thresholds()) ? owner.getThresholds() : null);
  }
}
