package dev.gmm4j.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;

/** The curve of all points at one Mahalanobis distance from a component's mean or location. */
final class CovarianceEllipse {
  private static final Shape UNIT_CIRCLE = new Ellipse2D.Double(-1, -1, 2, 2);

  private CovarianceEllipse() {}

  /**
   * Returns the ellipse in the coordinates of the data: the unit circle under {@code z → μ + rLz}.
   *
   * @param deviations of a normal distribution, whose ellipse would hold as much
   */
  static Shape of(MarginalMixture mixture, int component, double deviations) {
    double radius = mixture.radius(component, deviations);
    double[][] covariance = mixture.covariance(component);
    double l00 = Math.sqrt(covariance[0][0]);
    double l10 = covariance[1][0] / l00;
    double l11 = Math.sqrt(Math.max(0, covariance[1][1] - l10 * l10));
    AffineTransform map = new AffineTransform(
        radius * l00,
        radius * l10,
        0,
        radius * l11,
        mixture.mean(component, 0),
        mixture.mean(component, 1));
    return map.createTransformedShape(UNIT_CIRCLE);
  }
}
