package dev.gmm4j.preprocessing;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.comparison.BackendChoice;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * Principal components of samples (Pearson 1901; Hotelling 1933): the orthogonal directions of largest variance, to have
 * fewer features before a mixture is fitted. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * PrincipalComponents pca = PrincipalComponents.builder().varianceShare(0.99).whitened().fit(samples);
 * GaussianMixture model = GaussianMixture.fit(pca.transform(samples), 10);
 * double[][] drawn = pca.inverse(model.sample(100, 1).rows());
 * }</pre>
 *
 * <p>They are the eigenvectors of the samples' covariance, in time that grows with {@code n*d*d + d*d*d} and memory with
 * {@code d*d}; the samples are read in blocks and need not fit into memory. Sample weights count as they do for mixtures.
 * Variances are sums over the total weight, as everywhere in this library; where others divide by {@code n - 1} theirs
 * are larger by {@code n / (n - 1)}. Signs are fixed: the coefficient of largest magnitude of each direction is positive.
 */
public final class PrincipalComponents {
  private static final String USER = "principal components";

  /** Rows that are transformed at a time. */
  private static final int BLOCK = 1024;

  /** Magnitudes closer than this, relatively, are equal but for rounding. */
  private static final double TIE = 1e-9;

  private final double[] mean;

  /** {@code k*d} numbers, a unit vector in each row. */
  private final double[] axes;

  private final double[] variances;
  private final double totalVariance;
  private final Whitening whitening;

  /** The factors that coordinates are multiplied by: 1, or the inverse deviations. */
  private final double[] scales;

  private final LinearAlgebraBackend backend;

  private PrincipalComponents(
      double[] mean,
      double[] axes,
      double[] variances,
      double totalVariance,
      Whitening whitening,
      double[] scales,
      LinearAlgebraBackend backend) {
    this.mean = mean;
    this.axes = axes;
    this.variances = variances;
    this.totalVariance = totalVariance;
    this.whitening = whitening;
    this.scales = scales;
    this.backend = backend;
  }

  /**
   * Returns principal components that were found before: those whose mean, axes, variances, total variance and whitening are
   * given, to the same bits.
   *
   * @param mean {@code d} finite numbers
   * @param axes shape {@code k*d}, {@code 1 <= k <= d}: orthogonal unit vectors, of the largest variance first
   * @param variances along the axes, {@code k} finite numbers {@code >= 0} in descending order; positive where whitened
   * @param totalVariance that of the samples in all {@code d} directions, at least the sum of those of the axes
   * @param whitening whether coordinates are divided by the deviations
   * @param backend what computes
   * @throws IllegalArgumentException if an argument is not as described; axes may differ from orthogonal unit vectors by
   *     {@code 1e-6}, and the sum of the variances from the total by rounding
   */
  public static PrincipalComponents of(
      double[] mean,
      double[][] axes,
      double[] variances,
      double totalVariance,
      Whitening whitening,
      LinearAlgebraBackend backend) {
    notNull("mean", mean);
    notNull("axes", axes);
    notNull("variances", variances);
    notNull("whitening", whitening);
    notNull("backend", backend);
    PrincipalAxes.require(mean, axes, variances, totalVariance);
    int d = mean.length;
    double[] flat = new double[axes.length * d];
    for (int k = 0; k < axes.length; k++) {
      System.arraycopy(axes[k], 0, flat, k * d, d);
    }
    return new PrincipalComponents(
        mean.clone(),
        flat,
        variances.clone(),
        totalVariance,
        whitening,
        scales(variances, whitening),
        backend);
  }

  /** The choice of whether coordinates are divided by the standard deviations along their directions. */
  public enum Whitening {
    /** They are, and so have variance 1 over the samples of the fit. */
    WHITENED,
    /** They keep their scale. */
    NONE
  }

  private static double[] scales(double[] variances, Whitening whitening) {
    double[] scales = new double[variances.length];
    for (int k = 0; k < scales.length; k++) {
      if (whitening == Whitening.WHITENED) {
        check(
            variances[k] > 0,
            "variances[%d] must be > 0 to be whitened, but was %s",
            k,
            variances[k]);
        scales[k] = 1 / Math.sqrt(variances[k]);
      } else {
        scales[k] = 1;
      }
    }
    return scales;
  }

  /** Returns a builder that keeps all components with any variance, without whitening. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the number of features {@code d} of the samples. */
  public int dimension() {
    return mean.length;
  }

  /** Returns the number of components {@code k} that are kept. */
  public int components() {
    return variances.length;
  }

  /** Returns a copy of the samples' mean, {@code d} numbers. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns a copy of the directions, shape {@code k*d}: orthogonal unit vectors, of the largest variance first. */
  public double[][] axes() {
    int d = dimension();
    double[][] rows = new double[components()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = Arrays.copyOfRange(axes, k * d, (k + 1) * d);
    }
    return rows;
  }

