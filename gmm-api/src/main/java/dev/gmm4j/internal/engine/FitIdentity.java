package dev.gmm4j.internal.engine;

import dev.gmm4j.exception.InvalidCheckpointException;
import java.util.Map;

/** Compares what a fit depends on, by name, with what a checkpoint was made of. */
public final class FitIdentity {
  /** The name of the fingerprint of the samples. */
  public static final String SAMPLES = "fingerprint of the samples";

  private FitIdentity() {}

  /**
   * Checks that a checkpoint is of a fit.
   *
   * @param fit names and values of the fit, in the order in which they are compared
   * @param checkpoint those that the checkpoint has
   * @throws InvalidCheckpointException naming the first difference
   */
  public static void check(Map<String, String> fit, Map<String, String> checkpoint) {
    for (Map.Entry<String, String> entry : fit.entrySet()) {
      String name = entry.getKey();
      String was = checkpoint.getOrDefault(name, "unknown");
      if (!entry.getValue().equals(was)) {
        throw new InvalidCheckpointException(
            name.equals(SAMPLES)
                ? "the checkpoint is of other samples, as many and with as many columns"
                : "the checkpoint is of another fit: " + name + " was " + was + ", but is "
                    + entry.getValue());
      }
    }
    require(
        checkpoint.size() == fit.size(),
        "it is of a fit with other settings, " + checkpoint.keySet());
  }

  /**
   * Refuses a checkpoint that contradicts itself.
   *
   * @throws InvalidCheckpointException if the condition is not met
   */
  public static void require(boolean met, String problem) {
    if (!met) {
      throw new InvalidCheckpointException("the checkpoint is not valid: " + problem);
    }
  }
}
