package dev.gmm4j.em;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNegative;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.requireNonNull;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.SerialProxies;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conjugate prior of means and covariances, under which a fit finds the parameters of highest posterior density in
 * place of those of highest likelihood (Fraley and Raftery 2007). Immutable.
 *
 * <p>Given its covariance, a component's mean is normal about the prior's mean, with the covariance divided by the
 * shrinkage; the covariance is inverse Wishart, or for models along the axes its variances inverse gamma. Covariances
 * that all components share have the prior once, all others each.
 *
 * <p>The likelihood of a component that shrinks to few samples has no bound; its posterior density has. All that is
 * not set is taken from the samples of the fit.
 */
public final class ConjugatePrior implements Serializable {
  private static final long serialVersionUID = 1;

  private static final double DEFAULT_SHRINKAGE = 0.01;
  private static final ConjugatePrior DEFAULTS =
      new ConjugatePrior(DEFAULT_SHRINKAGE, null, null, null);

  private final double shrinkage;
  private final double @Nullable [] mean;
  private final @Nullable Double degreesOfFreedom;
  private final transient @Nullable PriorScale scale;

  private ConjugatePrior(
      double shrinkage,
      double @Nullable [] mean,
      @Nullable Double degreesOfFreedom,
      @Nullable PriorScale scale) {
    this.shrinkage = shrinkage;
    this.mean = mean;
    this.degreesOfFreedom = degreesOfFreedom;
    this.scale = scale;
  }

  /**
   * Returns the prior of Fraley and Raftery (2007): shrinkage 0.01, the samples' mean, {@code d + 2} degrees of freedom,
   * and as scale the samples' covariance (divisor {@code n - 1}) divided by {@code K^(2/d)}; for models along the axes
   * the mean of its diagonal for every feature.
   */
  public static ConjugatePrior defaults() {
    return DEFAULTS;
  }

  /**
   * Returns this prior with another shrinkage: how many samples the prior's mean counts for in each component.
   *
   * @param newShrinkage at least 0; with 0 there is no prior of the means
   */
  public ConjugatePrior withShrinkage(double newShrinkage) {
    return new ConjugatePrior(
        notNegative("shrinkage", newShrinkage), mean, degreesOfFreedom, scale);
  }

  /**
   * Returns this prior with another mean.
   *
   * @param newMean {@code d} finite numbers
   */
  public ConjugatePrior withMean(double... newMean) {
    notNull("mean", newMean);
    for (int j = 0; j < newMean.length; j++) {
      check(Double.isFinite(newMean[j]), "mean[%d] must be finite, but was %s", j, newMean[j]);
    }
    return new ConjugatePrior(shrinkage, newMean.clone(), degreesOfFreedom, scale);
  }

  /**
   * Returns this prior with other degrees of freedom: about how many samples the prior's scale counts for.
   *
   * @param newDegreesOfFreedom more than 0, and for models with matrices more than {@code d - 1}
   */
  public ConjugatePrior withDegreesOfFreedom(double newDegreesOfFreedom) {
    check(
        newDegreesOfFreedom > 0 && newDegreesOfFreedom < Double.POSITIVE_INFINITY,
        "degreesOfFreedom must be finite and > 0, but was %s",
        newDegreesOfFreedom);
    return new ConjugatePrior(shrinkage, mean, newDegreesOfFreedom, scale);
  }

  /**
   * Returns this prior with another scale, which is not divided by anything.
   *
   * @param newScale {@code d*d} numbers, symmetric, with a diagonal {@code > 0}; models along the axes take the diagonal,
   *     spherical ones its mean
   */
  public ConjugatePrior withScale(double[][] newScale) {
    return new ConjugatePrior(shrinkage, mean, degreesOfFreedom, PriorScale.matrix(newScale));
  }

  /**
   * Returns this prior with another scale, of which everything off the diagonal is 0; it is not divided by anything.
   *
   * @param diagonal {@code d} finite numbers {@code > 0}; spherical models take their mean
   */
  public ConjugatePrior withDiagonalScale(double... diagonal) {
    return new ConjugatePrior(shrinkage, mean, degreesOfFreedom, PriorScale.diagonal(diagonal));
  }

  /** Returns how many samples the prior's mean counts for in each component. */
  public double shrinkage() {
    return shrinkage;
  }

  /** Returns the prior's mean, {@code d} numbers, or null for that of the samples. */
  public double @Nullable [] mean() {
    return mean == null ? null : mean.clone();
  }

