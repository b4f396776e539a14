package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.kernel.SampleDensities;
import java.util.Arrays;

/** The densities of one sample under each component, noise the last, without blocks or kernels. */
final class PointDensities {
  private final MixtureParameters parameters;
  private final SampleDensities densities;

  private PointDensities(MixtureParameters parameters, SampleDensities densities) {
    this.parameters = parameters;
    this.densities = densities;
  }

  static PointDensities of(MixtureParameters parameters, double[] sample) {
    int d = parameters.dimension();
    notNull("sample", sample);
    check(sample.length == d, "sample must have %d numbers, but had %d", d, sample.length);
    for (int j = 0; j < d; j++) {
      if (!Double.isFinite(sample[j])) {
        throw new InvalidSamplesException(
            "sample must be finite, but column " + j + " was " + sample[j], -1, j);
      }
    }
    SampleDensities densities = new SampleDensities(parameters.kernelParameters());
    densities.evaluate(sample, 0);
    return new PointDensities(parameters, densities);
  }

  double[] squaredDistances() {
    double[] distances = new double[parameters.components()];
    Arrays.setAll(distances, densities::squaredDistance);
    return distances;
  }

  /** Returns the log-densities of the components, without weights. */
  double[] componentLogDensities() {
    double constant = -0.5 * parameters.dimension() * Math.log(2 * Math.PI);
    double[] logDensities = new double[parameters.components()];
    for (int k = 0; k < logDensities.length; k++) {
      double logDeterminant = parameters.factors().logDeterminant(k);
      logDensities[k] = constant + logDeterminant - densities.halfSquaredDistance(k);
    }
    return logDensities;
  }

  int likeliest() {
    return densities.likeliest();
  }

  double logDensity() {
    return densities.logDensity();
  }

  double[] responsibilities() {
    double[] responsibilities = new double[parameters.kernelParameters().components()];
    densities.responsibilities(responsibilities, 0);
    return responsibilities;
  }
}
