package dev.gmm4j;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;

/**
 * By how much the log-likelihood of a mixture falls when the samples' components count as known; what the integrated
 * complete likelihood is computed from (Biernacki, Celeux and Govaert 2000).
 *
 * @param hard {@code Σ w ln z} with each sample's largest responsibility; at most 0
 * @param soft {@code Σ w Σ_k z_k ln z_k}, minus the entropy of the components; at most 0
 */
public record ClassificationLoss(double hard, double soft) {

  /** The sums of some blocks, and arrays for one. */
  private static final class Sums {
    private final double[] logDensities;
    private final double[] responsibilities;
    private double hard;
    private double soft;

    Sums(int rows, int components) {
      logDensities = new double[rows];
      responsibilities = new double[rows * components];
    }

    void clear() {
      hard = 0;
      soft = 0;
    }

    void merge(Sums other) {
      hard += other.hard;
      soft += other.soft;
    }

    void add(RowBlock rows, long first, int components, LocalEngine.RowWeight weights) {
      for (int i = 0; i < rows.rows(); i++) {
        double largest = 0;
        double entropy = 0;
        for (int k = 0; k < components; k++) {
          double z = responsibilities[i * components + k];
          largest = Math.max(largest, z);
          entropy += z > 0 ? z * Math.log(z) : 0;
        }
        double weight = weights.of(first + i, rows.weight(i));
        hard += weight * Math.log(largest);
        soft += weight * entropy;
      }
    }
  }

  static ClassificationLoss of(MixtureParameters parameters, LocalEngine engine) {
    return of(parameters, engine, (row, own) -> own);
  }

  /** Returns the loss of samples that count by other weights than their own. */
  static ClassificationLoss of(
      MixtureParameters parameters, LocalEngine engine, LocalEngine.RowWeight weights) {
    int components = parameters.kernelParameters().components();
    Sums sums = engine.evaluate(
        parameters,
        () -> new Sums(engine.blockRows(), components),
        Sums::clear,
        Sums::merge,
        (kernel, block, first, partial) -> {
          kernel.responsibilities(block, partial.logDensities, partial.responsibilities);
          partial.add(engine.samples().block(first, block.rows()), first, components, weights);
        });
    return new ClassificationLoss(sums.hard, sums.soft);
  }
}