  /** Returns the degrees of freedom, or null for {@code d + 2}. */
  public @Nullable Double degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /**
   * Returns the scale, {@code d*d} numbers, or null for that of {@link #defaults}.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if they are more than the heap may hold; {@link #diagonalScale} are
   *     not
   */
  public double @Nullable [][] scale() {
    return scale == null ? null : scale.rows();
  }

  /**
   * Returns the diagonal of the scale, {@code d} numbers, where it was set or found as one: as that of a completed prior
   * is for models along the axes. Otherwise null.
   */
  public double @Nullable [] diagonalScale() {
    return scale == null || !scale.isDiagonal() ? null : scale.variances();
  }

  /**
   * Returns this prior with everything set, for a model and samples.
   *
   * @param components the number that the default scale is for
   * @param covariance gives that of the samples, {@code d*d} numbers; asked for where the scale is taken from it
   * @throws IllegalArgumentException if what was set does not fit the samples or the model
   */
  public ConjugatePrior completed(
      CovarianceModel model, int components, SampleScale samples, Supplier<double[]> covariance) {
    int d = samples.means().length;
    double[] location = mean == null ? samples.means() : mean;
    check(location.length == d, "mean must have %d numbers, but had %d", d, location.length);
    double freedom = degreesOfFreedom == null ? d + 2.0 : degreesOfFreedom;
    check(
        model.type().isAxisAligned() || freedom > d - 1,
        "degreesOfFreedom must be > %d, but was %s",
        d - 1,
        freedom);
    PriorScale complete =
        scale == null ? defaultScale(model, components, samples, covariance) : scale;
    check(
        complete.dimension() == d, "scale must have %d rows, but had %d", d, complete.dimension());
    return new ConjugatePrior(shrinkage, location, freedom, complete);
  }

  /** Returns what the maximization needs of a {@linkplain #completed completed} prior. */
  public ParameterPrior terms(CovarianceModel model) {
    return ParameterPrior.of(
        model,
        shrinkage,
        requireNonNull(mean),
        requireNonNull(degreesOfFreedom),
        model.type().isAxisAligned()
            ? requireNonNull(scale).variances()
            : requireNonNull(scale).full());
  }

  /** Returns Java code for this prior. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ConjugatePrior.defaults()");
    if (shrinkage != DEFAULT_SHRINKAGE) {
      text.append(".withShrinkage(").append(DecimalText.of(shrinkage)).append(')');
    }
    if (mean != null) {
      text.append(".withMean(").append(DecimalText.list(mean)).append(')');
    }
    if (degreesOfFreedom != null) {
      text.append(".withDegreesOfFreedom(")
          .append(DecimalText.of(degreesOfFreedom))
          .append(')');
    }
    if (scale != null) {
      text.append(scale);
    }
    return text.toString();
  }

  private Object writeReplace() {
    double[] diagonal = diagonalScale();
    return new Proxy(
        shrinkage, mean, degreesOfFreedom, diagonal, diagonal == null ? scale() : null);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(
      double shrinkage,
      double @Nullable [] mean,
      @Nullable Double degreesOfFreedom,
      double @Nullable [] diagonalScale,
      double @Nullable [][] scale)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> {
        ConjugatePrior prior = defaults().withShrinkage(shrinkage);
        prior = mean == null ? prior : prior.withMean(mean);
        prior = degreesOfFreedom == null ? prior : prior.withDegreesOfFreedom(degreesOfFreedom);
        prior = diagonalScale == null ? prior : prior.withDiagonalScale(diagonalScale);
        return scale == null ? prior : prior.withScale(scale);
      });
    }
  }

  private static PriorScale defaultScale(
      CovarianceModel model, int components, SampleScale samples, Supplier<double[]> covariance) {
    check(
        samples.totalWeight() > 1,
        "the default scale of a prior needs a total weight > 1, but it was %s; set the scale, or"
            + " multiply the weights",
        samples.totalWeight());
    int d = samples.means().length;
    double bessel = samples.totalWeight() / (samples.totalWeight() - 1);
    double factor = bessel * StrictMath.pow(components, -2.0 / d);
    if (model.type().isAxisAligned()) {
      double[] diagonal = new double[d];
      Arrays.fill(diagonal, factor * samples.meanVariance());
      return new PriorScale(d, diagonal);
    }
    double[] matrix = covariance.get().clone();
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] *= factor;
    }
    return new PriorScale(d, matrix);
  }
}
