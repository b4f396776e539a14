package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.checkIndex;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.Locale;

/**
 * A mixture of factor analysers: of each component, a sample is {@code x = μ + Λz + e} with {@code q} independent standard
 * normal factors {@code z} and independent noise {@code e} of variances {@code Ψ}, so that its covariance is {@code ΛΛᵀ + Ψ}
 * (Ghahramani and Hinton 1996; McLachlan and Peel 2000, chapter 8). Immutable and safe to use from several threads.
 *
 * <p>Loadings are determined but for a rotation of the factors. Here they are the ones that make {@code ΛᵀΨ⁻¹Λ} diagonal, the
 * largest number first, and the coefficient of largest magnitude of each factor positive. Common loadings are made so with the
 * mean of the components' noise variances, by weight.
 */
public final class FactorMixture {
  private final LowRankModel model;
  private final int[] factors;
  private final MixingProportions proportions;
  private final double[] weights;
  private final double[] means;
  private final LowRank lowRank;
  private final LinearAlgebraBackend backend;

  /**
   * Returns a mixture of given parameters, which works on a given backend. Loadings are kept as they are, whatever their rotation.
   * Whether the covariances have in common what the model says is not checked: it tells how parameters are counted.
   *
   * @param model what the covariances were chosen among
   * @param factors number of factors of each component, {@code K} numbers from 0 to {@code q}
   * @param proportions what holds for the weights
   * @param weights {@code K} mixing weights {@code >= 0} that sum to 1; divided by their sum
   * @param means shape {@code K*d}
   * @param loadings shape {@code K*d*q}; in those of a component, columns beyond its number of factors are 0
   * @param noiseVariances shape {@code K*d}, each {@code > 0}
   * @throws IllegalArgumentException if a number is not finite or out of its bounds, arrays are not of these shapes, or a component
   *     has more factors than the model can determine
   */
  public static FactorMixture of(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      double[] weights,
      double[][] means,
      double[][][] loadings,
      double[][] noiseVariances,
      LinearAlgebraBackend backend) {
    notNull("model", model);
    notNull("proportions", proportions);
    notNull("backend", backend);
    LowRank lowRank = GivenFactors.of(model, factors, means, loadings, noiseVariances);
    int components = lowRank.components();
    // Checks weights and means, too.
    GaussianMixture checked = GaussianMixture.of(
        weights,
        means,
        Covariances.of(
            CovarianceType.DIAGONAL, components, lowRank.dimension(), lowRank.variances()),
        backend);
    double[] allMeans = new double[components * lowRank.dimension()];
    for (int k = 0; k < components; k++) {
      System.arraycopy(means[k], 0, allMeans, k * lowRank.dimension(), lowRank.dimension());
    }
    return new FactorMixture(
        model, factors.clone(), proportions, checked.weights(), allMeans, lowRank, backend);
  }

  private FactorMixture(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      double[] weights,
      double[] means,
      LowRank lowRank,
      LinearAlgebraBackend backend) {
    this.model = model;
    this.factors = factors;
    this.proportions = proportions;
    this.weights = weights;
    this.means = means;
    this.lowRank = lowRank;
    this.backend = backend;
  }

  FactorMixture(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      FactorParameters parameters,
      LinearAlgebraBackend backend) {
    this.model = model;
    this.factors = factors.clone();
    this.proportions = proportions;
    this.weights = parameters.weights();
    this.means = parameters.means();
    this.backend = backend;
    this.lowRank =
        CanonicalRotation.of(parameters.lowRank(), model.hasCommonLoadings(), weights, backend);
  }

  /** Returns what the covariances have in common. */
  public LowRankModel model() {
    return model;
  }

  /** Returns what holds for the weights, by which free parameters are counted. */
  public MixingProportions proportions() {
    return proportions;
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return lowRank.dimension();
  }

  /** Returns the number of factors {@code q}: the largest of all components, where these differ. */
  public int factors() {
    return lowRank.factors();
  }

  /**
   * Returns the number of factors of a component; in its loadings, columns beyond are 0.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public int factors(int component) {
    return factors[checkIndex(component, components())];
  }

  /** Returns a copy of the mixing weights, {@code K} numbers that sum to 1. */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * Returns a copy of a component's mean, {@code d} numbers.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] mean(int component) {
    checkIndex(component, components());
    return Arrays.copyOfRange(means, component * dimension(), (component + 1) * dimension());
  }

  /**
   * Returns a copy of a component's loadings, shape {@code d*q}.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[][] loadings(int component) {
    checkIndex(component, components());
    double[][] rows = new double[dimension()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          Arrays.copyOfRange(lowRank.loadings()[component], i * factors(), (i + 1) * factors());
    }
    return rows;
  }

  /**
   * Returns a copy of a component's noise variances, {@code d} numbers.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] noiseVariances(int component) {
    checkIndex(component, components());
    return lowRank.noise()[component].clone();
  }

  /**
   * Returns the expectation of the factors of a sample that belongs to a component, {@code M⁻¹ΛᵀΨ⁻¹(x - μ)}: {@code q} numbers.
   *
   * @param sample {@code d} finite numbers
   * @throws IllegalArgumentException if there are not {@code d} numbers, or one is not finite
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] factorScores(double[] sample, int component) {
    notNull("sample", sample);
    checkIndex(component, components());
    int d = dimension();
    check(sample.length == d, "sample must have %d numbers, but had %d", d, sample.length);
    double[] offset = new double[d];
    for (int i = 0; i < d; i++) {
      check(Double.isFinite(sample[i]), "sample[%d] must be finite, but was %s", i, sample[i]);
      offset[i] = sample[i] - means[component * d + i];
    }
    return new FactorAlgebra(d, factors(), backend)
        .scores(lowRank.loadings()[component], lowRank.noise()[component], offset);
  }

  /**
   * Returns the share of a component's variance that its factors explain, {@code tr ΛΛᵀ / tr(ΛΛᵀ + Ψ)}: in [0, 1]. It depends
   * on the units of the features.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double explainedVariance(int component) {
    checkIndex(component, components());
    double explained = 0;
    for (double loading : lowRank.loadings()[component]) {
      explained += loading * loading;
    }
    return explained / (explained + Arrays.stream(lowRank.noise()[component]).sum());
  }

  /** Returns the number of free parameters of weights, means and covariances. */
  public long freeParameters() {
    return proportions.freeParameters(components())
        + (long) components() * dimension()
        + model.covarianceParameters(dimension(), factors);
  }

  /**
   * Returns the same distribution as a mixture of full covariances, for all that one can do. Its free parameters are counted as
   * those of full covariances: criteria take {@link #freeParameters()}.
   */
  public GaussianMixture toMixture() {
    double[][] rows = new double[components()][];
    Arrays.setAll(rows, this::mean);
    return GaussianMixture.of(
            weights,
            rows,
            Covariances.of(CovarianceType.FULL, components(), dimension(), lowRank.matrices()))
        .using(backend, 1)
        .chosenAmong(CovarianceModel.VVV, proportions);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "FactorMixture[model=%s, components=%d, dimension=%d, factors=%s]",
        model.label(),
        components(),
        dimension(),
        Arrays.toString(factors));
  }
}