  /** Returns a copy of the variances of the samples along the directions, {@code k} numbers in descending order. */
  public double[] variances() {
    return variances.clone();
  }

  /** Returns the samples' variance in all directions, those that are not kept included. */
  public double totalVariance() {
    return totalVariance;
  }

  /** Returns whether coordinates are divided by the standard deviations. */
  public Whitening whitening() {
    return whitening;
  }

  /** Returns the share of each component in the total variance, {@code k} numbers in [0, 1]. */
  public double[] varianceShares() {
    return Arrays.stream(variances).map(variance -> variance / totalVariance).toArray();
  }

  /**
   * Returns the coordinates of samples along the directions, shape {@code n*k}, with the samples' weights; whitened ones
   * have variance 1 each over the samples of the fit.
   *
   * @throws InvalidSamplesException if there are not {@code d} columns, or a number is not finite
   */
  public Samples transform(Samples samples) {
    int d = dimension();
    int k = components();
    if (samples.dimension() != d) {
      throw new InvalidSamplesException(
          "samples must have " + d + " columns, but had " + samples.dimension());
    }
    SampleChecks.requireComplete(samples, USER);
    int n = Math.toIntExact(samples.count());
    double[] coordinates = new double[Math.multiplyExact(n, k)];
    double[] weights = samples.isWeighted() ? new double[n] : new double[0];
    int first = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(BLOCK, d))) {
      SampleChecks.requireFinite(block, first);
      double[] turned = transform(block);
      System.arraycopy(turned, 0, coordinates, first * k, turned.length);
      for (int i = 0; i < block.rows() && samples.isWeighted(); i++) {
        weights[first + i] = block.weight(i);
      }
      first += block.rows();
    }
    Samples transformed = Samples.of(coordinates, k);
    return samples.isWeighted() ? transformed.weighted(weights) : transformed;
  }

  private double[] transform(RowBlock block) {
    int d = dimension();
    int k = components();
    int rows = block.rows();
    double[] centred = new double[rows * d];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < d; j++) {
        centred[i * d + j] = block.values()[block.rowOffset(i) + j] - mean[j];
      }
    }
    double[] turned = new double[rows * k];
    backend.multiply(Transpose.NO, Transpose.YES, rows, k, d, centred, axes, turned);
    for (int i = 0; i < turned.length; i++) {
      turned[i] *= scales[i % k];
    }
    return turned;
  }

  /**
   * Returns the coordinates of one sample, {@code k} numbers.
   *
   * @throws InvalidSamplesException if there are not {@code d} numbers, or one is not finite
   */
  public double[] transform(double[] sample) {
    RowBlock row = transform(Samples.of(sample, Math.max(1, sample.length))).block(0, 1);
    return Arrays.copyOfRange(row.values(), row.offset(), row.offset() + components());
  }

  /**
   * Returns the samples that have given coordinates, shape {@code n*d}: those of the fit again if all components are kept,
   * else the closest to them that the kept ones can make.
   *
   * @param coordinates shape {@code n*k}
   * @throws IllegalArgumentException if a row does not have {@code k} numbers
   */
  public double[][] inverse(double[][] coordinates) {
    double[][] samples = new double[coordinates.length][];
    for (int i = 0; i < samples.length; i++) {
      check(
          coordinates[i].length == components(),
          "coordinates[%d] must have %d numbers, but had %d",
          i,
          components(),
          coordinates[i].length);
      samples[i] = inverse(coordinates[i]);
    }
    return samples;
  }

  /**
   * Returns the sample that has given coordinates, {@code d} numbers.
   *
   * @param coordinates {@code k} numbers
   * @throws IllegalArgumentException if there are not {@code k} numbers, or one is not finite
   */
  public double[] inverse(double[] coordinates) {
    int d = dimension();
    check(
        coordinates.length == components(),
        "coordinates must be %d numbers, but were %d",
        components(),
        coordinates.length);
    double[] sample = mean.clone();
    for (int k = 0; k < coordinates.length; k++) {
      check(
          Double.isFinite(coordinates[k]),
          "coordinates[%d] must be finite, but was %s",
          k,
          coordinates[k]);
      double along = coordinates[k] / scales[k];
      for (int j = 0; j < d; j++) {
        sample[j] += along * axes[k * d + j];
      }
    }
    return sample;
  }

  /** Settings; all have defaults. */
  public static final class Builder {
    /** The number of components to keep; 0 leaves it to the share of variance. */
    private int components;

    private double varianceShare = 1;
    private boolean whitened;
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder() {}

    /** Keeps so many components, at least 1 and at most as many as features. */
    public Builder components(int newComponents) {
      components = atLeast("components", newComponents, 1);
      return this;
    }

    /**
     * Keeps the fewest components that have together at least a share of the variance, in (0, 1]; default 1, which keeps
     * all with any variance.
     */
    public Builder varianceShare(double share) {
      check(share > 0 && share <= 1, "varianceShare must be in (0, 1], but was %s", share);
      varianceShare = share;
      components = 0;
      return this;
    }

    /** Divides coordinates by the standard deviations along their directions; by default they keep their scale. */
    public Builder whitened() {
      whitened = true;
      return this;
    }

    /** Sets the backend by its id; default the choice of {@link dev.gmm4j.backend.Backends#automatic}. */
    public Builder backend(String id) {
      backend = BackendChoice.of(id);
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = BackendChoice.of(newBackend);
      return this;
    }

    /**
     * Finds the principal components of samples.
     *
     * @throws InvalidSamplesException if a number is not finite, a weight is negative, or all samples are equal
     * @throws IllegalArgumentException if more components were asked for than there are features, or, with whitening, than
     *     have any variance
     * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
     */
    public PrincipalComponents fit(Samples samples) {
      int d = samples.dimension();
      check(
          components <= d,
          "components must be <= the number of features = %d, but were %d",
          d,
          components);
      SampleChecks.requireComplete(samples, USER);
      LinearAlgebraBackend used = backend.resolve();
      double[] mean;
      double[] covariance;
      try (LocalEngine engine = new LocalEngine(samples, used, 1, ParallelTasks.defaultThreads())) {
        SampleScale scale = SampleSummary.of(engine);
        mean = scale.means();
        covariance = SampleCovariance.of(engine, scale).get();
        dropConstant(covariance, scale);
      }
      Spectrum spectrum = Spectrum.of(d, covariance, used);
      double[] variances = new double[d];
      for (int k = 0; k < d; k++) {
        variances[k] = Math.max(0, spectrum.values()[d - 1 - k]);
      }
      int rank = rank(variances, spectrum.rounding());
      if (rank == 0) {
        throw new InvalidSamplesException("samples must not all be equal");
      }
      int kept = components > 0 ? components : fewest(variances, rank);
      check(
          !whitened || kept <= rank,
          "components must be <= the number that have any variance = %d, to be whitened, but were %d",
          rank,
          kept);
      double[] keptVariances = Arrays.copyOf(variances, kept);
      Whitening whitening = whitened ? Whitening.WHITENED : Whitening.NONE;
      return new PrincipalComponents(
          mean,
          directions(spectrum.vectors(), kept, d),
          keptVariances,
          Arrays.stream(variances).sum(),
          whitening,
          scales(keptVariances, whitening),
          used);
    }

    /** A feature whose variance is no more than rounding has none. */
    private static void dropConstant(double[] covariance, SampleScale scale) {
      int d = scale.means().length;
      for (int j = 0; j < d; j++) {
        if (scale.variances()[j] <= scale.roundingVariance(j)) {
          for (int i = 0; i < d; i++) {
            covariance[i * d + j] = 0;
            covariance[j * d + i] = 0;
          }
        }
      }
    }

    /** Returns the number of variances that are more than rounding errors. */
    private static int rank(double[] variances, double rounding) {
      int rank = 0;
      while (rank < variances.length && variances[rank] > rounding) {
        rank++;
      }
      return rank;
    }

    private int fewest(double[] variances, int rank) {
      if (varianceShare == 1) {
        // Small variances are lost in the sum, and count all the same.
        return rank;
      }
      double wanted = varianceShare * Arrays.stream(variances).sum();
      double sum = variances[0];
      int kept = 1;
      while (kept < rank && sum < wanted) {
        sum += variances[kept++];
      }
      return kept;
    }

    /** Returns the last columns, the last one first, as rows. */
    private static double[] directions(double[] vectors, int kept, int d) {
      double[] axes = new double[kept * d];
      for (int k = 0; k < kept; k++) {
        double sign = Math.signum(vectors[leading(vectors, d - 1 - k, d) * d + d - 1 - k]);
        for (int j = 0; j < d; j++) {
          axes[k * d + j] = sign * vectors[j * d + d - 1 - k];
        }
      }
      return axes;
    }

    /** Returns the first row of a column that is as large in magnitude as any, but for rounding. */
    private static int leading(double[] vectors, int column, int d) {
      double largest = 0;
      for (int j = 0; j < d; j++) {
        largest = Math.max(largest, Math.abs(vectors[j * d + column]));
      }
      int leading = 0;
      while (Math.abs(vectors[leading * d + column]) < (1 - TIE) * largest) {
        leading++;
      }
      return leading;
    }
  }
}
