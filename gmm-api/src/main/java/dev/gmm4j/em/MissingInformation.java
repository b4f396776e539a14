package dev.gmm4j.em;

import dev.gmm4j.internal.util.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * How much of the information about a mixture's parameters is missing where it is missing most: the largest eigenvalue of the
 * rate matrix of EM, {@code I - I_obs I_com⁻¹} (Dempster, Laird and Rubin 1977; Meng and Rubin 1991). Of complete samples the
 * information of what is missing is that of the components' labels; missing values add theirs.
 *
 * <p>It is also the part of the distance to the limit that an iteration of EM leaves: at 0.99 a digit takes 230 iterations.
 * The parameters in the direction that belongs to it are the ones that the samples tell least of.
 *
 * @param fraction in [0, 1] at a maximum of the likelihood, to about three digits; NaN where EM has no derivative there, as
 *     beside a component that degenerates
 * @param passes over the samples that it took
 * @param isSettled whether the fraction had settled; one that had not is too small
 */
public record MissingInformation(double fraction, int passes, boolean isSettled) {
  private static final int MAX_PASSES = 400;
  private static final double SETTLED = 2e-5;

  /** Central differences lose the square of this to curvature, and rounding divided by it. */
  private static final double STEP = 1e-4;

  private static final double SMALLEST_STEP = 1e-7;

  /**
   * Finds the fraction by power iteration on differences of EM's own map (Fraley 1999): {@code (M(θ + εv) - M(θ - εv)) / 2ε}
   * takes the place of {@code v}, in units of the features' deviations.
   *
   * @param maximization that of the fit
   * @param pass over the samples of the fit
   * @param scale of those samples
   * @param guard tells which parameters have degenerated
   * @param limit the parameters that EM has converged to
   */
  public static MissingInformation of(
      Maximization maximization,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      MixtureParameters limit) {
    ParameterSpace space = new ParameterSpace(maximization, guard, scale);
    double[] at = space.vector(limit);
    double[] direction = start(limit, at.length);
    double fraction = Double.NaN;
    int passes = 0;
    int settled = 0;
    while (passes < MAX_PASSES && settled < 2) {
      double[] next = derivative(maximization, pass, guard, space, limit, at, direction);
      passes += 2;
      if (next == null) {
        return new MissingInformation(Double.NaN, passes, false);
      }
      double length = length(next);
      settled = Math.abs(length - fraction) <= SETTLED ? settled + 1 : 0;
      fraction = length;
      if (!(length > SMALLEST_STEP)) {
        // Nothing is missing: what is left is rounding.
        return new MissingInformation(0, passes, true);
      }
      direction = scaled(next, 1 / length);
    }
    return new MissingInformation(Math.min(1, fraction), passes, settled >= 2);
  }

  /** Returns a direction that moves the means at random: what depends on them follows in the first step. */
  private static double[] start(MixtureParameters limit, int size) {
    Randomness random = new Randomness(0);
    double[] direction = new double[size];
    int first = limit.components() + 1;
    for (int i = 0; i < limit.means().length; i++) {
      direction[first + i] = random.nextGaussian();
    }
    return scaled(direction, 1 / length(direction));
  }

  /** Returns the derivative of EM's map in a direction, or null where a step in it leaves the parameters that there are. */
  private static double @Nullable [] derivative(
      Maximization maximization,
      ExpectationPass pass,
      DegeneracyGuard guard,
      ParameterSpace space,
      MixtureParameters limit,
      double[] at,
      double[] direction) {
    for (double step = STEP; step >= SMALLEST_STEP; step /= 10) {
      MixtureParameters above = space.parameters(moved(at, direction, step), limit);
      MixtureParameters below = space.parameters(moved(at, direction, -step), limit);
      MixtureParameters aboveNext = above == null ? null : mapped(maximization, pass, guard, above);
      MixtureParameters belowNext = below == null ? null : mapped(maximization, pass, guard, below);
      if (aboveNext != null && belowNext != null) {
        double[] difference = space.vector(aboveNext);
        double[] subtracted = space.vector(belowNext);
        for (int i = 0; i < difference.length; i++) {
          difference[i] = (difference[i] - subtracted[i]) / (2 * step);
        }
        return difference;
      }
    }
    return null;
  }

  private static @Nullable MixtureParameters mapped(
      Maximization maximization,
      ExpectationPass pass,
      DegeneracyGuard guard,
      MixtureParameters parameters) {
    return guard.accepted(maximization.maximize(
        pass.expect(parameters, parameters.means(), maximization.moments()), parameters));
  }

  private static double[] moved(double[] at, double[] direction, double step) {
    double[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    return moved;
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = vector.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double each : vector) {
      sum += each * each;
    }
    return Math.sqrt(sum);
  }
}
