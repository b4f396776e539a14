package dev.gmm4j.internal.estimator;

import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for the axes that components share.
 *
 * <p>The likelihood has several maxima over axes. Where the previous covariances have common axes, the search begins
 * there, and cannot end below them; otherwise it begins at the axes of the features, at those of the pooled scatter and
 * at those of each component, and the best end is taken.
 */
final class CommonAxes {
  /** Sweeps from each beginning, before the best of them goes on. */
  private static final int FIRST_SWEEPS = 5;

  private static final int MAX_SWEEPS = 200;

  /** The next maximization goes on where this one ends. */
  private static final int WARM_SWEEPS = 15;

  /** Fall of the criterion, for a sample, at which the sweeps end. */
  private static final double TOLERANCE = 1e-14;

  /** Correlations this small are rounding. */
  private static final double UNCORRELATED = 1e-7;

  private static final double EPSILON = Math.ulp(1.0);

  /** Its exponential is far from overflow. */
  private static final double MAX_EXPONENT = 600;

  private final OrientationCriterion criterion;
  private final LinearAlgebraBackend backend;

  CommonAxes(OrientationCriterion criterion, LinearAlgebraBackend backend) {
    this.criterion = criterion;
    this.backend = backend;
  }

  /**
   * Returns the best axes found, in columns.
   *
   * @param regular the components that decide
   */
  double[] find(Scatters scatters, boolean[] regular, @Nullable PreviousCovariances previous) {
    int d = scatters.dimension();
    List<double[]> matrices = new ArrayList<>();
    double[] counts = new double[regular.length];
    for (int k = 0; k < regular.length; k++) {
      if (regular[k]) {
        counts[matrices.size()] = scatters.counts()[k];
        matrices.add(scatters.matrix(k));
      }
    }
    List<OrientationSearch> searches = new ArrayList<>();
    for (double[] beginning : beginnings(matrices, d, previous)) {
      OrientationSearch search = new OrientationSearch(criterion, counts, matrices, beginning);
      search.run(FIRST_SWEEPS, TOLERANCE);
      searches.add(search);
    }
    OrientationSearch best =
        Collections.min(searches, Comparator.comparingDouble(OrientationSearch::value));
    best.run(searches.size() > 1 ? MAX_SWEEPS : WARM_SWEEPS, TOLERANCE);
    return best.axes();
  }

  private List<double[]> beginnings(
      List<double[]> matrices, int d, @Nullable PreviousCovariances previous) {
    List<double[]> beginnings = new ArrayList<>();
    if (previous != null) {
      double[] axes = axes(previous);
      beginnings.add(axes);
      if (diagonalizes(axes, previous)) {
        return beginnings;
      }
    }
    beginnings.add(identity(d));
    double[] pooled = new double[d * d];
    for (double[] matrix : matrices) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] += matrix[i];
      }
      beginnings.add(Spectrum.of(d, matrix, backend).vectors());
    }
    beginnings.add(Spectrum.of(d, pooled, backend).vectors());
    return beginnings;
  }

  /** Returns the axes that covariances share: those of a sum of them, in which hardly any two axes are alike. */
  private double[] axes(PreviousCovariances previous) {
    int d = previous.covariances().dimension();
    int components = previous.covariances().components();
    double largest = 0;
    for (int k = 0; k < components; k++) {
      largest = Math.max(largest, 2 * previous.factors().logDeterminant(k) / d);
    }
    double excess = Math.max(0, largest - MAX_EXPONENT);
    double[] sum = new double[d * d];
    for (int k = 0; k < components; k++) {
      double scale = Math.exp(2 * previous.factors().logDeterminant(k) / d - excess) / (k + 1);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += scale * previous.covariances().get(k, i / d, i % d);
      }
    }
    return Spectrum.of(d, sum, backend).vectors();
  }

  private static boolean diagonalizes(double[] axes, PreviousCovariances previous) {
    int d = previous.covariances().dimension();
    double[] matrix = new double[d * d];
    for (int k = 0; k < previous.covariances().components(); k++) {
      double trace = 0;
      for (int i = 0; i < matrix.length; i++) {
        matrix[i] = previous.covariances().get(k, i / d, i % d);
        trace += i % (d + 1) == 0 ? matrix[i] : 0;
      }
      double[] rotated = PrincipalAxes.rotate(axes, d, matrix, 0);
      double[] extents = PrincipalAxes.extents(axes, d, matrix);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          double scale =
              Math.sqrt(Math.abs(rotated[i * d + i])) * Math.sqrt(Math.abs(rotated[j * d + j]));
          double size = Math.min(trace, Math.sqrt(extents[i]) * Math.sqrt(extents[j]));
          if (Math.abs(rotated[i * d + j]) > UNCORRELATED * scale + 16 * EPSILON * size) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static double[] identity(int d) {
    double[] identity = new double[d * d];
    for (int i = 0; i < identity.length; i += d + 1) {
      identity[i] = 1;
    }
    return identity;
  }
}
