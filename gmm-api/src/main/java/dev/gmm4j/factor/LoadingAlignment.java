package dev.gmm4j.factor;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * The rotation of loadings that brings them nearest to others in units of the noise (Schönemann 1966). Those of a closed form
 * come in any rotation: without it, two successive ones would not show in which direction they move.
 */
final class LoadingAlignment {
  /** Below this part of the largest singular value, products of loadings say nothing of a direction. */
  private static final double LEAST = 1e-6;

  private LoadingAlignment() {}

  /** Returns the same covariances with loadings near to those before; as they are where these tell no rotation. */
  static LowRank of(LowRank found, LowRank before, boolean isCommon, LinearAlgebraBackend backend) {
    double[][] aligned = new double[found.components()][];
    for (int k = 0; k < aligned.length; k++) {
      aligned[k] = aligned(found.loadings()[k], before.loadings()[k], found.noise()[k], backend);
      if (isCommon) {
        Arrays.fill(aligned, aligned[k]);
        break;
      }
    }
    return new LowRank(aligned, found.noise());
  }

  private static double[] aligned(
      double[] found, double[] before, double[] noise, LinearAlgebraBackend backend) {
    int d = noise.length;
    int q = found.length / d;
    double[] weighted = new double[d * q];
    for (int i = 0; i < d * q; i++) {
      weighted[i] = before[i] / noise[i / q];
    }
    double[] product = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, d, found, weighted, product);
    double[] square = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, q, product, product, square);
    for (int i = 0; i < q * q; i++) {
      square[i] = square[Math.max(i / q, i % q) * q + Math.min(i / q, i % q)];
    }
    double[] values = new double[q];
    double[] vectors = new double[q * q];
    backend.symmetricEigen(q, square, values, vectors);
    if (!(values[0] > LEAST * LEAST * values[q - 1])) {
      return found;
    }
    // The polar factor UVᵀ of USVᵀ, as USVᵀ times VS⁻¹Vᵀ.
    double[] scaled = new double[q * q];
    for (int i = 0; i < q * q; i++) {
      scaled[i] = vectors[i] / Math.sqrt(values[i % q]);
    }
    double[] inverse = new double[q * q];
    backend.multiply(Transpose.NO, Transpose.YES, q, q, q, scaled, vectors, inverse);
    double[] rotation = new double[q * q];
    backend.multiply(Transpose.NO, Transpose.NO, q, q, q, product, inverse, rotation);
    double[] aligned = new double[d * q];
    backend.multiply(Transpose.NO, Transpose.NO, d, q, q, found, rotation, aligned);
    return aligned;
  }
}
