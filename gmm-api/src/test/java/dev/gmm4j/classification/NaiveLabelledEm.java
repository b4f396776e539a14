package dev.gmm4j.classification;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** EM with labels for some rows, by loops over rows, of mixtures of full covariances in two features. */
final class NaiveLabelledEm {
  private final double[][] rows;
  private final int[] labels;
  private final int[] classOf;
  private final double[] weights;
  private final double[][] means;
  private final double[][] covariances;
  private final double @Nullable [] priors;
  private final double noiseDensity;
  private double noiseWeight;

  /**
   * Begins with hard components.
   *
   * @param componentOf of each row, or -1 for one that is not looked at
   */
  NaiveLabelledEm(double[][] rows, int[] labels, int[] classOf, int[] componentOf) {
    this(rows, labels, classOf, componentOf, null, 0, 0);
  }

  /**
   * Begins with hard components.
   *
   * @param priors of the classes, which are kept, or null
   * @param noiseDensity of rows of unknown class that are of none
   */
  NaiveLabelledEm(
      double[][] rows,
      int[] labels,
      int[] classOf,
      int[] componentOf,
      double @Nullable [] priors,
      double noiseWeight,
      double noiseDensity) {
    this.priors = priors;
    this.noiseDensity = noiseDensity;
    this.rows = rows;
    this.labels = labels;
    this.classOf = classOf;
    this.weights = new double[classOf.length];
    this.means = new double[classOf.length][2];
    this.covariances = new double[classOf.length][3];
    double[][] responsibilities = new double[rows.length][classOf.length];
    for (int i = 0; i < rows.length; i++) {
      if (componentOf[i] >= 0) {
        responsibilities[i][componentOf[i]] = 1;
      }
    }
    maximize(responsibilities);
    this.noiseWeight = noiseWeight;
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= 1 - noiseWeight;
    }
  }

  double noiseWeight() {
    return noiseWeight;
  }

  /** Does an iteration, and returns the log-likelihood before it. */
  double iterate() {
    double logLikelihood = 0;
    double[][] responsibilities = new double[rows.length][classOf.length];
    double noise = 0;
    for (int i = 0; i < rows.length; i++) {
      double ofNoise = labels[i] < 0 ? noiseWeight * noiseDensity : 0;
      double sum = ofNoise;
      for (int k = 0; k < classOf.length; k++) {
        if (labels[i] < 0 || labels[i] == classOf[k]) {
          responsibilities[i][k] = weights[k] * density(rows[i], k);
          sum += responsibilities[i][k];
        }
      }
      for (int k = 0; k < classOf.length; k++) {
        responsibilities[i][k] /= sum;
      }
      logLikelihood += Math.log(sum);
      noise += ofNoise / sum;
    }
    maximize(responsibilities);
    noiseWeight = noise / rows.length;
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= 1 - noiseWeight;
    }
    return logLikelihood;
  }

  private double density(double[] row, int k) {
    double[] c = covariances[k];
    double determinant = c[0] * c[2] - c[1] * c[1];
    double x = row[0] - means[k][0];
    double y = row[1] - means[k][1];
    double distance = (c[2] * x * x - 2 * c[1] * x * y + c[0] * y * y) / determinant;
    return Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant));
  }

  private void maximize(double[][] responsibilities) {
    double total = 0;
    for (int k = 0; k < classOf.length; k++) {
      double sum = 0;
      Arrays.fill(means[k], 0);
      Arrays.fill(covariances[k], 0);
      for (int i = 0; i < rows.length; i++) {
        sum += responsibilities[i][k];
        means[k][0] += responsibilities[i][k] * rows[i][0];
        means[k][1] += responsibilities[i][k] * rows[i][1];
      }
      means[k][0] /= sum;
      means[k][1] /= sum;
      for (int i = 0; i < rows.length; i++) {
        double x = rows[i][0] - means[k][0];
        double y = rows[i][1] - means[k][1];
        covariances[k][0] += responsibilities[i][k] * x * x / sum;
        covariances[k][1] += responsibilities[i][k] * x * y / sum;
        covariances[k][2] += responsibilities[i][k] * y * y / sum;
      }
      weights[k] = sum;
      total += sum;
    }
    for (int k = 0; k < classOf.length; k++) {
      weights[k] /= total;
    }
    if (priors != null) {
      double[] sums = new double[priors.length];
      for (int k = 0; k < classOf.length; k++) {
        sums[classOf[k]] += weights[k];
      }
      for (int k = 0; k < classOf.length; k++) {
        weights[k] *= priors[classOf[k]] / sums[classOf[k]];
      }
    }
  }
}
