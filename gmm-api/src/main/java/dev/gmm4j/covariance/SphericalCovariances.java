package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;

/** One variance for each component, the same in all directions. */
public final class SphericalCovariances extends Covariances {
  private static final long serialVersionUID = 1;

  SphericalCovariances(int components, int dimension, double[] values) {
    super(CovarianceType.SPHERICAL, components, dimension, values);
  }

  static SphericalCovariances of(double[] variances, int dimension) {
    atLeast("dimension", dimension, 1);
    notNull("covariances", variances);
    check(variances.length > 0, "covariances must have at least 1 component, but had 0");
    for (int k = 0; k < variances.length; k++) {
      check(
          Double.isFinite(variances[k]),
          "covariances[%d] must be finite, but was %s",
          k,
          variances[k]);
    }
    return new SphericalCovariances(variances.length, dimension, variances.clone());
  }

  /** Returns a copy of the variances, one for each component. */
  public double[] variances() {
    return values.clone();
  }

  @Override
  public double get(int component, int row, int column) {
    return row == column ? values[component] : 0;
  }

  @Override
  public Covariances plusRidge(double ridge) {
    double[] sum = values.clone();
    for (int k = 0; k < components(); k++) {
      sum[k] += ridge;
    }
    return new SphericalCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusRidge(double[] ridge) {
    return plusRidge(Arrays.stream(ridge).sum() / dimension());
  }

  @Override
  public Covariances plusDiagonal(int component, double[] diagonal) {
    double[] sum = values.clone();
    sum[component] += Arrays.stream(diagonal).sum() / dimension();
    return new SphericalCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances withComponent(int component, double[][] matrix) {
    return withVariances(component, SymmetricMatrices.diagonal(matrix));
  }

  @Override
  public Covariances withVariances(int component, double[] variances) {
    double trace = 0;
    for (double variance : variances) {
      trace += variance;
    }
    double[] changed = values.clone();
    changed[component] = trace / dimension();
    return new SphericalCovariances(components(), dimension(), changed);
  }

  @Override
  public Covariances marginal(int... features) {
    return new SphericalCovariances(components(), features.length, values);
  }
}
