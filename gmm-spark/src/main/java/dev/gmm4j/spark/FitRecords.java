package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import java.util.List;

/** What of a fit is stored with its model. */
final class FitRecords {
  private FitRecords() {}

  /** Returns the model file of a fit. */
  static ModelFile of(
      GaussianMixtureFit fit,
      long seed,
      double tolerance,
      double regularization,
      List<String> featureNames) {
    FitRecord record = new FitRecord(
        fit.samples(),
        fit.totalWeight(),
        fit.logLikelihood(),
        fit.bestStart().trace(),
        fit.iterations(),
        fit.converged(),
        fit.model().freeParameters(),
        fit.bic(),
        fit.aic(),
        fit.backend(),
        seed,
        tolerance,
        regularization,
        new FitRecord.Seconds(0, fit.seconds().initialize(), fit.seconds().em()));
    return new ModelFile(fit.model(), featureNames, record);
  }
}
