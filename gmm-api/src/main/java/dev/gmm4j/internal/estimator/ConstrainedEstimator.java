package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The covariances of a model with a bound on the ratio of all their eigenvalues, by {@linkplain EigenvalueTruncation
 * truncation} of those without it: the axes stay (García-Escudero, Gordaliza, Matrán and Mayo-Iscar 2008).
 *
 * <p>That is the maximum for models whose axes do not depend on the eigenvalues and whose eigenvalues are free but for being
 * shared by all components or not. The others tie eigenvalues of several components by products or ratios, or choose axes by
 * them; truncated, they would not be of the model, or not the likeliest.
 */
public final class ConstrainedEstimator implements CovarianceEstimator {
  private static final Set<CovarianceModel> MODELS = EnumSet.of(
      CovarianceModel.EII,
      CovarianceModel.VII,
      CovarianceModel.EEI,
      CovarianceModel.VVI,
      CovarianceModel.EEE,
      CovarianceModel.EEV,
      CovarianceModel.VVV);

  private final CovarianceEstimator free;
  private final double ratio;
  private final LinearAlgebraBackend backend;

  private ConstrainedEstimator(
      CovarianceEstimator free, double ratio, LinearAlgebraBackend backend) {
    this.free = free;
    this.ratio = ratio;
    this.backend = backend;
  }

  /**
   * Returns an estimator of a model with a bound.
   *
   * @throws IllegalArgumentException if the ratio is less than 1 or not finite, or the model cannot be bounded so
   */
  public static CovarianceEstimator of(
      CovarianceModel model, CovarianceEstimator free, double ratio, LinearAlgebraBackend backend) {
    check(ratio);
    check(model);
    return new ConstrainedEstimator(free, ratio, backend);
  }

  /** Refuses a ratio that is less than 1 or not finite. */
  public static void check(double ratio) {
    Arguments.check(
        ratio >= 1 && ratio < Double.POSITIVE_INFINITY,
        "maxEigenvalueRatio must be finite and >= 1, but was %s",
        ratio);
  }

  /** Tells whether the eigenvalues of a model can be truncated. */
  public static boolean supports(CovarianceModel model) {
    return MODELS.contains(model);
  }

  /** Refuses a model whose eigenvalues cannot be truncated. */
  public static void check(CovarianceModel model) {
    Arguments.check(
        MODELS.contains(model),
        "maxEigenvalueRatio needs a covariance among %s, but it was %s",
        MODELS,
        model);
  }

  @Override
  public Moments moments() {
    return free.moments();
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Covariances covariances = free.estimate(statistics, shifts, previous);
    return switch (covariances.type()) {
      case DIAGONAL, SPHERICAL -> truncated(covariances, statistics.weights());
      case FULL -> turned(covariances, covariances.components(), statistics.weights());
      // One matrix, of whatever weight.
      case TIED -> turned(covariances, 1, new double[] {1});
    };
  }

  /** Truncates variances, {@code K} stretches of the same number of them. */
  private Covariances truncated(Covariances covariances, double[] counts) {
    double[] values = covariances.toArray();
    boolean changed = truncate(values, counts);
    return changed
        ? Covariances.of(
            covariances.type(), covariances.components(), covariances.dimension(), values)
        : covariances;
  }

  private Covariances turned(Covariances covariances, int matrices, double[] counts) {
    int d = covariances.dimension();
    double[] numbers = covariances.toArray();
    double[] weights = Arrays.copyOf(counts, matrices);
    PrincipalAxes.Decompositions eigen =
        PrincipalAxes.Decompositions.of(new Scatters(weights, d, numbers), backend);
    if (!truncate(eigen.values(), weights)) {
      return covariances;
    }
    for (int k = 0; k < matrices; k++) {
      if (weights[k] > 0) {
        PrincipalAxes.compose(eigen.vectors()[k], eigen.values(), k * d, d, numbers, k * d * d);
      }
    }
    CovarianceType type = covariances.type();
    return Covariances.of(type, covariances.components(), d, numbers);
  }

  /** Truncates eigenvalues of components that have weight; tells whether there was anything to truncate. */
  private boolean truncate(double[] values, double[] counts) {
    int each = values.length / counts.length;
    double[] weights = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      weights[i] = counts[i / each];
      values[i] = Math.max(values[i], 0);
    }
    double floor = EigenvalueTruncation.floor(weights, values, ratio);
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        double truncated = Math.max(floor, Math.min(values[i], ratio * floor));
        changed |= truncated != values[i];
        values[i] = truncated;
      }
    }
    return changed;
  }
}
