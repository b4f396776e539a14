package dev.gmm4j.bench.mclust;

/**
 * A cell fitted by both.
 *
 * @param accelerated our log-likelihood with the default acceleration; NaN if a component degenerates
 * @param plain that without acceleration, or NaN
 */
record CellResult(MclustCell cell, double accelerated, double plain) {
  /** Nats by which a cell may be worse. */
  static final double TOLERANCE = 0.05;

  /** Tells whether both have a log-likelihood. */
  boolean inBoth() {
    return !Double.isNaN(cell.highest()) && hasOurs();
  }

  /** Tells whether only mclust has one. */
  boolean onlyMclust() {
    return !Double.isNaN(cell.highest()) && !hasOurs();
  }

  /** Tells whether only we have one. */
  boolean onlyOurs() {
    return Double.isNaN(cell.highest()) && hasOurs();
  }

  private boolean hasOurs() {
    return !Double.isNaN(accelerated) || !Double.isNaN(plain);
  }

  /** Tells whether we are worse than mclust where it stops by default. */
  boolean worseThanDefault() {
    return inBoth() && lacks(accelerated, cell.logLikelihood());
  }

  /** Tells whether we are worse than mclust at its best. */
  boolean worse() {
    return inBoth() && lacks(accelerated, cell.highest());
  }

  /** Tells whether we are worse even by EM without acceleration. */
  boolean worsePlain() {
    return inBoth() && lacks(plain, cell.highest());
  }

  /** Tells whether we are better than mclust at its best. */
  boolean better() {
    return inBoth() && lacks(cell.highest(), accelerated);
  }

  /** Tells whether acceleration led to a better optimum than EM alone. */
  boolean gainedByAcceleration() {
    return lacks(plain, accelerated);
  }

  /** Tells whether acceleration led to a worse optimum than EM alone, or to none. */
  boolean lostByAcceleration() {
    return lacks(accelerated, plain);
  }

  private static boolean lacks(double mine, double other) {
    // NaN lacks everything, and nothing is lacking to NaN.
    return !Double.isNaN(other) && !(mine >= other - TOLERANCE);
  }
}
