package dev.gmm4j.em;

import org.jspecify.annotations.Nullable;

/**
 * Squared extrapolation (Varadhan and Roland 2008, scheme S3): from two steps of EM, {@code θ0 → θ1 → θ2}, with
 * {@code r = θ1 - θ0} and {@code v = (θ2 - θ1) - r}, proposes {@code θ0 + 2 a r + a² v} of the step length
 * {@code a = |r| / |v|}. A step of EM from there ends the cycle; it makes good what extrapolation does to directions in
 * which EM is fast.
 *
 * <p>A step length of 1 is EM. The longest one grows by a factor of 4 where it was taken with success, and shrinks by it where
 * it failed.
 */
final class Squarem implements Accelerator {
  private static final double FACTOR = 4;

  /** A step length that is not worth it. */
  private static final double PLAIN = 1.01;

  private final ParameterVectors space;
  private double maxStep;
  private double rate = Double.NaN;
  private boolean isLongest;
  private boolean isSettling;
  private @Nullable MixtureParameters first;

  Squarem(ParameterVectors space, double trust) {
    this.space = space;
    this.maxStep = Math.max(trust, FACTOR);
  }

  @Override
  public @Nullable MixtureParameters propose(MixtureParameters current, MixtureParameters next) {
    MixtureParameters zeroth = first;
    if (zeroth == null) {
      first = isSettling ? null : current;
      isSettling = false;
      return null;
    }
    first = null;
    double[] from = space.vector(zeroth);
    double[] second = space.vector(next);
    double[] step = space.vector(current);
    double squaredStep = 0;
    double squaredTurn = 0;
    for (int i = 0; i < step.length; i++) {
      second[i] -= step[i];
      step[i] -= from[i];
      second[i] -= step[i];
      squaredStep += step[i] * step[i];
      squaredTurn += second[i] * second[i];
    }
    double length = Math.sqrt(squaredStep / squaredTurn);
    rate = length > 1 ? (1 - 1 / length) * (1 - 1 / length) : Double.NaN;
    if (!(length > PLAIN)) {
      return null;
    }
    isLongest = length >= maxStep;
    double a = Math.min(length, maxStep);
    for (int i = 0; i < from.length; i++) {
      from[i] += 2 * a * step[i] + a * a * second[i];
    }
    MixtureParameters proposal = space.parameters(from, current);
    if (proposal == null && isLongest) {
      maxStep = Math.max(FACTOR, maxStep / FACTOR);
    }
    return proposal;
  }

  @Override
  public void accepted() {
    isSettling = true;
    if (isLongest) {
      maxStep *= FACTOR;
    }
  }

  @Override
  public void rejected() {
    if (isLongest) {
      maxStep = Math.max(FACTOR, maxStep / FACTOR);
    }
  }

  @Override
  public void reset() {
    first = null;
    isSettling = false;
  }

  @Override
  public boolean isAtStart() {
    return first == null && !isSettling;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public double trust() {
    return maxStep;
  }
}
