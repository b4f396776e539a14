package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The prior of each component's mean and precision {@code Λ}: {@code μ | Λ ~ N(m₀, (β₀Λ)⁻¹)}, and {@code Λ} by the type of
 * the covariances. Full: {@code Λ ~ W(ν₀, A₀⁻¹)}; tied the same, once for all components; diagonal: {@code λ_j ~ Gamma(ν₀/2,
 * a_j/2)}; spherical: {@code λ ~ Gamma(dν₀/2, da/2)} (shape and rate). Immutable.
 */
public final class NormalWishartPrior implements Serializable {
  private static final long serialVersionUID = 1;

  private final double meanPrecision;
  private final double[] mean;
  private final double degreesOfFreedom;
  private final Covariances scale;

  /**
   * Creates a prior.
   *
   * @param meanPrecision {@code β₀}, how many samples the mean counts for, positive
   * @param mean {@code m₀}, {@code d} finite numbers, copied
   * @param degreesOfFreedom {@code ν₀}; of full and tied covariances more than {@code d - 1}, otherwise positive
   * @param scale {@code A₀}, of one component and the type of the covariances, positive definite
   * @throws IllegalArgumentException if a number is out of range or sizes differ; whether a matrix is positive definite is
   *     found out where it is factorized
   */
  public NormalWishartPrior(
      double meanPrecision, double[] mean, double degreesOfFreedom, Covariances scale) {
    notNull("mean", mean);
    notNull("scale", scale);
    this.meanPrecision = PosteriorChecks.positive("meanPrecision", meanPrecision);
    int d = scale.dimension();
    check(mean.length == d, "mean must have %d numbers, but had %d", d, mean.length);
    for (int j = 0; j < d; j++) {
      check(Double.isFinite(mean[j]), "mean[%d] must be finite, but was %s", j, mean[j]);
      check(
          scale.get(0, j, j) > 0,
          "scale must be > 0 on its diagonal, but [%d] was %s",
          j,
          scale.get(0, j, j));
    }
    check(
        scale.components() == 1, "scale must be of 1 component, but was of %d", scale.components());
    double least = new PrecisionFamily(scale.type(), d).leastDegreesOfFreedom();
    check(
        degreesOfFreedom > least && degreesOfFreedom < Double.POSITIVE_INFINITY,
        "degreesOfFreedom must be finite and > %s, but was %s",
        least,
        degreesOfFreedom);
    this.mean = mean.clone();
    this.degreesOfFreedom = degreesOfFreedom;
    this.scale = scale;
  }

  /** Returns the type of the covariances. */
  public CovarianceType type() {
    return scale.type();
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return mean.length;
  }

  /** Returns {@code β₀}. */
  public double meanPrecision() {
    return meanPrecision;
  }

  /** Returns {@code m₀}, {@code d} numbers. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns {@code ν₀}. */
  public double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** Returns {@code A₀}, of one component. */
  public Covariances scale() {
    return scale;
  }

  private Object writeReplace() {
    return new Proxy(meanPrecision, mean, degreesOfFreedom, scale);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  /** What the stream holds. */
  private record Proxy(
      double meanPrecision, double[] mean, double degreesOfFreedom, Covariances scale)
      implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(
          () -> new NormalWishartPrior(meanPrecision, mean, degreesOfFreedom, scale));
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof NormalWishartPrior other
        && meanPrecision == other.meanPrecision
        && Arrays.equals(mean, other.mean)
        && degreesOfFreedom == other.degreesOfFreedom
        && scale.equals(other.scale);
  }

  @Override
  public int hashCode() {
    return Objects.hash(meanPrecision, Arrays.hashCode(mean), degreesOfFreedom, scale);
  }

  @Override
  public String toString() {
    return "NormalWishartPrior[meanPrecision=" + meanPrecision + ", mean=" + Arrays.toString(mean)
        + ", degreesOfFreedom=" + degreesOfFreedom + ", scale=" + scale + "]";
  }
}
