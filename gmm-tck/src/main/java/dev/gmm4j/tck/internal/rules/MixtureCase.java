package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.tck.internal.oracle.Matrices;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A mixture and some rows near its components, to try kernels on.
 *
 * <p>Covariances are factorized by the textbook algorithm, so that kernels are checked apart from factorizations.
 */
record MixtureCase(MixtureParameters mixture, RowBlock rows) {
  private static final TextbookBackend ALGEBRA = new TextbookBackend("textbook");

  /** Where a case lies and how it is made; everything near 0 and of size 1 unless told otherwise. */
  static final class Builder {
    private final Random random;
    private final CovarianceType type;
    private final int dimension;
    private final int components;
    private int rowCount = 40;
    private double offset;
    private double scale = 1;
    private double condition = 100;
    private boolean weighted;

    Builder(Random random, CovarianceType type, int dimension, int components) {
      this.random = random;
      this.type = type;
      this.dimension = dimension;
      this.components = components;
    }

    Builder rows(int count) {
      rowCount = count;
      return this;
    }

    Builder offset(double newOffset) {
      offset = newOffset;
      return this;
    }

    Builder scale(double newScale) {
      scale = newScale;
      return this;
    }

    Builder condition(double newCondition) {
      condition = newCondition;
      return this;
    }

    /** Gives the rows weights, every fifth of them 0. */
    Builder weighted() {
      weighted = true;
      return this;
    }

    MixtureCase build() {
      double[] weights = new double[components];
      double sum = 0;
      for (int k = 0; k < components; k++) {
        weights[k] = 0.2 + random.nextDouble();
        sum += weights[k];
      }
      for (int k = 0; k < components; k++) {
        weights[k] /= sum;
      }
      double[] means = Matrices.normal(random, components * dimension);
      for (int i = 0; i < means.length; i++) {
        means[i] = offset + 1.5 * scale * means[i];
      }
      double[] values = Matrices.normal(random, rowCount * dimension);
      for (int i = 0; i < values.length; i++) {
        int k = i / dimension % components;
        values[i] = means[k * dimension + i % dimension] + scale * values[i];
      }
      MixtureParameters mixture = MixtureParameters.of(weights, means, covariances(), ALGEBRA);
      return new MixtureCase(mixture, new RowBlock(values, 0, rowCount, dimension, rowWeights()));
    }

    private double @Nullable [] rowWeights() {
      if (!weighted) {
        return null;
      }
      double[] weights = random.doubles(rowCount, 0.1, 3).toArray();
      for (int i = 2; i < rowCount; i += 5) {
        weights[i] = 0;
      }
      return weights;
    }

    private Covariances covariances() {
      int size = type.size(components, dimension);
      double[] values = new double[size];
      int square = dimension * dimension;
      switch (type) {
        case FULL, TIED -> {
          for (int from = 0; from < size; from += square) {
            System.arraycopy(
                Matrices.positiveDefinite(random, dimension, condition), 0, values, from, square);
          }
        }
        case DIAGONAL, SPHERICAL ->
          Arrays.setAll(values, i -> Math.pow(condition, -random.nextDouble()));
      }
      for (int i = 0; i < size; i++) {
        values[i] *= scale * scale;
      }
      return Covariances.of(type, components, dimension, values);
    }
  }

  static Builder of(Random random, CovarianceType type, int dimension, int components) {
    return new Builder(random, type, dimension, components);
  }

  /** Returns what a kernel evaluates. */
  KernelParameters parameters() {
    return mixture.kernelParameters();
  }

  /** Returns the same rows in a longer array, after other numbers. */
  RowBlock shiftedRows() {
    int length = rows.rows() * rows.dimension();
    double[] longer = new double[length + 2 * rows.dimension() + 5];
    Arrays.fill(longer, Double.NaN);
    int offset = rows.dimension() + 1;
    System.arraycopy(rows.values(), 0, longer, offset, length);
    return new RowBlock(longer, offset, rows.rows(), rows.dimension(), rows.weights());
  }

  @Override
  public String toString() {
    return mixture.covariances().type().label() + ", d=" + mixture.dimension() + ", K="
        + mixture.components() + ", rows=" + rows.rows()
        + (rows.weights() == null ? "" : ", weighted");
  }
}
