package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.PositiveDefinite;
import java.util.Arrays;

/** A covariance matrix for each component. */
public final class FullCovariances extends Covariances {
  private static final long serialVersionUID = 1;

  FullCovariances(int components, int dimension, double[] values) {
    super(CovarianceType.FULL, components, dimension, values);
  }

  static FullCovariances of(double[][][] matrices) {
    return of("covariances", matrices);
  }

  private static FullCovariances of(String name, double[][][] matrices) {
    notNull(name, matrices);
    check(matrices.length > 0, "%s must have at least 1 component, but had 0", name);
    int d = notNull(name + "[0]", matrices[0]).length;
    check(d > 0, "%s[0] must have at least 1 row, but had 0", name);
    double[] values = new double[CovarianceType.FULL.size(matrices.length, d)];
    for (int k = 0; k < matrices.length; k++) {
      SymmetricMatrices.copy(name + "[" + k + "]", matrices[k], d, values, k * d * d);
    }
    return new FullCovariances(matrices.length, d, values);
  }

  static FullCovariances inverses(double[][][] precisions) {
    double[][][] inverses = of("precisions", precisions).matrices();
    for (int k = 0; k < inverses.length; k++) {
      double[][] inverse = PositiveDefinite.inverse(inverses[k]);
      if (inverse == null) {
        throw new IllegalArgumentException("precisions[" + k + "] must be positive definite");
      }
      inverses[k] = inverse;
    }
    return of(inverses);
  }

  /** Returns a copy of the matrices, shape {@code K*d*d}. */
  public double[][][] matrices() {
    double[][][] matrices = new double[components()][][];
    for (int k = 0; k < components(); k++) {
      matrices[k] = SymmetricMatrices.nested(values, k * dimension() * dimension(), dimension());
    }
    return matrices;
  }

  @Override
  public double get(int component, int row, int column) {
    return values[(component * dimension() + row) * dimension() + column];
  }

  @Override
  public Covariances plusRidge(double ridge) {
    double[] sum = values.clone();
    for (int k = 0; k < components(); k++) {
      for (int j = 0; j < dimension(); j++) {
        sum[(k * dimension() + j) * dimension() + j] += ridge;
      }
    }
    return new FullCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusRidge(double[] ridge) {
    double[] sum = values.clone();
    for (int k = 0; k < components(); k++) {
      for (int j = 0; j < dimension(); j++) {
        sum[(k * dimension() + j) * dimension() + j] += ridge[j];
      }
    }
    return new FullCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances plusDiagonal(int component, double[] diagonal) {
    double[] sum = values.clone();
    for (int j = 0; j < dimension(); j++) {
      sum[(component * dimension() + j) * dimension() + j] += diagonal[j];
    }
    return new FullCovariances(components(), dimension(), sum);
  }

  @Override
  public Covariances withComponent(int component, double[][] matrix) {
    double[] changed = values.clone();
    for (int i = 0; i < dimension(); i++) {
      System.arraycopy(
          matrix[i], 0, changed, (component * dimension() + i) * dimension(), dimension());
    }
    SymmetricMatrices.mirror(changed, dimension());
    return new FullCovariances(components(), dimension(), changed);
  }

  @Override
  public Covariances withVariances(int component, double[] variances) {
    int d = dimension();
    double[] changed = values.clone();
    Arrays.fill(changed, component * d * d, (component + 1) * d * d, 0);
    for (int j = 0; j < d; j++) {
      changed[(component * d + j) * d + j] = variances[j];
    }
    return new FullCovariances(components(), d, changed);
  }

  @Override
  public Covariances marginal(int... features) {
    int m = features.length;
    double[] chosen = new double[components() * m * m];
    for (int k = 0; k < components(); k++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          chosen[(k * m + i) * m + j] = get(k, features[i], features[j]);
        }
      }
    }
    return new FullCovariances(components(), m, chosen);
  }
}
