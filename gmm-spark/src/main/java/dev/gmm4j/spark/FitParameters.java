package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureEstimator;
import java.io.Serializable;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.jspecify.annotations.Nullable;

/** The parameters that all estimators have in common: rows' weights, start, restarts, seed and backend. */
final class FitParameters implements Serializable {
  private static final long serialVersionUID = 1;

  final Param<String> weightCol;
  final Param<String> start;
  final IntParam restarts;
  final IntParam maxIter;
  final LongParam seed;
  final Param<String> backend;

  /** Gives an owner these parameters, with their defaults. */
  FitParameters(Params owner) {
    weightCol =
        text(owner, "weightCol", "column of the rows' weights, numbers >= 0; empty for none", "");
    start = text(
        owner,
        "start",
        "where the first iteration starts from, unless a model is given: " + Initializations.NAMES,
        Initializations.DEFAULT);
    restarts = whole(owner, "restarts", "number of restarts, of which the best is kept", 1, 1);
    maxIter = whole(owner, "maxIter", "most iterations of a restart", 0, 100);
    seed = new LongParam(owner, "seed", "seed of all random choices");
    owner.setDefault(seed, 0L);
    backend = text(
        owner,
        "backend",
        "id of the backend; empty for the best that driver and executors have",
        "");
  }

  /** Gives an owner a parameter of text, with its default. */
  static Param<String> text(Params owner, String name, String description, String value) {
    Param<String> parameter = new Param<>(owner, name, description);
    owner.setDefault(parameter, value);
    return parameter;
  }

  /** Gives an owner a parameter of a whole number of at least {@code least}, with its default. */
  static IntParam whole(Params owner, String name, String description, int least, int value) {
    IntParam parameter = new IntParam(owner, name, description, ParamValidators.gtEq(least));
    owner.setDefault(parameter, value);
    return parameter;
  }

  /**
   * Returns a number of components, refused in words where Spark would say "given invalid value".
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  static int checkedComponents(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("k must be at least 1, but was " + value);
    }
    return value;
  }

  /** Returns the id of the backend that an owner names, or null. */
  @Nullable
  String backend(Params owner) {
    String id = owner.getOrDefault(backend);
    return id.isEmpty() ? null : id;
  }

  /** Adds the settings of an owner, all but the start. */
  GaussianMixtureEstimator.Builder addTo(GaussianMixtureEstimator.Builder builder, Params owner) {
    builder
        .restarts((int) owner.getOrDefault(restarts))
        .maxIterations((int) owner.getOrDefault(maxIter))
        .seed((long) owner.getOrDefault(seed));
    String id = backend(owner);
    return id == null ? builder : builder.backend(id);
  }

  /** Returns the rows of an owner's dataset, with their weights and the backend. */
  SparkSamples samples(Dataset<?> dataset, String features, Params owner) {
    String weight = owner.getOrDefault(weightCol);
    SparkSamples samples = weight.isEmpty()
        ? SparkSamples.of(dataset, features)
        : SparkSamples.of(dataset, features, weight);
    String id = backend(owner);
    return id == null ? samples : samples.backend(id);
  }
}
