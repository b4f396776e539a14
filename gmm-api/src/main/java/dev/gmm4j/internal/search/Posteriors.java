package dev.gmm4j.internal.search;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.RowCompletion;
import dev.gmm4j.internal.util.Randomness;
import org.jspecify.annotations.Nullable;

/** The components' shares of each sample, those that matter. */
public final class Posteriors {
  /** A smaller share tells nothing about where a component could be divided. */
  private static final double LEAST_SHARE = 0.01;

  /** What is missing is made up by random numbers that depend on the row alone. */
  private static final long SEED = 0x5eed;

  private final Samples samples;
  private final MixtureParameters parameters;
  private final int step;
  private final int[][] components;
  private final double[][] shares;

  private Posteriors(
      Samples samples,
      MixtureParameters parameters,
      int step,
      int[][] components,
      double[][] shares) {
    this.samples = samples;
    this.parameters = parameters;
    this.step = step;
    this.components = components;
    this.shares = shares;
  }

  /**
   * Returns the shares under some parameters, times the samples' weights, by one pass.
   *
   * @param limit of the samples that are remembered, evenly taken
   */
  public static Posteriors of(LocalEngine engine, MixtureParameters parameters, int limit) {
    long count = engine.samples().count();
    int step = Math.toIntExact((count + limit - 1) / limit);
    int rows = Math.toIntExact((count + step - 1) / step);
    int[][] components = new int[rows][];
    double[][] shares = new double[rows][];
    int evaluated = parameters.kernelParameters().components();
    int real = parameters.components();
    int blockRows = engine.blockRows();
    engine.evaluate(
        parameters,
        () -> new double[2][],
        scratch -> {
          if (scratch[0] == null) {
            scratch[0] = new double[blockRows];
            scratch[1] = new double[blockRows * evaluated];
          }
        },
        (left, right) -> {},
        (kernel, block, first, scratch) -> {
          kernel.responsibilities(block, scratch[0], scratch[1]);
          int i = (int) ((step - first % step) % step);
          for (; i < block.rows(); i += step) {
            int row = (int) ((first + i) / step);
            keep(row, scratch[1], i * evaluated, real, components, shares);
          }
        });
    Posteriors posteriors = new Posteriors(engine.samples(), parameters, step, components, shares);
    if (engine.samples().mayHaveMissingValues()) {
      posteriors.dropUnobserved();
    }
    if (engine.samples().isWeighted()) {
      posteriors.weigh();
    }
    return posteriors;
  }

  /** Rows of which nothing is observed are no rows to a fit. */
  private void dropUnobserved() {
    RowBlock row = null;
    for (int i = 0; i < shares.length; i++) {
      row = samples.block((long) i * step, 1, row);
      if (RowCompletion.isUnobserved(row, 0)) {
        components[i] = new int[0];
        shares[i] = new double[0];
      }
    }
  }

  private void weigh() {
    RowBlock row = null;
    for (int i = 0; i < shares.length; i++) {
      row = samples.block((long) i * step, 1, row);
      for (int j = 0; j < shares[i].length; j++) {
        shares[i][j] *= row.weight(0);
      }
    }
  }

  /** Has samples that are trimmed count for nothing. */
  void keep(LocalEngine.RowWeight kept) {
    for (int i = 0; i < shares.length; i++) {
      if (kept.of((long) i * step, 1) == 0) {
        components[i] = new int[0];
        shares[i] = new double[0];
      }
    }
  }

  private static void keep(
      int row, double[] all, int offset, int count, int[][] components, double[][] shares) {
    int kept = 0;
    for (int k = 0; k < count; k++) {
      kept += all[offset + k] > LEAST_SHARE ? 1 : 0;
    }
    components[row] = new int[kept];
    shares[row] = new double[kept];
    int next = 0;
    for (int k = 0; k < count; k++) {
      if (all[offset + k] > LEAST_SHARE) {
        components[row][next] = k;
        shares[row][next++] = all[offset + k];
      }
    }
  }

  /**
   * Returns the samples of some components together, weighted by their shares; at most so many, evenly taken; null where
   * there are none. Missing values are drawn as these components would make them: samples filled in by means would vary too
   * little for a comparison of components.
   *
   * @param chosen indices of components
   */
  public @Nullable Samples of(int limit, int... chosen) {
    int count = 0;
    for (int i = 0; i < components.length; i++) {
      count += share(i, chosen) > 0 ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    int d = samples.dimension();
    int every = (count + limit - 1) / limit;
    int size = (count + every - 1) / every;
    double[] values = new double[size * d];
    double[] weights = new double[size];
    int seen = 0;
    int rows = 0;
    RowBlock reused = null;
    RowCompletion completion =
        samples.mayHaveMissingValues() ? new RowCompletion(parameters) : null;
    for (int i = 0; i < components.length; i++) {
      double share = share(i, chosen);
      if (share > 0 && seen++ % every == 0) {
        reused = samples.block((long) i * step, 1, reused);
        System.arraycopy(reused.values(), reused.offset(), values, rows * d, d);
        if (completion != null && RowCompletion.isIncomplete(reused, 0)) {
          completion.fillRandomAmong(chosen, values, rows * d, Randomness.of(SEED, i));
        }
        weights[rows++] = share;
      }
    }
    return Samples.of(values, d).weighted(weights);
  }

  private double share(int row, int... chosen) {
    double share = 0;
    for (int i = 0; i < components[row].length; i++) {
      for (int k : chosen) {
        share += components[row][i] == k ? shares[row][i] : 0;
      }
    }
    return share;
  }
}
