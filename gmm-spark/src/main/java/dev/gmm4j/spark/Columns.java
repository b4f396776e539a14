package dev.gmm4j.spark;

import dev.gmm4j.backend.Backends;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks of the columns that users name. */
final class Columns {
  private Columns() {}

  /** Refuses a column that does not exist or does not hold features. */
  static void checkFeatures(StructType schema, String column) {
    DataType type = field(schema, "featuresCol", column).dataType();
    if (!Features.areOf(type)) {
      throw new IllegalArgumentException("featuresCol must be a column of vectors or of arrays of"
          + " doubles or floats, but " + column + " was of " + type.simpleString());
    }
  }

  /** Refuses a column that does not exist or does not hold numbers; an empty name stands for none. */
  static void checkWeights(StructType schema, String column) {
    if (column.isEmpty()) {
      return;
    }
    DataType type = field(schema, "weightCol", column).dataType();
    if (!(type instanceof NumericType)) {
      throw new IllegalArgumentException("weightCol must be a column of numbers, but " + column
          + " was of " + type.simpleString());
    }
  }

  /**
   * Refuses a choice by measurement, and a backend that does not exist; one that only this machine cannot use is left to
   * the executors.
   *
   * @throws dev.gmm4j.exception.BackendUnavailableException if it does not exist
   */
  static void checkBackend(String id) {
    if (id.equals(Backends.FASTEST)) {
      throw new IllegalArgumentException(
          "backend must be the id of one on a cluster, but was " + id);
    }
    Backends backends = Backends.standard();
    if (backends.reports().stream().noneMatch(report -> report.id().equals(id))) {
      // Fails, with the list of those that exist.
      backends.get(id);
    }
  }

  /**
   * Refuses a choice by measurement, and a backend that the driver cannot use; an empty id is no choice.
   *
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is none of this id, or it cannot work here
   */
  static void checkDriversBackend(String id) {
    if (!id.isEmpty()) {
      checkBackend(id);
      Backends.standard().get(id);
    }
  }

  /** Returns the names of a vector's features, if all are known, as a VectorAssembler leaves them. */
  static List<String> featureNames(StructType schema, String column) {
    StructField field = field(schema, "featuresCol", column);
    if (!field.metadata().contains("ml_attr")) {
      return List.of();
    }
    scala.Option<Attribute[]> attributes = AttributeGroup.fromStructField(field).attributes();
    if (attributes.isEmpty()
        || Arrays.stream(attributes.get())
            .anyMatch(attribute -> attribute.name().isEmpty())) {
      return List.of();
    }
    return Arrays.stream(attributes.get())
        .map(attribute -> attribute.name().get())
        .toList();
  }

  /** Refuses a column that does not exist or does not hold numbers. */
  static void checkLabels(StructType schema, String column) {
    DataType type = field(schema, "labelCol", column).dataType();
    if (!(type instanceof NumericType)) {
      throw new IllegalArgumentException(
          "labelCol must be a column of numbers, as StringIndexer makes" + " them of names, but "
              + column + " was of " + type.simpleString());
    }
  }

  /** Returns the names of a column's classes, as a StringIndexer leaves them; empty if they are not known. */
  static List<String> classNames(StructType schema, String column) {
    StructField field = field(schema, "labelCol", column);
    if (!field.metadata().contains("ml_attr")) {
      return List.of();
    }
    Attribute attribute = Attribute.fromStructField(field);
    if (attribute instanceof NominalAttribute nominal && nominal.values().isDefined()) {
      return List.of(nominal.values().get());
    }
    if (attribute instanceof BinaryAttribute binary && binary.values().isDefined()) {
      return List.of(binary.values().get());
    }
    return List.of();
  }

  private static StructField field(StructType schema, String parameter, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(parameter + " must be one of the columns "
          + String.join(", ", schema.fieldNames()) + ", but was " + column);
    }
    return schema.apply(column);
  }
}
