package dev.gmm4j;

import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.internal.util.Arguments;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the checkpoints of a fit, and checks those that it is to go on from. */
final class FitCheckpoints {
  private final FitInputs inputs;
  private final boolean isRemote;
  private @Nullable Map<String, String> fingerprint;

  FitCheckpoints(FitInputs inputs) {
    this.inputs = inputs;
    this.isRemote = inputs.pass() instanceof RemoteSamples.Engine;
  }

  /** Tells the fit from others; the first call passes over the samples once. */
  private Map<String, String> fingerprint() {
    Map<String, String> known = fingerprint;
    if (known == null) {
      known = FitFingerprint.of(inputs.settings(), inputs.backend(), inputs.engine());
      fingerprint = known;
    }
    return known;
  }

  /**
   * Checks that a checkpoint is of this fit.
   *
   * @param restarts how many restarts the fit has
   * @throws dev.gmm4j.exception.InvalidCheckpointException naming the first difference
   */
  void check(Checkpoint checkpoint, int restarts) {
    FitFingerprint.check(fingerprint(), checkpoint, restarts);
  }

  /**
   * Returns a checkpoint.
   *
   * @throws IllegalArgumentException if such a fit has none
   */
  Checkpoint create(FitResults results, Checkpoint.Current current) {
    Arguments.check(
        !isRemote,
        "a fit to samples on other machines must have no checkpoints: keep the model of the progress instead");
    FitRequirements.noPriorOrNoise(inputs.settings(), "a fit with checkpoints");
    return new Checkpoint(fingerprint(), results.reports(), results.bestForCheckpoint(), current);
  }
}
