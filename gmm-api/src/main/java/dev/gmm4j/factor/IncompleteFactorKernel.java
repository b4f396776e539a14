package dev.gmm4j.factor;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.ParameterKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of components with few factors where values are missing (Ghahramani and Jordan 1994; Zhao and Yu 2008). Given what
 * is observed of a row, a component expects factors {@code z = M_o⁻¹Λ_oᵀΨ_o⁻¹(x_o - μ_o)} of covariance {@code M_o⁻¹}, and what is
 * missing is {@code μ_m + Λ_m z} with variances {@code diag(Λ_m M_o⁻¹Λ_mᵀ) + Ψ_m} and covariances {@code Λ_m M_o⁻¹} with the factors
 * that the whole row would tell. Rows of which all is observed go to the kernel for those, so that without missing values the
 * bits are the same; of rows of which nothing is observed, nothing is learnt.
 */
final class IncompleteFactorKernel implements ParameterKernel {
  private final ParameterKernel complete;
  private @Nullable FactorParameters parameters;
  private @Nullable FactorDensities densities;
  private FactorCore[] cores = {};

  /** Creates a kernel around one for complete rows. */
  IncompleteFactorKernel(ParameterKernel complete) {
    this.complete = complete;
  }

  /**
   * Some rows.
   *
   * @param complete those of which all is observed, or null for none
   * @param incomplete those of which something is, or null for none
   */
  private record Rows(
      int rows, @Nullable SampleBlock complete, @Nullable RowBlock incomplete)
      implements SampleBlock {
    @Override
    public void close() {
      if (complete != null) {
        complete.close();
      }
    }
  }

  @Override
  public int blockRows() {
    return complete.blockRows();
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    int[] whole = new int[rows.rows()];
    int[] parts = new int[rows.rows()];
    int wholes = 0;
    int others = 0;
    for (int i = 0; i < rows.rows(); i++) {
      int observed = observed(rows, i);
      if (observed == rows.dimension()) {
        whole[wholes++] = i;
      } else if (observed > 0) {
        parts[others++] = i;
      }
    }
    if (wholes == rows.rows()) {
      return new Rows(rows.rows(), complete.load(rows), null);
    }
    return new Rows(
        rows.rows(),
        wholes == 0 ? null : complete.load(some(rows, Arrays.copyOf(whole, wholes))),
        others == 0 ? null : some(rows, Arrays.copyOf(parts, others)));
  }

  private static int observed(RowBlock rows, int row) {
    int observed = 0;
    for (int j = 0; j < rows.dimension(); j++) {
      observed += Double.isNaN(rows.values()[rows.rowOffset(row) + j]) ? 0 : 1;
    }
    return observed;
  }

  private static RowBlock some(RowBlock rows, int[] chosen) {
    int d = rows.dimension();
    double[] values = new double[chosen.length * d];
    double[] weights = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(rows.values(), rows.rowOffset(chosen[i]), values, i * d, d);
      weights[i] = rows.weight(chosen[i]);
    }
    return new RowBlock(values, 0, chosen.length, d, weights);
  }

  @Override
  public void use(MixtureParameters newParameters) {
    FactorParameters own = (FactorParameters) newParameters;
    complete.use(own);
    parameters = own;
    cores = FactorDensities.cores(own.lowRank());
    densities =
        new FactorDensities(own.kernelParameters().logWeights(), own.means(), own.lowRank(), cores);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    Rows rows = (Rows) block;
    if (rows.complete() != null) {
      complete.accumulate(rows.complete(), assignment, statistics);
    }
    FactorParameters current = parameters;
    FactorDensities own = densities;
    RowBlock incomplete = rows.incomplete();
    if (incomplete == null || current == null || own == null) {
      return;
    }
    LowRankStatistics sums = (LowRankStatistics) statistics;
    double[] cross = new double[sums.products().length];
    for (int i = 0; i < incomplete.rows(); i++) {
      double weight = incomplete.weight(i);
      if (weight > 0) {
        own.evaluate(incomplete.values(), incomplete.rowOffset(i));
        sums.addLogLikelihood(weight * own.logDensity());
        for (int k = 0; k < current.components(); k++) {
          double part = weight * own.responsibility(k);
          if (part > 0) {
            add(incomplete, i, part, k, own, current.lowRank(), sums, cross);
          }
        }
      }
    }
    for (int k = 0; k < current.components(); k++) {
      addProducts(cross, k, cores[k], sums);
    }
  }

  /** Adds products of features and factors as those of features and projections: with {@code M = LLᵀ}, {@code Wy = Lᵀz}. */
  private static void addProducts(double[] cross, int k, FactorCore core, LowRankStatistics sums) {
    int d = sums.dimension();
    int q = core.factors();
    for (int i = 0; i < d; i++) {
      int from = (k * d + i) * q;
      for (int f = 0; f < q; f++) {
        double sum = 0;
        for (int g = f; g < q; g++) {
          sum += cross[from + g] * core.root()[g * q + f];
        }
        sums.products()[(k * q + f) * d + i] += sum;
      }
    }
  }

  /**
   * Adds what a component expects of a row.
   *
   * @param cross receives products of features and expected factors, {@code K*d*q} numbers
   */
  private static void add(
      RowBlock rows,
      int row,
      double part,
      int k,
      FactorDensities densities,
      LowRank lowRank,
      LowRankStatistics sums,
      double[] cross) {
    int d = lowRank.dimension();
    int q = lowRank.factors();
    double[] loadings = lowRank.loadings()[k];
    double[] scores = densities.scores(k);
    double[] scratch = new double[q];
    int at = rows.rowOffset(row);
    sums.weights()[k] += part;
    for (int i = 0; i < d; i++) {
      double value = rows.values()[at + i];
      double variance = 0;
      Arrays.fill(scratch, 0);
      if (Double.isNaN(value)) {
        value = densities.expected(k, i);
        System.arraycopy(loadings, i * q, scratch, 0, q);
        densities.core(k).solve(scratch, 0);
        variance = lowRank.noise()[k][i];
        for (int f = 0; f < q; f++) {
          variance += loadings[i * q + f] * scratch[f];
        }
      }
      double difference = value - sums.centres()[k * d + i];
      sums.first()[k * d + i] += part * difference;
      sums.second()[k * d + i] += part * (difference * difference + variance);
      for (int f = 0; f < q; f++) {
        cross[(k * d + i) * q + f] += part * (difference * scores[f] + scratch[f]);
      }
    }
  }

  @Override
  public void use(KernelParameters newParameters) {
    complete.use(newParameters);
  }

  @Override
  public void accumulate(SampleBlock block, double[] given, SufficientStatistics statistics) {
    throw new UnsupportedOperationException("responsibilities of factors cannot be given");
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    throw new UnsupportedOperationException("a fit needs no densities");
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    throw new UnsupportedOperationException("a fit needs no responsibilities of rows");
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    throw new UnsupportedOperationException("a fit needs no labels");
  }

  @Override
  public void close() {
    complete.close();
  }
}
