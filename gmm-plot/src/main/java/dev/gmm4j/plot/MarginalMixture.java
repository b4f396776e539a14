package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;

/** A mixture's distribution of one or two of its features: a mixture of the same weights. */
final class MarginalMixture {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Ellipses of two standard deviations, and a little room. */
  static final double ELLIPSES = 2.1;

  /** A contour beyond is not looked for. */
  private static final double FARTHEST = 5;

  private final double[] weights;
  private final double[][] means;
  private final double[][][] covariances;

  /** For each component: the inverse Cholesky factor's entries (0,0), (1,0), (1,1), and the density's factor. */
  private final double[][] factors;

  private MarginalMixture(double[] weights, double[][] means, double[][][] covariances) {
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
    this.factors = new double[weights.length][];
    for (int k = 0; k < weights.length; k++) {
      factors[k] = factor(weights[k], covariances[k]);
    }
  }

  static MarginalMixture of(GaussianMixture model, int... columns) {
    int components = model.components();
    Covariances all = model.covariances();
    double[][] means = new double[components][columns.length];
    double[][][] covariances = new double[components][columns.length][columns.length];
    for (int k = 0; k < components; k++) {
      double[] mean = model.mean(k);
      for (int i = 0; i < columns.length; i++) {
        means[k][i] = mean[columns[i]];
        for (int j = 0; j < columns.length; j++) {
          covariances[k][i][j] = all.get(k, columns[i], columns[j]);
        }
      }
    }
    return new MarginalMixture(model.weights(), means, covariances);
  }

  private static double[] factor(double weight, double[][] covariance) {
    double l00 = Math.sqrt(covariance[0][0]);
    if (covariance.length == 1) {
      return new double[] {1 / l00, 0, 0, weight * Math.exp(-0.5 * LOG_TWO_PI) / l00};
    }
    double l10 = covariance[1][0] / l00;
    double l11 = Math.sqrt(covariance[1][1] - l10 * l10);
    double coefficient = weight * Math.exp(-LOG_TWO_PI) / l00 / l11;
    return new double[] {1 / l00, -l10 / l00 / l11, 1 / l11, coefficient};
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
    return factors[component][3] * Math.exp(-0.5 * z * z);
  }

  /** Returns the logarithm of a component's share of the density of two features; minus infinity if it has none. */
  double logComponentDensity(int component, double x, double y) {
    double[] factor = factors[component];
    double dx = x - means[component][0];
    double u = factor[0] * dx;
    double v = factor[1] * dx + factor[2] * (y - means[component][1]);
    return Math.log(factor[3]) - 0.5 * (u * u + v * v);
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
      sum += factor[3] * Math.exp(-0.5 * (u * u + v * v));
    }
    return sum;
  }

  /** Returns the range of a feature that holds all components of some weight to so many deviations. */
  Range reach(int feature, double deviations) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        double by = deviations * deviation(k, feature);
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
        double deviations = Math.min(FARTHEST, 1.03 * Math.sqrt(2 * Math.log(peak / level)));
        range = range.union(new Range(means[k][feature], means[k][feature])
            .grown(deviations * deviation(k, feature)));
      }
    }
    return range;
  }
}
