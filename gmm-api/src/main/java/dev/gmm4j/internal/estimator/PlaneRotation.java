package dev.gmm4j.internal.estimator;

/**
 * The rotation of two axes that lowers a criterion most, over symmetric matrices {@code [p r; r q]} of which it changes
 * the diagonals.
 *
 * <p>Turned by {@code θ}, a diagonal's product becomes {@code pq (1 + 2a sin²(u/2) - b sin u)} with {@code u = 4θ},
 * {@code a = (c² - r²) / (2pq)}, {@code b = cr / (pq)} and {@code c = (p - q) / 2}: for each matrix there is one best
 * angle, where it becomes diagonal, and the best for all together lies among several wells about those.
 */
final class PlaneRotation {
  private static final int GRID = 12;
  private static final int MAX_STEPS = 50;
  private static final double MAX_STEP = 0.5;

  /** Part of a criterion of weight 1 that is not worth a step. */
  private static final double NEGLIGIBLE = 1e-17;

  /** The rest that a product keeps when a rotation makes it 0: a singular matrix has a finite say. */
  private static final double LEAST_PRODUCT = 1e-14;

  private final OrientationCriterion criterion;
  private final int dimension;
  private final double[] weights;
  private final double[] cosines;
  private final double[] sines;
  private int size;

  private double angle;
  private double value;
  private double slope;
  private double curvature;

  PlaneRotation(OrientationCriterion criterion, int dimension, int matrices) {
    this.criterion = criterion;
    this.dimension = dimension;
    this.weights = new double[matrices];
    this.cosines = new double[matrices];
    this.sines = new double[matrices];
  }

  /** Forgets all matrices. */
  void clear() {
    size = 0;
  }

  /**
   * Adds a matrix {@code [p r; r q]} of positive diagonal.
   *
   * @param weight its part of the criterion; all sum to 1 at most
   */
  void add(double weight, double p, double q, double r) {
    double c = (p - q) / 2;
    weights[size] = weight;
    cosines[size] = (c / p * (c / q) - r / p * (r / q)) / 2;
    sines[size] = c / p * (r / q);
    size++;
  }

  /** Finds the best of all angles and returns by how much it changes the criterion: at most 0. */
  double searchEverywhere() {
    double best = 0;
    double lowest = 0;
    for (int i = 0; i < GRID + size; i++) {
      double candidate = i < GRID
          ? 2 * Math.PI * i / GRID - Math.PI
          : Math.atan2(sines[i - GRID], cosines[i - GRID]);
      evaluate(candidate);
      if (value < lowest) {
        lowest = value;
        best = candidate;
      }
    }
    return descend(best);
  }

  /** Finds the best of the angles about 0 and returns by how much it changes the criterion: at most 0. */
  double searchNearby() {
    return descend(0);
  }

  /** Returns the angle that was found, {@code θ}. */
  double angle() {
    return angle / 4;
  }

  /** Takes Newton's steps, shortened where they do not descend. */
  private double descend(double from) {
    angle = from;
    evaluate(from);
    double reached = value;
    double step = step();
    double slopeThere = slope;
    for (int i = 0; i < MAX_STEPS && Math.abs(step * slopeThere) > NEGLIGIBLE; i++) {
      evaluate(angle + step);
      if (value < reached) {
        angle += step;
        reached = value;
        step = step();
        slopeThere = slope;
      } else {
        step /= 4;
      }
    }
    return reached;
  }

  private double step() {
    double step = curvature > 0 ? -slope / curvature : -Math.copySign(MAX_STEP, slope);
    return Math.max(-MAX_STEP, Math.min(MAX_STEP, step));
  }

  /** Computes the change of the criterion and its derivatives at an angle {@code u}. */
  private void evaluate(double u) {
    double sine = Math.sin(u);
    double cosine = Math.cos(u);
    double half = Math.sin(u / 2);
    double versine = 2 * half * half;
    value = 0;
    slope = 0;
    curvature = 0;
    for (int k = 0; k < size; k++) {
      double growth = Math.max(cosines[k] * versine - sines[k] * sine, LEAST_PRODUCT - 1);
      double scale = 1 / ((1 + growth) * dimension);
      double first = (cosines[k] * sine - sines[k] * cosine) * scale;
      double second = (cosines[k] * cosine + sines[k] * sine) * scale - dimension * first * first;
      double logChange = growth == 0 ? 0 : Math.log1p(growth) / dimension;
      double slopeOfTerm = weights[k] * criterion.slope(logChange);
      value += weights[k] * criterion.change(logChange);
      slope += slopeOfTerm * first;
      curvature +=
          slopeOfTerm * second + weights[k] * criterion.curvature(logChange) * first * first;
    }
  }
}
