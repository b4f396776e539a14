package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;

/** Variances for each component and feature; features are uncorrelated within a component. */
public final class DiagonalCovariances extends Covariances {
  private static final long serialVersionUID = 1;

  DiagonalCovariances(int components, int dimension, double[] values) {
    super(CovarianceType.DIAGONAL, components, dimension, values);
  }

  static DiagonalCovariances of(double[][] variances) {
    notNull("covariances", variances);
    check(variances.length > 0, "covariances must have at least 1 component, but had 0");
    int d = notNull("covariances[0]", variances[0]).length;
    check(d > 0, "covariances[0] must have at least 1 number, but had 0");
    double[] values = new double[CovarianceType.DIAGONAL.size(variances.length, d)];
    for (int k = 0; k < variances.length; k++) {
      check(
          notNull("covariances[" + k + "]", variances[k]).length == d,
          "covariances[%d] must have %d numbers, but had %d",
          k,
          d,
          variances[k].length);
      for (int j = 0; j < d; j++) {
        double variance = variances[k][j];
        check(
            Double.isFinite(variance),
            "covariances[%d][%d] must be finite, but was %s",
            k,
            j,
            variance);
        values[k * d + j] = variance;
      }
    }
    return new DiagonalCovariances(variances.length, d, values);
  }

  /** Returns a copy of the variances, shape {@code K*d}. */
  public double[][] variances() {
    double[][] variances = new double[components()][];
    for (int k = 0; k < components(); k++) {
      variances[k] = Arrays.copyOfRange(values, k * dimension(), (k + 1) * dimension());
    }
    return variances;
  }

  @Override
  public double get(int component, int row, int column) {
    return row == column ? values[component * dimension() + row] : 0;
  }

  @Override
  public Covariances plusRidge(double ridge) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += ridge;
    }
    return new DiagonalCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusRidge(double[] ridge) {
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += ridge[i % dimension()];
    }
    return new DiagonalCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusDiagonal(int component, double[] diagonal) {
    double[] sum = values.clone();
    for (int j = 0; j < dimension(); j++) {
      sum[component * dimension() + j] += diagonal[j];
    }
    return new DiagonalCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances withComponent(int component, double[][] matrix) {
    return withVariances(component, SymmetricMatrices.diagonal(matrix));
  }

  @Override
  public Covariances withVariances(int component, double[] variances) {
    double[] changed = values.clone();
    System.arraycopy(variances, 0, changed, component * dimension(), dimension());
    return new DiagonalCovariances(components(), dimension(), changed);
  }

  @Override
  public Covariances marginal(int... features) {
    double[] chosen = new double[components() * features.length];
    for (int k = 0; k < components(); k++) {
      for (int j = 0; j < features.length; j++) {
        chosen[k * features.length + j] = get(k, features[j], features[j]);
      }
    }
    return new DiagonalCovariances(components(), features.length, chosen);
  }
}
