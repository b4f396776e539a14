package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Random;

/** Covariances of a model by their volumes, shapes and axes, and other covariances of the same model near them. */
final class ModelMember {
  private final CovarianceModel model;
  private final int dimension;

  ModelMember(CovarianceModel model, int dimension) {
    this.model = model;
    this.dimension = dimension;
  }

  private char letter(int part) {
    return model.name().charAt(part);
  }

  /** Returns the eigenvalues, ascending, or the diagonal where the axes are those of the features. */
  double[] values(double[][] covariance) {
    double[] values = new double[dimension];
    decompose(covariance, values, new double[dimension * dimension]);
    return values;
  }

  private void decompose(double[][] covariance, double[] values, double[] vectors) {
    double[] flat = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      System.arraycopy(covariance[i], 0, flat, i * dimension, dimension);
      values[i] = covariance[i][i];
      vectors[i * dimension + i] = 1;
    }
    if (letter(2) != 'I') {
      new NaiveBackend().symmetricEigen(dimension, flat, values, vectors);
    }
  }

  /** Changes volumes, shapes and axes by random amounts of a size, and keeps equal what the model holds equal. */
  double[][][] perturb(double[][][] covariances, double size, Random random) {
    double commonVolume = size * random.nextGaussian();
    double[] commonShape = shape(size, random);
    double[][] commonRotation = rotation(size, random);
    double[][][] perturbed = new double[covariances.length][][];
    for (int k = 0; k < covariances.length; k++) {
      double volume = letter(0) == 'E' ? commonVolume : size * random.nextGaussian();
      double[] shape = letter(1) == 'V' ? shape(size, random) : commonShape;
      double[][] rotation = letter(2) == 'V' ? rotation(size, random) : commonRotation;
      double[] values = new double[dimension];
      double[] vectors = new double[dimension * dimension];
      decompose(covariances[k], values, vectors);
      double[][] axes = new double[dimension][dimension];
      for (int i = 0; i < dimension; i++) {
        values[i] *= Math.exp(volume + (letter(1) == 'I' ? 0 : shape[i]));
        for (int j = 0; j < dimension; j++) {
          for (int l = 0; l < dimension; l++) {
            double entry = letter(2) == 'I' ? (i == l ? 1 : 0) : rotation[i][l];
            axes[i][j] += entry * vectors[l * dimension + j];
          }
        }
      }
      perturbed[k] = compose(axes, values);
    }
    return perturbed;
  }

  private double[] shape(double size, Random random) {
    double[] shape = new double[dimension];
    double mean = 0;
    for (int j = 0; j < dimension; j++) {
      shape[j] = size * random.nextGaussian();
      mean += shape[j] / dimension;
    }
    for (int j = 0; j < dimension; j++) {
      shape[j] -= mean;
    }
    return shape;
  }

  private double[][] rotation(double size, Random random) {
    double[][] rotation = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      rotation[i][i] = 1;
    }
    for (int p = 0; p < dimension; p++) {
      for (int q = 0; q < p; q++) {
        double angle = size * random.nextGaussian();
        for (double[] row : rotation) {
          double first = row[p];
          row[p] = Math.cos(angle) * first + Math.sin(angle) * row[q];
          row[q] = Math.cos(angle) * row[q] - Math.sin(angle) * first;
        }
      }
    }
    return rotation;
  }

  private static double[][] compose(double[][] axes, double[] values) {
    int d = values.length;
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          matrix[i][j] += axes[i][l] * values[l] * axes[j][l];
        }
      }
    }
    return matrix;
  }
}
