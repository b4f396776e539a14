package dev.gmm4j.exception;

/** A component that degenerated in a way that the policy does not allow, or cannot mend. */
public final class DegenerateComponentException extends GmmException {
  private static final long serialVersionUID = 1;

  private final int component;
  private final int iteration;
  private final String reason;
  private final String remedy;

  /**
   * Creates an exception.
   *
   * @param component index of the component, from 0
   * @param iteration the iteration, from 1; 0 is the initialization
   * @param reason what was wrong
   * @param remedy what the user can do about it
   */
  public DegenerateComponentException(int component, int iteration, String reason, String remedy) {
    super("component " + component + " degenerated in iteration " + iteration + ": " + reason + "; "
        + remedy);
    this.component = component;
    this.iteration = iteration;
    this.reason = reason;
    this.remedy = remedy;
  }

  /** Returns the index of the component, from 0. */
  public int component() {
    return component;
  }

  /** Returns the iteration, from 1; 0 is the initialization. */
  public int iteration() {
    return iteration;
  }

  /** Returns what was wrong. */
  public String reason() {
    return reason;
  }

  /** Returns what the user can do about it. */
  public String remedy() {
    return remedy;
  }
}
