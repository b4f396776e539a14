package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.internal.util.ShortText;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The covariances of a mixture's components, stored in the shape of their type. Immutable; matrices are exactly
 * symmetric.
 *
 * <p>Shapes and symmetry are checked where covariances are made from a user's arrays; that they are positive definite
 * is checked where they are factorized, because that needs a backend.
 */
public abstract sealed class Covariances implements Serializable
    permits FullCovariances, TiedCovariances, DiagonalCovariances, SphericalCovariances {
  private static final long serialVersionUID = 1;

  private final CovarianceType type;
  private final int components;
  private final int dimension;

  /** The type's own shape, row-major; never modified after construction. */
  final double[] values;

  Covariances(CovarianceType type, int components, int dimension, double[] values) {
    this.type = type;
    this.components = components;
    this.dimension = dimension;
    this.values = values;
  }

  /**
   * Returns covariances of type {@link CovarianceType#FULL}.
   *
   * @param matrices shape {@code K*d*d}, each symmetric to 1e-6 of {@code √(c_ii c_jj)}, as in single precision; of
   *     entries that differ across the diagonal the mean is taken
   * @throws IllegalArgumentException if shapes differ, a number is not finite, or a matrix is not symmetric
   */
  public static FullCovariances full(double[][][] matrices) {
    return FullCovariances.of(matrices);
  }

  /**
   * Returns covariances of type {@link CovarianceType#FULL} as the inverses of precision matrices.
   *
   * @param precisions shape {@code K*d*d}, each symmetric as for {@link #full} and positive definite
   * @throws IllegalArgumentException if shapes differ, a number is not finite, or a matrix is not symmetric or not
   *     positive definite
   */
  public static FullCovariances ofPrecisions(double[][][] precisions) {
    return FullCovariances.inverses(precisions);
  }

  /**
   * Returns covariances of type {@link CovarianceType#TIED}.
   *
   * @param matrix shape {@code d*d}, symmetric as for {@link #full}
   * @param components the number of components {@code K} that share it
   * @throws IllegalArgumentException if shapes differ, a number is not finite, or the matrix is not symmetric
   */
  public static TiedCovariances tied(double[][] matrix, int components) {
    return TiedCovariances.of(matrix, components);
  }

  /**
   * Returns covariances of type {@link CovarianceType#DIAGONAL}.
   *
   * @param variances shape {@code K*d}
   * @throws IllegalArgumentException if rows differ in length or a number is not finite
   */
  public static DiagonalCovariances diagonal(double[][] variances) {
    return DiagonalCovariances.of(variances);
  }

  /**
   * Returns covariances of type {@link CovarianceType#SPHERICAL}.
   *
   * @param variances one for each component
   * @param dimension the number of features {@code d}
   * @throws IllegalArgumentException if a number is not finite
   */
  public static SphericalCovariances spherical(double[] variances, int dimension) {
    return SphericalCovariances.of(variances, dimension);
  }

  /**
   * Returns covariances of any type from numbers in the type's own shape.
   *
   * <p>Sizes are checked, values are not. Of matrices the lower triangles are taken, and mirrored.
   *
   * @param values {@code type.size(K, d)} numbers, row-major, copied
   * @throws IllegalArgumentException if there are more or fewer numbers than the shape has, or a size is
   *     below 1
   */
  public static Covariances of(
      CovarianceType type, int components, int dimension, double[] values) {
    notNull("type", type);
    notNull("values", values);
    atLeast("components", components, 1);
    atLeast("dimension", dimension, 1);
    int size = type.size(components, dimension);
    if (values.length != size) {
      throw new IllegalArgumentException(
          type.label() + " covariances of " + components + " components and " + dimension
              + " features are " + size + " numbers, but were " + values.length);
    }
    return adopt(type, components, dimension, values.clone());
  }

  private static Covariances adopt(
      CovarianceType type, int components, int dimension, double[] values) {
    if (!type.isAxisAligned()) {
      SymmetricMatrices.mirror(values, dimension);
    }
    return switch (type) {
      case FULL -> new FullCovariances(components, dimension, values);
      case TIED -> new TiedCovariances(components, dimension, values);
      case DIAGONAL -> new DiagonalCovariances(components, dimension, values);
      case SPHERICAL -> new SphericalCovariances(components, dimension, values);
    };
  }

  /** Returns the type. */
  public final CovarianceType type() {
    return type;
  }

  /** Returns the number of components {@code K}. */
  public final int components() {
    return components;
  }

  /** Returns the number of features {@code d}. */
  public final int dimension() {
    return dimension;
  }

  /** Returns a copy of the numbers in the type's own shape, row-major. */
  public final double[] toArray() {
    return values.clone();
  }

  /** Returns one entry of a component's covariance matrix. */
  public abstract double get(int component, int row, int column);

  /** Returns the variances of the features in a component, {@code d} numbers: the diagonal of its covariance. */
  public final double[] variances(int component) {
    double[] variances = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      variances[j] = get(component, j, j);
    }
    return variances;
  }

  /**
   * Returns a component's covariance as a {@code d*d} matrix, zeros included.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if it is larger than the heap may be; {@link #variances(int)} is
   *     not, and all there is to diagonal and spherical covariances
   */
  public final double[][] matrix(int component) {
    int d = dimension;
    MemoryLimit.require(
        "matrices of " + d + " features",
        (double) Double.BYTES * d * d,
        "use the variances of features that are uncorrelated");
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        matrix[i][j] = get(component, i, j);
      }
    }
    return matrix;
  }

  /** Returns these covariances with a number added to every entry of every diagonal. */
  public abstract Covariances plusRidge(double ridge);

  /**
   * Returns these covariances with numbers added to every diagonal; a spherical variance grows by the mean of the numbers.
   *
   * @param ridge {@code d} numbers
   */
  public abstract Covariances plusRidge(double[] ridge);

  /**
   * Returns these covariances with numbers added to one component's diagonal.
   *
   * <p>Where components share a matrix, all of them change; a spherical variance grows by the mean of the numbers.
   *
   * @param diagonal {@code d} numbers
   */
  public abstract Covariances plusDiagonal(int component, double[] diagonal);

  /**
   * Returns these covariances with one component's replaced by what the type can keep of a matrix: nothing where
   * components share a matrix, its diagonal, or the mean of its diagonal.
   *
   * @param matrix symmetric, {@code d*d}
   */
  public abstract Covariances withComponent(int component, double[][] matrix);

  /**
   * Returns these covariances with one component's replaced by what the type can keep of a diagonal matrix: nothing
   * where components share a matrix, or the mean of the diagonal.
   *
   * @param variances {@code d} numbers, the diagonal
   */
  public abstract Covariances withVariances(int component, double[] variances);

  /**
   * Returns the covariances of some features, in the given order and of the same type.
   *
   * @param features indices from 0, each at most once
   */
  public abstract Covariances marginal(int... features);

  /** Returns the covariances of some components, in the given order. */
  public Covariances select(int... chosen) {
    int size = values.length / components;
    double[] selected = new double[chosen.length * size];
    for (int k = 0; k < chosen.length; k++) {
      System.arraycopy(values, chosen[k] * size, selected, k * size, size);
    }
    return adopt(type, chosen.length, dimension, selected);
  }

  /** Tells whether these covariances have the type, the shape and the numbers of others. */
  @Override
  public final boolean equals(@Nullable Object object) {
    return object instanceof Covariances other
        && type == other.type
        && components == other.components
        && dimension == other.dimension
        && Arrays.equals(values, other.values);
  }

  @Override
  public final int hashCode() {
    return 31 * (31 * type.label().hashCode() + components) + Arrays.hashCode(values);
  }

  /** Returns the type, the shape, and the first numbers, to four digits. */
  @Override
  public final String toString() {
    return "Covariances[type=" + type.label() + ", components=" + components + ", dimension="
        + dimension + ", values=" + ShortText.of(values) + "]";
  }

  /** Returns what is serialized in place of this object. */
  protected final Object writeReplace() {
    return new Proxy(type, components, dimension, values);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(CovarianceType type, int components, int dimension, double[] values)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> of(type, components, dimension, values).checked());
    }
  }

  /** Returns these covariances if all numbers are finite. */
  private Covariances checked() {
    for (int i = 0; i < values.length; i++) {
      check(Double.isFinite(values[i]), "covariances[%d] must be finite, but was %s", i, values[i]);
    }
    return this;
  }
}
