package dev.gmm4j.spark;

import dev.gmm4j.em.Trimming;
import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The parameters of an estimator that say what is trimmed. */
final class TrimmingParameters implements Serializable {
  private static final long serialVersionUID = 1;

  final DoubleParam share;
  final Param<String> form;

  /** Gives an owner these parameters, with their defaults. */
  TrimmingParameters(Params owner) {
    share = new DoubleParam(
        owner,
        "trimming",
        "share of the rows that is left out, those that fit worst, below 0.5; 0: none",
        ParamValidators.inRange(0, 0.5, true, false));
    form = FitParameters.text(
        owner,
        "trimmingForm",
        "likelihood that is trimmed: mixture, or hard for the classification likelihood",
        Trimming.Form.MIXTURE.label());
    owner.setDefault(share, 0.0);
  }

  /**
   * Returns the trimming of an owner, or null for none.
   *
   * @throws IllegalArgumentException if there is no such form
   */
  @Nullable
  Trimming trimming(Params owner) {
    double value = (double) owner.getOrDefault(share);
    Trimming.Form used = Trimming.Form.parse(owner.getOrDefault(form));
    return value == 0 ? null : new Trimming(value, used);
  }

  /** Gives an owner the parameter of the column that tells which rows fit worse than all that were kept. */
  static Param<String> column(Params owner) {
    return FitParameters.text(
        owner,
        "trimmedCol",
        "new column of whether the row fits worse than all that a fit that trims kept, a boolean; empty for none",
        "");
  }

  /**
   * Returns a schema with the column if an owner asks for it.
   *
   * @throws IllegalArgumentException if there is a column of that name
   */
  static StructType append(StructType schema, Params owner, Param<String> parameter) {
    return OutputColumns.append(schema, owner, parameter, DataTypes.BooleanType);
  }
}
