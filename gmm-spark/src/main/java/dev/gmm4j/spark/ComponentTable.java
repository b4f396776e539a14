package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The components of a mixture as a dataset, with the columns of MLlib's {@code gaussiansDF}. */
final class ComponentTable {
  private ComponentTable() {}

  /** Returns a row for each component, in their order. */
  static Dataset<Row> of(GaussianMixture mixture) {
    StructType schema = new StructType()
        .add("mean", SQLDataTypes.VectorType(), false)
        .add("cov", SQLDataTypes.MatrixType(), false);
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < mixture.components(); k++) {
      rows.add(RowFactory.create(Vectors.dense(mixture.mean(k)), covariance(mixture, k)));
    }
    return SparkSession.active().createDataFrame(rows, schema);
  }

  private static DenseMatrix covariance(GaussianMixture mixture, int component) {
    int d = mixture.dimension();
    double[] values = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        values[j * d + i] = mixture.covariances().get(component, i, j);
      }
    }
    return new DenseMatrix(d, d, values);
  }
}
