package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.data.SampleRows;

/**
 * Gaussian mixture regression: the distribution of some features, the targets, given the others, the inputs. Immutable
 * and safe to use from several threads.
 *
 * <p>Given inputs {@code x} the targets are a mixture again: its weights are the posterior probabilities of the
 * components given {@code x}, its means are linear in {@code x} within each component, and its covariances do not
 * depend on {@code x} (Ghahramani and Jordan 1994). Its mean is the least-squares prediction.
 *
 * <p>Inputs are in the order in which they were named, targets in ascending order of their indices. Numbers that are
 * not finite are refused with an {@link dev.gmm4j.exception.InvalidSamplesException}.
 */
public final class MixtureRegression {
  private static final int BLOCK_ROWS = 1024;

  private final GaussianMixture model;
  private final Features inputs;
  private final Features targets;
  private final GaussianMixture inputModel;
  private final double[][] inputMeans;
  private final double[][] targetMeans;
  private final Covariances targetCovariances;

  /**
   * The slopes by which each component's mean moves with the inputs, shape {@code K*t*g}; empty where features are
   * uncorrelated.
   */
  private final double[][][] gains;

  private MixtureRegression(GaussianMixture model, Features inputs) {
    this.model = model;
    this.inputs = inputs;
    this.targets = inputs.others();
    this.inputModel = Marginal.of(model, inputs);
    this.inputMeans = inputModel.means();
    this.targetMeans = targets.meansOf(model);
    int components = model.components();
    Covariances covariances = model.covariances();
    CovarianceType type = covariances.type();
    if (type == CovarianceType.DIAGONAL || type == CovarianceType.SPHERICAL) {
      this.gains = new double[0][][];
      this.targetCovariances = covariances.marginal(targets.toArray());
      return;
    }
    boolean tied = type == CovarianceType.TIED;
    this.gains = new double[components][][];
    double[][][] matrices = new double[tied ? 1 : components][][];
    for (int k = 0; k < matrices.length; k++) {
      PartitionedCovariance parts = PartitionedCovariance.of(
          covariances, k, inputs.toArray(), targets.toArray(), model.backend());
      gains[k] = parts.gain();
      matrices[k] = parts.targetCovariance();
    }
    for (int k = matrices.length; k < components; k++) {
      gains[k] = gains[0];
    }
    this.targetCovariances =
        tied ? Covariances.tied(matrices[0], components) : Covariances.full(matrices);
  }

  /**
   * Returns the regression of a mixture's other features on some.
   *
   * @param inputs indices of the inputs
   * @throws IllegalArgumentException unless each is in [0, d) and named once, and at least one feature is left, or if the
   *     mixture has noise
   */
  public static MixtureRegression of(GaussianMixture model, int... inputs) {
    return new MixtureRegression(
        notNull("model", model).requireNoNoise(),
        Features.of("inputs", model.dimension(), notNull("inputs", inputs)));
  }

  /** Returns the indices of the inputs, in the order in which they are given. */
  public int[] inputs() {
    return inputs.toArray();
  }

  /** Returns the indices of the targets, ascending. */
  public int[] targets() {
    return targets.toArray();
  }

  /** Returns the distribution of the inputs alone. */
  public GaussianMixture inputDistribution() {
    return inputModel;
  }

  /**
   * Returns the distribution of the targets given inputs, of the type of the model's covariances.
   *
   * @param x the inputs, {@code g} numbers
   */
  public GaussianMixture conditional(double[] x) {
    checkInputs(x);
    return Derived.from(
        model,
        inputModel.responsibilities(x),
        componentMeans(x),
        targetCovariances,
        MixingProportions.FREE);
  }

  /** Returns the conditional mean of the targets, {@code t} numbers. */
  public double[] mean(double[] x) {
    checkInputs(x);
    return mean(inputModel.responsibilities(x), componentMeans(x));
  }

  /** Returns the conditional mean of the targets of each row of inputs, shape {@code n*t}. */
  public double[][] means(Samples rows) {
    double[][] responsibilities = responsibilities(rows);
    double[][] means = new double[responsibilities.length][];
    SampleRows.forEach(rows, (i, row) -> means[i] = mean(responsibilities[i], componentMeans(row)));
    return means;
  }

  /** Returns the conditional covariance of the targets, shape {@code t*t}. */
  public double[][] covariance(double[] x) {
    checkInputs(x);
    return covariance(inputModel.responsibilities(x), componentMeans(x));
  }

  /** Returns the conditional covariance of the targets of each row of inputs, shape {@code n*t*t}. */
  public double[][][] covariances(Samples rows) {
    double[][] responsibilities = responsibilities(rows);
    double[][][] covariances = new double[responsibilities.length][][];
    SampleRows.forEach(
        rows, (i, row) -> covariances[i] = covariance(responsibilities[i], componentMeans(row)));
    return covariances;
  }

  private double[][] responsibilities(Samples rows) {
    checkInputs(rows.dimension());
    SampleChecks.requireComplete(rows, "inputs");
    long first = 0;
    for (RowBlock block : rows.blocks(BlockRows.of(BLOCK_ROWS, rows.dimension()))) {
      SampleChecks.requireUsable(block, first);
      first += block.rows();
    }
    return inputModel.responsibilities(rows);
  }

  private void checkInputs(double[] x) {
    checkInputs(x.length);
    SampleChecks.requireUsable(Samples.of(x, x.length).block(0, 1), 0);
  }

  private void checkInputs(int size) {
    check(
        size == inputModel.dimension(),
        "inputs must be %d numbers, but were %d",
        inputModel.dimension(),
        size);
  }

  /** Returns the components' conditional means, shape {@code K*t}. */
  private double[][] componentMeans(double[] x) {
    double[][] means = new double[targetMeans.length][];
    for (int k = 0; k < means.length; k++) {
      means[k] = targetMeans[k].clone();
      for (int i = 0; gains.length > 0 && i < means[k].length; i++) {
        for (int j = 0; j < x.length; j++) {
          means[k][i] += gains[k][i][j] * (x[j] - inputMeans[k][j]);
        }
      }
    }
    return means;
  }

  private static double[] mean(double[] weights, double[][] means) {
    double[] mean = new double[means[0].length];
    for (int k = 0; k < means.length; k++) {
      // A component far away may have a mean that overflows, and has no part in this.
      for (int j = 0; weights[k] > 0 && j < mean.length; j++) {
        mean[j] += weights[k] * means[k][j];
      }
    }
    return mean;
  }

  private double[][] covariance(double[] weights, double[][] means) {
    return MixtureMoments.covariance(weights, means, mean(weights, means), targetCovariances);
  }
}
