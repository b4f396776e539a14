package dev.gmm4j.exception;

/** A covariance that is not positive definite to working precision. */
public final class NotPositiveDefiniteException extends GmmException {
  private static final long serialVersionUID = 1;

  private final int component;
  private final int pivot;

  /**
   * Creates an exception.
   *
   * @param component index of the component, from 0
   * @param pivot index of the row whose pivot was not positive, from 0
   */
  public NotPositiveDefiniteException(int component, int pivot) {
    super("covariance of component " + component + " must be positive definite, but pivot " + pivot
        + " of its Cholesky factorization was not positive");
    this.component = component;
    this.pivot = pivot;
  }

  /** Returns the index of the component, from 0. */
  public int component() {
    return component;
  }

  /** Returns the index of the row whose pivot was not positive, from 0. */
  public int pivot() {
    return pivot;
  }
}
