package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.WholeRows;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.distribution.MixtureRegression;
import java.util.Arrays;
import java.util.List;

/** Predicts targets from those inputs that are observed. */
final class ObservedRegression {
  private final MixtureRegression regression;
  private final Imputation imputation;
  private final int[] inputs;
  private final int dimension;

  /** The features that are asked for. */
  private final int[] features;

  /** The same, counted among the targets. */
  private final int[] columns;

  /**
   * Creates the regression.
   *
   * @param inputs indices of the features that there is data for
   * @param targets indices of the other features, in the order in which results are wanted
   */
  ObservedRegression(GaussianMixture model, int[] inputs, List<Integer> targets) {
    this.regression = MixtureRegression.of(model, inputs);
    this.imputation = Imputation.of(model);
    this.inputs = inputs.clone();
    this.dimension = model.dimension();
    this.features = targets.stream().mapToInt(Integer::intValue).toArray();
    List<Integer> order = Arrays.stream(regression.targets()).boxed().toList();
    this.columns = targets.stream().mapToInt(order::indexOf).toArray();
  }

  /** Returns for each row the mean of each target and its standard deviation, one pair after the other. */
  double[][] of(RowBlock block, WholeRows rows) {
    double[][] results = new double[rows.rows()][];
    Samples whole = rows.samples();
    if (whole != null) {
      double[][] means = regression.means(whole);
      double[][][] covariances = regression.covariances(whole);
      for (int row = 0; row < results.length; row++) {
        int i = rows.index(row);
        if (i >= 0) {
          results[row] = new double[2 * columns.length];
          for (int j = 0; j < columns.length; j++) {
            results[row][2 * j] = means[i][columns[j]];
            results[row][2 * j + 1] = Math.sqrt(covariances[i][columns[j]][columns[j]]);
          }
        }
      }
    }
    if (rows.incomplete() > 0) {
      addIncomplete(block, rows, results);
    }
    return results;
  }

  /** Targets are missing values among others. */
  private void addIncomplete(RowBlock block, WholeRows rows, double[][] results) {
    int count = (int) rows.incomplete();
    double[] values = new double[count * dimension];
    Arrays.fill(values, Double.NaN);
    int next = 0;
    for (int row = 0; row < results.length; row++) {
      if (rows.index(row) < 0) {
        for (int j = 0; j < inputs.length; j++) {
          values[next * dimension + inputs[j]] = block.values()[block.rowOffset(row) + j];
        }
        next++;
      }
    }
    Samples samples = Samples.of(values, dimension).withMissingValues();
    RowBlock means = imputation.means(samples).block(0, count);
    RowBlock variances = imputation.variances(samples).block(0, count);
    next = 0;
    for (int row = 0; row < results.length; row++) {
      if (rows.index(row) < 0) {
        results[row] = new double[2 * features.length];
        for (int j = 0; j < features.length; j++) {
          results[row][2 * j] = means.values()[means.rowOffset(next) + features[j]];
          results[row][2 * j + 1] =
              Math.sqrt(variances.values()[variances.rowOffset(next) + features[j]]);
        }
        next++;
      }
    }
  }
}
