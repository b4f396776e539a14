package dev.gmm4j.classification;

import java.util.Arrays;

/** EM with labels for some rows, by loops over rows, of mixtures of full covariances in two features. */
final class NaiveLabelledEm {
  private final double[][] rows;
  private final int[] labels;
  private final int[] classOf;
  private final double[] weights;
  private final double[][] means;
  private final double[][] covariances;

  /**
   * Begins with hard components.
   *
   * @param componentOf of each row, or -1 for one that is not looked at
   */
  NaiveLabelledEm(double[][] rows, int[] labels, int[] classOf, int[] componentOf) {
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
  }

  /** Does an iteration, and returns the log-likelihood before it. */
  double iterate() {
    double logLikelihood = 0;
    double[][] responsibilities = new double[rows.length][classOf.length];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
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
    }
    maximize(responsibilities);
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
  }
}
