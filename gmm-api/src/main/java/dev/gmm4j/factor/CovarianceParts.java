package dev.gmm4j.factor;

/**
 * The matrices themselves, for models that have a closed form: it finds the covariances of the model that are nearest to the
 * extrapolated ones, in the sense of the likelihood.
 */
final class CovarianceParts implements FactorSpace.Parts {
  private final FactorStep step;
  private final double[] deviations;

  /**
   * Creates parts.
   *
   * @param deviations the features' units, {@code d} positive numbers
   */
  CovarianceParts(FactorStep step, double[] deviations) {
    this.step = step;
    this.deviations = deviations;
  }

  @Override
  public double[] of(LowRank lowRank) {
    int d = lowRank.dimension();
    double[] matrices = lowRank.matrices();
    double[] parts = new double[lowRank.components() * d * (d + 1) / 2];
    int at = 0;
    for (int row = 0; row < lowRank.components() * d; row++) {
      for (int j = 0; j <= row % d; j++) {
        parts[at++] = matrices[row * d + j] / deviations[row % d] / deviations[j];
      }
    }
    return parts;
  }

  @Override
  public LowRank read(double[] numbers, int from, double[] weights, LowRank like) {
    int d = like.dimension();
    double[][] matrices = new double[like.components()][d * d];
    int at = from;
    for (double[] matrix : matrices) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i * d + j] = numbers[at++] * deviations[i] * deviations[j];
          matrix[j * d + i] = matrix[i * d + j];
        }
      }
    }
    return step.maximize(weights, matrices, like);
  }
}
