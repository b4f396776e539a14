package dev.gmm4j.bayesian;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.restart.RestartLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports of Bayesian restarts, compared by their bounds. */
final class BayesianReports implements RestartLoop.Reports<BayesianRestart> {
  @Override
  public BayesianRestart failed(int restart, GmmException failure) {
    return new BayesianRestart(restart, List.of(), 0, false, List.of(), failure);
  }

  @Override
  public @Nullable GmmException failure(BayesianRestart report) {
    return report.failure();
  }

  @Override
  public double objective(BayesianRestart report) {
    return report.elbo();
  }
}
