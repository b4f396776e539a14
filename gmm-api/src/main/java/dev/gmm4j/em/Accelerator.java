package dev.gmm4j.em;

import org.jspecify.annotations.Nullable;

/** Proposes parameters beyond steps of EM. One serves one run; it is told what became of each proposal. */
interface Accelerator {

  /** Proposes nothing. */
  Accelerator NONE = new Accelerator() {
    @Override
    public @Nullable MixtureParameters propose(MixtureParameters current, MixtureParameters next) {
      return null;
    }
  };

  /**
   * Returns parameters to try, or null where the step of EM is to be taken.
   *
   * @param current the parameters that the last pass was over
   * @param next the step of EM from there
   */
  @Nullable
  MixtureParameters propose(MixtureParameters current, MixtureParameters next);

  /** Is told that the log-likelihood of the last proposal was high enough. */
  default void accepted() {}

  /** Is told that it was not; the next pass is over the step of EM. */
  default void rejected() {}

  /** Forgets all steps, as after parameters were changed by other hands than EM's. */
  default void reset() {}

  /** Tells whether what comes next depends on nothing but the current parameters and {@link #trust}. */
  default boolean isAtStart() {
    return true;
  }

  /** Returns the factor between the gains of steps of EM that the last steps tell, or NaN. */
  default double rate() {
    return Double.NaN;
  }

  /** Returns how far proposals may go, as {@link Ascent#trust} has it. */
  default double trust() {
    return 0;
  }
}
