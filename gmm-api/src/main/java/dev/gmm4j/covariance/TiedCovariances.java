package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

/** One covariance matrix that all components share. */
public final class TiedCovariances extends Covariances {
  private static final long serialVersionUID = 1;

  TiedCovariances(int components, int dimension, double[] values) {
    super(CovarianceType.TIED, components, dimension, values);
  }

  static TiedCovariances of(double[][] matrix, int components) {
    atLeast("components", components, 1);
    int d = notNull("covariances", matrix).length;
    check(d > 0, "covariances must have at least 1 row, but had 0");
    double[] values = new double[CovarianceType.TIED.size(components, d)];
    SymmetricMatrices.copy("covariances", matrix, d, values, 0);
    return new TiedCovariances(components, d, values);
  }

  /** Returns a copy of the shared matrix, shape {@code d*d}. */
  public double[][] matrix() {
    return SymmetricMatrices.nested(values, 0, dimension());
  }

  @Override
  public double get(int component, int row, int column) {
    return values[row * dimension() + column];
  }

  @Override
  public Covariances plusRidge(double ridge) {
    double[] sum = values.clone();
    for (int j = 0; j < dimension(); j++) {
      sum[j * dimension() + j] += ridge;
    }
    return new TiedCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusRidge(double[] ridge) {
    return plusDiagonal(0, ridge);
  }

  @Override
  public Covariances plusDiagonal(int component, double[] diagonal) {
    double[] sum = values.clone();
    for (int j = 0; j < dimension(); j++) {
      sum[j * dimension() + j] += diagonal[j];
    }
    return new TiedCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances withComponent(int component, double[][] matrix) {
    return this;
  }

  @Override
  public Covariances withVariances(int component, double[] variances) {
    return this;
  }

  @Override
  public Covariances marginal(int... features) {
    int m = features.length;
    double[] chosen = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        chosen[i * m + j] = get(0, features[i], features[j]);
      }
    }
    return new TiedCovariances(components(), m, chosen);
  }

  @Override
  public Covariances select(int... chosen) {
    return new TiedCovariances(chosen.length, dimension(), values);
  }
}
