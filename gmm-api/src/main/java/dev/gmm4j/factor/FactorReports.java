package dev.gmm4j.factor;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.restart.RestartLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports of restarts of factor analysers, compared by their log-likelihoods. */
final class FactorReports implements RestartLoop.Reports<FactorMixtureFit.Restart> {
  @Override
  public FactorMixtureFit.Restart failed(int restart, GmmException failure) {
    return new FactorMixtureFit.Restart(List.of(), 0, false, failure);
  }

  @Override
  public @Nullable GmmException failure(FactorMixtureFit.Restart report) {
    return report.failure();
  }

  @Override
  public double objective(FactorMixtureFit.Restart report) {
    return report.logLikelihood();
  }
}
