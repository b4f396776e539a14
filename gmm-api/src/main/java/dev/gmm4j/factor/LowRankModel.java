package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What covariances of few factors have in common, in the names of one literature or the other. */
public sealed interface LowRankModel permits FactorModel, SubspaceModel {

  /**
   * Returns the model of a name, in any case: that of a {@link FactorModel}, such as {@code UUC}, or of a {@link SubspaceModel}
   * with {@code hddc-} before it.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  static LowRankModel parse(String label) {
    notNull("label", label);
    Stream<LowRankModel> all =
        Stream.concat(Arrays.stream(FactorModel.values()), Arrays.stream(SubspaceModel.values()));
    return all.filter(model -> model.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("model of factors must be one of "
            + Stream.concat(
                    Arrays.stream(FactorModel.values()).map(FactorModel::label),
                    Arrays.stream(SubspaceModel.values()).map(SubspaceModel::label))
                .collect(Collectors.joining(", "))
            + ", but was " + label));
  }

  /** Tells whether all components have the same loadings. */
  boolean hasCommonLoadings();

  /** Tells whether a component's noise variances are the same for all features. */
  boolean isIsotropic();

  /**
   * Returns the largest number of factors of so many features that their covariance can determine.
   *
   * @param dimension number of features {@code d}, at least 1
   * @throws IllegalArgumentException if {@code dimension < 1}
   */
  int maxFactors(int dimension);

  /**
   * Returns the number of free parameters of the covariances: loadings are determined but for a rotation.
   *
   * @param dimension number of features {@code d}, at least 1
   * @param factors number of factors of each component, {@code K} numbers {@code >= 0} and below {@code d}, the same where
   *     loadings are
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  long covarianceParameters(int dimension, int... factors);

  /** Returns the name used in files and on the command line, in lower case. */
  String label();
}
