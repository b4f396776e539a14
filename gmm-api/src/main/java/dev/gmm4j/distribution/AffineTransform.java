package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import java.util.Arrays;

/** The map {@code x -> Ax + b}, of points and of mixtures. Immutable. */
public final class AffineTransform {
  /** Rows that are orthogonal but for rounding count as orthogonal; relative to their lengths. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  private final double[][] matrix;
  private final double[] shift;

  private AffineTransform(double[][] matrix, double[] shift) {
    this.matrix = matrix;
    this.shift = shift;
  }

  /**
   * Returns a map.
   *
   * @param matrix {@code A}, shape {@code m*d}
   * @param shift {@code b}, {@code m} numbers
   * @throws IllegalArgumentException if shapes differ or a number is not finite
   */
  public static AffineTransform of(double[][] matrix, double[] shift) {
    notNull("matrix", matrix);
    notNull("shift", shift);
    check(matrix.length > 0, "matrix must have at least 1 row, but had 0");
    check(
        shift.length == matrix.length,
        "shift must have %d numbers, as the matrix has rows, but had %d",
        matrix.length,
        shift.length);
    double[][] rows = new double[matrix.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = notNull("matrix[" + i + "]", matrix[i]).clone();
      check(
          rows[i].length == rows[0].length && rows[i].length > 0,
          "matrix[%d] must have %d numbers, but had %d",
          i,
          Math.max(1, rows[0].length),
          rows[i].length);
      for (int j = 0; j < rows[i].length; j++) {
        check(
            Double.isFinite(rows[i][j]),
            "matrix[%d][%d] must be finite, but was %s",
            i,
            j,
            rows[i][j]);
      }
      check(Double.isFinite(shift[i]), "shift[%d] must be finite, but was %s", i, shift[i]);
    }
    return new AffineTransform(rows, shift.clone());
  }

  /**
   * Returns {@code Ax + b}, {@code m} numbers.
   *
   * @param point {@code d} finite numbers
   * @throws IllegalArgumentException if they are more or fewer, or one is not finite
   */
  public double[] apply(double[] point) {
    notNull("point", point);
    check(
        point.length == matrix[0].length,
        "point must have %d numbers, as the matrix has columns, but had %d",
        matrix[0].length,
        point.length);
    for (int j = 0; j < point.length; j++) {
      check(Double.isFinite(point[j]), "point[%d] must be finite, but was %s", j, point[j]);
    }
    double[] image = new double[matrix.length];
    for (int i = 0; i < image.length; i++) {
      for (int j = 0; j < point.length; j++) {
        image[i] += matrix[i][j] * point[j];
      }
      image[i] += shift[i];
    }
    return image;
  }

  /**
   * Returns the distribution of {@code Ax + b} where {@code x} has that of a mixture.
   *
   * <p>The covariances {@code AΣ_kAᵀ} are kept in the narrowest type that they surely have: what is tied stays
   * tied; what is spherical stays so if the rows of the matrix are orthogonal and equally long; what is axis-aligned
   * stays so if rows do not share features, or are orthogonal where the covariances are spherical.
   *
   * @throws IllegalArgumentException unless the matrix has {@code d} columns and at most as many rows
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if the rows of the matrix are linearly dependent
   */
  public GaussianMixture apply(GaussianMixture model) {
    int d = notNull("model", model).dimension();
    check(matrix[0].length == d, "matrix must have %d columns, but had %d", d, matrix[0].length);
    check(matrix.length <= d, "matrix must have at most %d rows, but had %d", d, matrix.length);
    double[][] means = model.means();
    for (int k = 0; k < means.length; k++) {
      means[k] = apply(means[k]);
    }
    return Derived.from(model, model.weights(), means, covariances(model), model.proportions());
  }

  private Covariances covariances(GaussianMixture model) {
    int components = model.components();
    Covariances before = model.covariances();
    double[][][] images = new double[components][][];
    boolean shared = before.type() == CovarianceType.TIED
        || (model.covarianceModel().isShared() && areEqual(before));
    for (int k = 0; k < components; k++) {
      images[k] = shared && k > 0 ? images[0] : image(before, k);
    }
    return switch (type(before.type(), shared)) {
      case SPHERICAL ->
        Covariances.spherical(
            Arrays.stream(images).mapToDouble(image -> image[0][0]).toArray(), matrix.length);
      case DIAGONAL ->
        Covariances.diagonal(
            Arrays.stream(images).map(AffineTransform::diagonal).toArray(double[][]::new));
      case TIED -> Covariances.tied(images[0], components);
      case FULL -> Covariances.full(images);
    };
  }

  /** Tells by the numbers: what a model is said to be chosen among is a claim. */
  private static boolean areEqual(Covariances covariances) {
    double[] numbers = covariances.toArray();
    int each = numbers.length / covariances.components();
    for (int i = each; i < numbers.length; i++) {
      if (numbers[i] != numbers[i - each]) {
        return false;
      }
    }
    return true;
  }

  private CovarianceType type(CovarianceType before, boolean shared) {
    CovarianceType general = shared ? CovarianceType.TIED : CovarianceType.FULL;
    if (before == CovarianceType.SPHERICAL && rowsAreOrthogonal()) {
      return rowsAreEquallyLong() ? CovarianceType.SPHERICAL : CovarianceType.DIAGONAL;
    }
    if (before == CovarianceType.DIAGONAL && rowsShareNoFeature()) {
      return CovarianceType.DIAGONAL;
    }
    return general;
  }

  /** Returns {@code AΣ_kAᵀ}. */
  private double[][] image(Covariances covariances, int component) {
    int d = matrix[0].length;
    int m = matrix.length;
    double[][] image = new double[m][m];
    double[] row = new double[d];
    boolean diagonal = covariances.type().isAxisAligned();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < d; j++) {
        row[j] = 0;
        // A diagonal matrix has one number in a column: to add its zeros would take d² steps.
        int end = diagonal ? j + 1 : d;
        for (int l = diagonal ? j : 0; l < end; l++) {
          row[j] += matrix[i][l] * covariances.get(component, l, j);
        }
      }
      for (int j = 0; j <= i; j++) {
        image[i][j] = dot(row, matrix[j]);
        image[j][i] = image[i][j];
      }
    }
    return image;
  }

  private boolean rowsAreOrthogonal() {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        double bound = ROUNDING * Math.sqrt(squaredLength(i) * squaredLength(j));
        if (Math.abs(dot(matrix[i], matrix[j])) > bound) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean rowsAreEquallyLong() {
    for (int i = 1; i < matrix.length; i++) {
      if (Math.abs(squaredLength(i) - squaredLength(0)) > ROUNDING * squaredLength(0)) {
        return false;
      }
    }
    return true;
  }

  private boolean rowsShareNoFeature() {
    for (int j = 0; j < matrix[0].length; j++) {
      int column = j;
      if (Arrays.stream(matrix).filter(row -> row[column] != 0).count() > 1) {
        return false;
      }
    }
    return true;
  }

  private double squaredLength(int row) {
    return dot(matrix[row], matrix[row]);
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }

  private static double[] diagonal(double[][] square) {
    double[] diagonal = new double[square.length];
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] = square[j][j];
    }
    return diagonal;
  }
}
