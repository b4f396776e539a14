package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Initialization by few samples drawn at random for each component, {@code d + 1}, as many as a covariance needs, and one
 * maximization: among few there is the better a chance that none is an outlier (Rousseeuw 1984; Fritz, García-Escudero and
 * Mayo-Iscar 2012).
 */
record ElementalInitialization() implements InitializationStrategy {

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Samples samples = context.engine().samples();
    Maximization maximization = context.maximization();
    int components = context.components();
    int d = samples.dimension();
    double[][] drawn = new double[components * (d + 1)][];
    double[] means = new double[components * d];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = draw(context);
      for (int j = 0; j < d; j++) {
        means[i / (d + 1) * d + j] += drawn[i][j] / (d + 1);
      }
    }
    SufficientStatistics statistics =
        new SufficientStatistics(means, components, d, maximization.moments());
    for (int i = 0; i < drawn.length; i++) {
      add(drawn[i], i / (d + 1), statistics);
    }
    return context.guard().repair(maximization.maximize(statistics), null, 0);
  }

  /** Draws a sample of positive weight. */
  private static double[] draw(InitializationContext context) {
    Samples samples = context.engine().samples();
    while (true) {
      RowBlock row = samples.block(context.random().nextLong(samples.count()), 1);
      if (row.weight(0) > 0) {
        double[] values = new double[samples.dimension()];
        System.arraycopy(row.values(), row.offset(), values, 0, values.length);
        return values;
      }
    }
  }

  /** Adds a sample to a component's statistics about the mean of its samples. */
  private static void add(double[] sample, int component, SufficientStatistics statistics) {
    int d = sample.length;
    double[] centres = statistics.centres();
    double[] deviations = new double[d];
    statistics.weights()[component]++;
    for (int j = 0; j < d; j++) {
      deviations[j] = sample[j] - centres[component * d + j];
      statistics.first()[component * d + j] += deviations[j];
    }
    double[] second = statistics.second();
    if (statistics.moments() == Moments.DIAGONAL) {
      for (int j = 0; j < d; j++) {
        second[component * d + j] += deviations[j] * deviations[j];
      }
    } else if (statistics.moments() != Moments.NONE) {
      int offset = statistics.moments() == Moments.POOLED ? 0 : component * d * d;
      for (int j = 0; j < d * d; j++) {
        second[offset + j] += deviations[j / d] * deviations[j % d];
      }
    }
  }
}
