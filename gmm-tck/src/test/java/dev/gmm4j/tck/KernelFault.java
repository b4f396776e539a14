package dev.gmm4j.tck;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.SufficientStatistics;

/** What a broken kernel does to the results of a correct one; nothing unless overridden. */
class KernelFault {
  /** The kernel's number of features. */
  int dimension;

  /** How often parameters were set. */
  int uses;

  /** The number of components of the parameters before the current ones. */
  int componentsBefore;

  KernelParameters parameters =
      MixtureParameters.nearestCentre(new double[1], 1, 1).kernelParameters();

  void use(KernelParameters newParameters) {
    componentsBefore = uses == 0 ? 0 : parameters.components();
    parameters = newParameters;
    uses++;
  }

  RowBlock load(RowBlock rows) {
    return rows;
  }

  void accumulate(int rows, Assignment assignment, SufficientStatistics statistics) {}

  void accumulateGiven(int rows, SufficientStatistics statistics) {}

  void logDensities(int rows, double[] logDensities) {}

  void responsibilities(int rows, double[] logDensities, double[] responsibilities) {}

  void labels(int rows, double[] responsibilities, int[] labels) {}
}
