package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.incomplete.RowCompletion;
import dev.gmm4j.internal.util.Randomness;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Fills in missing values, NaN, by what a mixture knows of them given the values that are observed in the same row. Immutable
 * and safe to use from several threads.
 *
 * <p>Results are samples whose values are computed when they are read; nothing is copied. They have the rows, the order and
 * the weights of the samples that were given. A row of which nothing is observed is filled in as a new sample of the mixture
 * would be. Infinities are refused when they are read, with an {@link dev.gmm4j.exception.InvalidSamplesException} that names
 * row and column.
 *
 * <p>Means are the best guesses of single values, but vary less than the values did: estimates made of filled-in samples come
 * out too certain. Several {@linkplain #draw random draws}, each analysed by itself and combined by Rubin's rules (Rubin
 * 1987), do not have that fault, but for the uncertainty of the model itself.
 */
public final class Imputation {
  private final GaussianMixture model;
  private final Queue<RowCompletion> idle = new ConcurrentLinkedQueue<>();

  private Imputation(GaussianMixture model) {
    this.model = model;
  }

  /**
   * Returns the imputation by a model.
   *
   * @throws IllegalArgumentException if the model's noise is spread over a box whose axes are not those of the features
   */
  public static Imputation of(GaussianMixture model) {
    notNull("model", model);
    check(
        model.noise() == null || model.noise().region().axes() == null,
        "noise of the model must be a box along the features, but it was turned");
    return new Imputation(model);
  }

  /** What is done with a row. */
  private interface Filling {
    void fill(RowCompletion completion, double[] values, int at, long row);
  }

  /** Returns samples with the means of missing values given the observed ones, {@code Σ_k r_k E_k}. */
  public Samples means(Samples samples) {
    return filled(samples, (completion, values, at, row) -> completion.fillMeans(values, at));
  }

  /** Returns samples with the means of missing values under the component that is likeliest given the observed ones. */
  public Samples ofLikeliest(Samples samples) {
    return filled(samples, (completion, values, at, row) -> completion.fillLikeliest(values, at));
  }

  /**
   * Returns samples with missing values drawn at random given the observed ones. A row's values depend on the seed and on its
   * index alone.
   *
   * @param seed another for each draw
   */
  public Samples draw(Samples samples, long seed) {
    return filled(
        samples,
        (completion, values, at, row) ->
            completion.fillRandom(values, at, Randomness.of(seed, row)));
  }

  /** Returns the variances of missing values given the observed ones; 0 for values that are observed. */
  public Samples variances(Samples samples) {
    return filled(samples, (completion, values, at, row) -> completion.fillVariances(values, at));
  }

  private Samples filled(Samples samples, Filling filling) {
    notNull("samples", samples);
    check(
        samples.dimension() == model.dimension(),
        "samples must have %d columns, as the model has features, but had %d",
        model.dimension(),
        samples.dimension());
    Samples filled = Samples.of(new Filled(samples, filling));
    return samples.isWeighted() ? filled.weighted(samples.rowWeights()) : filled;
  }

  /** Rows that are filled in when they are read. */
  private final class Filled implements RowSource {
    private final Samples samples;
    private final Filling filling;

    Filled(Samples samples, Filling filling) {
      this.samples = samples;
      this.filling = filling;
    }

    @Override
    public long rows() {
      return samples.count();
    }

    @Override
    public int columns() {
      return samples.dimension();
    }

    @Override
    public void read(long first, int count, double[] destination) {
      RowBlock block = samples.block(first, count);
      SampleChecks.requireFiniteOrMissing(block, first);
      int d = columns();
      System.arraycopy(block.values(), block.offset(), destination, 0, count * d);
      RowCompletion free = idle.poll();
      RowCompletion completion = free == null ? new RowCompletion(model.parameters()) : free;
      for (int i = 0; i < count; i++) {
        filling.fill(completion, destination, i * d, first + i);
      }
      idle.add(completion);
    }
  }
}
