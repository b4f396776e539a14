package dev.gmm4j.bench.mclust;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.GmmException;
import java.util.ArrayList;
import java.util.List;

/** Fits the cells of a set from mclust's starts, without regularization, to the limit of EM. */
final class CellFits {
  private static final double TOLERANCE = 1e-10;
  private static final int MOST_ITERATIONS = 20_000;

  private CellFits() {}

  static List<CellResult> of(MclustSet set) {
    int most = set.cells().stream().mapToInt(MclustCell::components).max().orElseThrow();
    List<CellResult> results = new ArrayList<>();
    try (PreparedSamples samples =
        PreparedSamples.of(Samples.of(set.rows()), Backends.standard().automatic(), most, 1)) {
      for (MclustCell cell : set.cells()) {
        int[] start = set.start(cell.components());
        results.add(new CellResult(
            cell,
            fit(samples, cell, start, Acceleration.SQUAREM),
            fit(samples, cell, start, Acceleration.NONE)));
      }
    }
    return results;
  }

  private static double fit(
      PreparedSamples samples, MclustCell cell, int[] start, Acceleration acceleration) {
    try {
      return GaussianMixtureEstimator.builder()
          .components(cell.components())
          .covariance(cell.model())
          .initialization(Initialization.labels(start))
          .regularization(0)
          .degeneracy(DegeneracyPolicy.FAIL)
          .acceleration(acceleration)
          .tolerance(TOLERANCE)
          .maxIterations(MOST_ITERATIONS)
          .threads(1)
          .build()
          .fit(samples)
          .logLikelihood();
    } catch (GmmException e) {
      // A component degenerated, which mclust says by NA.
      return Double.NaN;
    }
  }
}
