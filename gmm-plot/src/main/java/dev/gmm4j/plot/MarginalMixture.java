package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.student.StudentMixture;
import java.util.Arrays;

/**
 * A mixture's distribution of one or two of its features: a mixture of the same weights, of normal or t distributions. Of the
 * latter means are locations and covariances scale matrices.
 */
final class MarginalMixture {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Ellipses of two standard deviations, and a little room. */
  static final double ELLIPSES = 2.1;

  /** A contour beyond is not looked for. */
  private static final double FARTHEST = 5;

  private final double[] weights;
  private final double[][] means;
  private final double[][][] covariances;

  /** For each component; infinite for a normal distribution. */
  private final double[] degreesOfFreedom;

  /** For each component: the inverse Cholesky factor's entries (0,0), (1,0), (1,1), and the density's factor. */
  private final double[][] factors;

  private MarginalMixture(
      double[] weights,
      double[][] allMeans,
      Covariances allCovariances,
      double[] degreesOfFreedom,
      int... columns) {
    int components = weights.length;
    this.weights = weights;
    this.means = new double[components][columns.length];
    this.covariances = new double[components][columns.length][columns.length];
    this.degreesOfFreedom = degreesOfFreedom;
    this.factors = new double[components][];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < columns.length; i++) {
        means[k][i] = allMeans[k][columns[i]];
        for (int j = 0; j < columns.length; j++) {
          covariances[k][i][j] = allCovariances.get(k, columns[i], columns[j]);
        }
      }
      factors[k] = factor(weights[k], covariances[k], degreesOfFreedom[k]);
    }
  }

  static MarginalMixture of(GaussianMixture model, int... columns) {
    double[] infinite = new double[model.components()];
    Arrays.fill(infinite, Double.POSITIVE_INFINITY);
    return new MarginalMixture(
        model.weights(), model.means(), model.covariances(), infinite, columns);
  }

  static MarginalMixture of(StudentMixture model, int... columns) {
    return new MarginalMixture(
        model.weights(), model.locations(), model.scales(), model.degreesOfFreedom(), columns);
  }

  private static double[] factor(double weight, double[][] covariance, double nu) {
    double l00 = Math.sqrt(covariance[0][0]);
    if (covariance.length == 1) {
      double peak = Double.isInfinite(nu) ? Math.exp(-0.5 * LOG_TWO_PI) : univariatePeak(nu);
      return new double[] {1 / l00, 0, 0, weight * peak / l00};
    }
    double l10 = covariance[1][0] / l00;
    double l11 = Math.sqrt(covariance[1][1] - l10 * l10);
    // That of a t distribution of two features is the same, whatever its degrees of freedom.
    double coefficient = weight * Math.exp(-LOG_TWO_PI) / l00 / l11;
    return new double[] {1 / l00, -l10 / l00 / l11, 1 / l11, coefficient};
  }

  /** Returns the density of Student's t distribution at 0. */
  private static double univariatePeak(double nu) {
    StudentMixture standard = StudentMixture.of(
        new double[] {1},
        new double[][] {{0}},
        Covariances.spherical(new double[] {1}, 1),
        new double[] {nu});
    return Math.exp(standard.logDensity(new double[] {0}));
  }

  /** Returns the logarithm of a component's density at a squared distance, relative to that at its centre. */
  private double logKernel(int component, double square) {
    double nu = degreesOfFreedom[component];
    return Double.isInfinite(nu)
        ? -0.5 * square
        : -0.5 * (nu + means[component].length) * Math.log1p(square / nu);
  }

  /**
   * Returns the Mahalanobis distance within which two features of a component are as probable as those of a normal distribution
   * are within another, of the same sign: of a t distribution {@code δ/2} has the F distribution of 2 and ν degrees of freedom,
   * which {@code P(δ > r²) = (1 + r²/ν)^(-ν/2)} has in closed form.
   *
   * @param deviations the distance of a normal distribution, for which {@code P(δ > r²) = exp(-r²/2)}
   */
  double radius(int component, double deviations) {
    double nu = degreesOfFreedom[component];
    return Double.isInfinite(nu)
        ? deviations
        : Math.copySign(Math.sqrt(nu * Math.expm1(deviations * deviations / nu)), deviations);
  }

  EllipseNames ellipseNames() {
    return Double.isInfinite(degreesOfFreedom[0]) ? EllipseNames.DEVIATIONS : EllipseNames.SHARES;
  }

  int components() {
    return weights.length;
  }

  double weight(int component) {
    return weights[component];
  }

  double mean(int component, int feature) {
    return means[component][feature];
  }

  double[][] covariance(int component) {
    return covariances[component];
  }

  double deviation(int component, int feature) {
    return Math.sqrt(covariances[component][feature][feature]);
  }

  /** Returns the standard deviation of one of two features given the other. */
  double breadth(int component, int feature) {
    double[][] covariance = covariances[component];
    double other = covariance[1 - feature][1 - feature];
    double slant = covariance[0][1] * covariance[0][1] / other;
    return Math.sqrt(Math.max(0, covariance[feature][feature] - slant));
  }

  /** Returns a component's share of the density of one feature. */
  double componentDensity(int component, double x) {
    double z = factors[component][0] * (x - means[component][0]);
    return factors[component][3] * Math.exp(logKernel(component, z * z));
  }

  /** Returns the logarithm of a component's share of the density of two features; minus infinity if it has none. */
  double logComponentDensity(int component, double x, double y) {
    double[] factor = factors[component];
    double dx = x - means[component][0];
    double u = factor[0] * dx;
    double v = factor[1] * dx + factor[2] * (y - means[component][1]);
    return Math.log(factor[3]) + logKernel(component, u * u + v * v);
  }

  double density(double x) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += componentDensity(k, x);
    }
    return sum;
  }

  double density(double x, double y) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double[] factor = factors[k];
      double dx = x - means[k][0];
      double u = factor[0] * dx;
      double v = factor[1] * dx + factor[2] * (y - means[k][1]);
      sum += factor[3] * Math.exp(logKernel(k, u * u + v * v));
    }
    return sum;
  }

  /** Returns the range of a feature that holds the ellipses of all components of some weight of so many deviations. */
  Range reach(int feature, double deviations) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        double by = radius(k, deviations) * deviation(k, feature);
        min = Math.min(min, means[k][feature] - by);
        max = Math.max(max, means[k][feature] + by);
      }
    }
    return new Range(min, max);
  }

  /** Returns the range of one of two features that holds the ellipses, and the contour of a density. */
  Range reachOfContour(int feature, double level) {
    Range range = reach(feature, ELLIPSES);
    for (int k = 0; k < weights.length; k++) {
      double peak = factors[k][3];
      if (peak > level) {
        // Where the component alone has that density; a little more where others add to it.
        double distance = Math.sqrt(squaredDistance(k, Math.log(peak / level)));
        double deviations = Math.min(radius(k, FARTHEST), 1.03 * distance);
        range = range.union(new Range(means[k][feature], means[k][feature])
            .grown(deviations * deviation(k, feature)));
      }
    }
    return range;
  }

  /** Returns the squared distance at which the density of a component of two features has fallen by a logarithm. */
  private double squaredDistance(int component, double fall) {
    double nu = degreesOfFreedom[component];
    return Double.isInfinite(nu) ? 2 * fall : nu * Math.expm1(2 * fall / (nu + 2));
  }
}
